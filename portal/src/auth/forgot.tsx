import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '@manifold/client'
import { AuthFrame, isEmail } from '#auth/shared.tsx'
import { Form, Submit, TextBox, useForm } from '#form.tsx'
import { c } from '#parts.tsx'
import { PageTitle } from '#shell/page.tsx'

/** A link for a new password. The answer is the same whether or not there is an account. */
export function Screen() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const form = useForm({
    initial: { email: '' },
    labels: { email: 'E-mail' },
    check: (v) => ({ email: isEmail(v.email) ? undefined : 'Enter your e-mail address.' }),
    submit: async ({ email }) => {
      await api.post('/auth/request-password-reset', { email: email.trim(), redirectTo: '/reset-password' })
      setSentTo(email.trim())
    },
  })
  return (
    <AuthFrame bar="New password" back="/sign-in">
      {sentTo ? (
        <>
          <PageTitle>Look in your mail</PageTitle>
          <Typography sx={{ color: c.ink2, m: '4px 0 20px' }}>
            If there is an account for {sentTo}, a link is on its way. It is valid for one hour. Look in the spam folder too.
          </Typography>
          <Button component={Link} to="/sign-in" fullWidth>
            Back to signing in
          </Button>
          <Button variant="text" onClick={() => setSentTo(null)} sx={{ mt: '8px', px: 0 }}>
            Use another address
          </Button>
        </>
      ) : (
        <>
          <PageTitle>Set a new password</PageTitle>
          <Typography sx={{ color: c.ink2, m: '4px 0 20px' }}>We send a link to your e-mail address.</Typography>
          <Form form={form} label="Ask for a link">
            <TextBox {...form.bind('email')} type="email" inputMode="email" autoComplete="username" />
            <Submit pending={form.pending} doing="Sending…" fullWidth>
              Send the link
            </Submit>
          </Form>
        </>
      )}
    </AuthFrame>
  )
}
