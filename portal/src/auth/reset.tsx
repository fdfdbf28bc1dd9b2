import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { api } from '@manifold/client'
import { AuthFrame, PasswordBox, passwordHint } from '#auth/shared.tsx'
import { Form, Submit, useForm } from '#form.tsx'
import { c } from '#parts.tsx'
import { PageTitle } from '#shell/page.tsx'

/** Where the link of the mail leads: a new password. */
export function Screen() {
  const [params] = useSearchParams()
  const token = params.get('token')
  const [done, setDone] = useState(false)
  const form = useForm({
    initial: { newPassword: '' },
    labels: { newPassword: 'New password' },
    check: (v) => ({ newPassword: v.newPassword.length >= 10 ? undefined : 'Use at least 10 characters.' }),
    submit: async ({ newPassword }) => {
      await api.post('/auth/reset-password', { newPassword, token })
      setDone(true)
    },
  })
  if (done)
    return (
      <AuthFrame bar="New password" back="/sign-in">
        <PageTitle>Your password is set</PageTitle>
        <Typography sx={{ color: c.ink2, m: '4px 0 20px' }}>You are signed out everywhere. Sign in with the new password.</Typography>
        <Button component={Link} to="/sign-in" variant="contained" color="primary" fullWidth>
          Sign in
        </Button>
      </AuthFrame>
    )
  if (!token || params.get('error'))
    return (
      <AuthFrame bar="New password" back="/sign-in">
        <PageTitle>This link is no longer valid</PageTitle>
        <Typography sx={{ color: c.ink2, m: '4px 0 20px' }}>Links work once and for one hour. Ask for a new one.</Typography>
        <Button component={Link} to="/forgot" variant="contained" color="primary" fullWidth>
          Ask for a new link
        </Button>
      </AuthFrame>
    )
  return (
    <AuthFrame bar="New password" back="/sign-in">
      <PageTitle>Choose a new password</PageTitle>
      <div style={{ marginTop: 20 }}>
        <Form form={form} label="New password">
          <PasswordBox {...form.bind('newPassword')} hint={passwordHint} autoComplete="new-password" />
          <Submit pending={form.pending} doing="Saving…" fullWidth>
            Save password
          </Submit>
        </Form>
      </div>
    </AuthFrame>
  )
}
