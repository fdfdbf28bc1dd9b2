import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import Alert from '@mui/material/Alert'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { api } from '@manifold/client'
import { AuthFrame, PasswordBox, isEmail, useArrive, useNextQuery } from '#auth/shared.tsx'
import { Form, Submit, TextBox, Tick, useForm } from '#form.tsx'
import { DeviceIcon, c } from '#parts.tsx'
import { useConfig } from '#session.ts'
import { PageTitle } from '#shell/page.tsx'

export function Screen() {
  const [params] = useSearchParams()
  const next = useNextQuery()
  const navigate = useNavigate()
  const arrive = useArrive()
  const { demo } = useConfig()
  const [stay, setStay] = useState(true)
  const form = useForm({
    initial: { email: '', password: '' },
    labels: { email: 'E-mail', password: 'Password' },
    check: (v) => ({ email: isEmail(v.email) ? undefined : 'Enter your e-mail address.', password: v.password ? undefined : 'Enter your password.' }),
    submit: async ({ email, password }) => {
      const answer = await api.post<{ twoFactorRedirect?: boolean }>('/auth/sign-in/email', { email: email.trim(), password, rememberMe: stay })
      if (answer.twoFactorRedirect) await navigate(`/sign-in/code${next}`)
      else await arrive()
    },
  })
  return (
    <AuthFrame bar="Sign in">
      <PageTitle>Sign in</PageTitle>
      {params.get('ended') && (
        <Alert severity="info" sx={{ mt: '12px' }}>
          You were signed out. Sign in to go on.
        </Alert>
      )}
      <div style={{ marginTop: 20 }}>
        <Form form={form} label="Sign in">
          <TextBox {...form.bind('email')} type="email" inputMode="email" autoComplete="username" />
          <div>
            <PasswordBox {...form.bind('password')} autoComplete="current-password" />
            <MuiLink component={Link} to={`/forgot${next}`} sx={{ display: 'inline-block', py: '10px', fontSize: '0.875rem' }}>
              Forgot your password?
            </MuiLink>
          </div>
          <Tick id="stay" label="Stay signed in on this device" checked={stay} onChange={setStay} />
          <Submit pending={form.pending} doing="Signing in…" fullWidth>
            Sign in
          </Submit>
        </Form>
        <Button component={Link} to={`/sign-in/phone${next}`} fullWidth startIcon={<DeviceIcon />} sx={{ mt: '12px' }}>
          Use a code by SMS
        </Button>
        <Typography sx={{ mt: '24px', color: c.ink2 }}>
          New here?{' '}
          <MuiLink component={Link} to={`/sign-up${next}`}>
            Create an account
          </MuiLink>
        </Typography>
        {demo && (
          <Typography variant="body2" sx={{ color: c.ink3, mt: '16px' }}>
            This is a demo: customer@demo.test, password manifold-demo.
          </Typography>
        )}
      </div>
    </AuthFrame>
  )
}
