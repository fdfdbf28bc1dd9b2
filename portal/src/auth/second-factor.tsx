import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { api } from '@manifold/client'
import { AuthFrame, useArrive } from '#auth/shared.tsx'
import { Form, Submit, TextBox, Tick, useForm } from '#form.tsx'
import { c } from '#parts.tsx'
import { PageTitle } from '#shell/page.tsx'

/** The second step: a code of the authenticator app, or a backup code. */
export function Screen() {
  const arrive = useArrive()
  const [backup, setBackup] = useState(false)
  const [trust, setTrust] = useState(false)
  const form = useForm({
    initial: { code: '' },
    labels: { code: 'Code' },
    check: ({ code }) => ({ code: code.trim() === '' ? 'Enter the code.' : !backup && !/^\d{6}$/.test(code.replaceAll(/\s/g, '')) ? 'The code has six digits.' : undefined }),
    submit: async ({ code }) => {
      await api.post(backup ? '/auth/two-factor/verify-backup-code' : '/auth/two-factor/verify-totp', {
        code: backup ? code.trim() : code.replaceAll(/\s/g, ''),
        trustDevice: trust,
      })
      await arrive()
    },
  })
  return (
    <AuthFrame bar="Sign in" back="/sign-in">
      <PageTitle>Enter your code</PageTitle>
      <Typography sx={{ color: c.ink2, m: '4px 0 20px' }}>
        {backup ? 'One of the backup codes you kept. Each works once.' : 'The six digits that your authenticator app shows now.'}
      </Typography>
      <Form form={form} label="Second step of signing in">
        <TextBox
          key={String(backup)}
          {...form.bind('code')}
          label={backup ? 'Backup code' : 'Code'}
          autoComplete="one-time-code"
          inputMode={backup ? 'text' : 'numeric'}
          maxLength={backup ? 32 : 7}
          first
        />
        <Tick id="trust" label="Do not ask on this device for 30 days" checked={trust} onChange={setTrust} />
        <Submit pending={form.pending} doing="Checking…" fullWidth>
          Go on
        </Submit>
      </Form>
      <Button
        variant="text"
        onClick={() => {
          setBackup(!backup)
          form.reset()
        }}
        sx={{ mt: '8px', px: 0 }}
      >
        {backup ? 'Use the authenticator app' : 'Use a backup code'}
      </Button>
    </AuthFrame>
  )
}
