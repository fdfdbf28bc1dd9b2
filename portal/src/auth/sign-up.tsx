import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { Link } from 'react-router'
import { api, isProblem } from '@manifold/client'
import { AuthFrame, PasswordBox, isEmail, passwordHint, useArrive, useNextQuery } from '#auth/shared.tsx'
import { Form, Submit, TextBox, useForm } from '#form.tsx'
import { DeviceIcon, c, useToast } from '#parts.tsx'
import { PageTitle } from '#shell/page.tsx'

export function Screen() {
  const next = useNextQuery()
  const arrive = useArrive()
  const toast = useToast()
  const form = useForm({
    initial: { name: '', email: '', password: '' },
    labels: { name: 'Your name', email: 'E-mail', password: 'Password' },
    check: (v) => ({
      name: v.name.trim() ? undefined : 'Enter your name.',
      email: isEmail(v.email) ? undefined : 'Enter your e-mail address.',
      password: v.password.length >= 10 ? undefined : 'Use at least 10 characters.',
    }),
    submit: async ({ name, email, password }) => {
      await api.post('/auth/sign-up/email', { name: name.trim(), email: email.trim(), password, callbackURL: '/verify-email' })
      toast(`Welcome. We sent a link to ${email.trim()}; open it to confirm the address.`)
      await arrive()
    },
    say: (problem) => (isProblem(problem, 'auth.email_taken') ? 'There is an account with this e-mail already. Sign in, or ask for a new password.' : undefined),
  })
  return (
    <AuthFrame bar="Create an account">
      <PageTitle>Create an account</PageTitle>
      <Typography sx={{ color: c.ink2, m: '4px 0 20px' }}>Then you can follow what you report, and we know where to reach you.</Typography>
      <Form form={form} label="Create an account">
        <TextBox {...form.bind('name')} autoComplete="name" maxLength={120} />
        <TextBox {...form.bind('email')} type="email" inputMode="email" autoComplete="username" />
        <PasswordBox {...form.bind('password')} hint={passwordHint} autoComplete="new-password" />
        <Submit pending={form.pending} doing="Creating…" fullWidth>
          Create account
        </Submit>
      </Form>
      <Button component={Link} to={`/sign-in/phone${next}`} fullWidth startIcon={<DeviceIcon />} sx={{ mt: '12px' }}>
        Use a code by SMS
      </Button>
      <Typography sx={{ mt: '24px', color: c.ink2 }}>
        You have one already?{' '}
        <MuiLink component={Link} to={`/sign-in${next}`}>
          Sign in
        </MuiLink>
      </Typography>
    </AuthFrame>
  )
}
