import Button from '@mui/material/Button'
import { useLogin } from 'react-admin'
import { useState, type FormEvent, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Field, LogoIcon } from '@manifold/ui'
import { api, isProblem } from '@manifold/client'
import { SecondFactorNeeded, type SignIn } from '#shell/auth.ts'
import { useConfig } from '#shell/session.ts'
import './sign-in.css'
import { Title } from './title.tsx'

/** The frame of the pages before signing in. */
export function Door({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  const { operatorName } = useConfig()
  return (
    <main className="door" id="main">
      <div className="door-card">
        <p className="door-brand">
          <span className="rail-mark" style={{ margin: 0 }}>
            <LogoIcon size={18} />
          </span>
          {operatorName} console
        </p>
        <Title of={title} />
        <h1>{title}</h1>
        {text ? <p className="door-text">{text}</p> : null}
        {children}
      </div>
    </main>
  )
}

export function SignInPage() {
  const login = useLogin()
  const config = useConfig()
  const [step, setStep] = useState<'password' | 'code' | 'backup'>('password')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    setBusy(true)
    setProblem(null)
    const given: SignIn = step === 'password' ? { email: email.trim(), password } : step === 'code' ? { code: code.replace(/\s/g, '') } : { backupCode: code.trim() }
    try {
      await login(given)
    } catch (error) {
      if (error instanceof SecondFactorNeeded) {
        setStep('code')
        setCode('')
      } else
        setProblem(
          isProblem(error) && error.status === 401
            ? step === 'password'
              ? 'The e-mail address or the password is not right.'
              : 'This code is not right, or it has expired.'
            : (error as Error).message,
        )
    } finally {
      setBusy(false)
    }
  }
  if (step !== 'password')
    return (
      <Door title="Second step" text={step === 'code' ? 'Enter the six figures that your authenticator app shows.' : 'Enter one of the backup codes that you kept.'}>
        <form onSubmit={submit} className="stack" noValidate>
          <Field
            key={step}
            label={step === 'code' ? 'Code' : 'Backup code'}
            value={code}
            onChange={(e) => setCode(e.target.value)}
            problem={problem}
            autoFocus
            autoComplete="one-time-code"
            slotProps={{ input: { inputMode: step === 'code' ? 'numeric' : 'text', maxLength: 24 } }}
          />
          <Button type="submit" variant="contained" disabled={busy || code.trim() === ''}>
            Sign in
          </Button>
          <Button
            variant="text"
            onClick={() => {
              setStep(step === 'code' ? 'backup' : 'code')
              setCode('')
              setProblem(null)
            }}
          >
            {step === 'code' ? 'Use a backup code' : 'Use the authenticator app'}
          </Button>
        </form>
      </Door>
    )
  return (
    <Door title="Sign in">
      <form onSubmit={submit} className="stack" noValidate>
        <Field label="E-mail" type="email" value={email} onChange={(e) => setEmail(e.target.value)} autoComplete="username" autoFocus />
        <Field label="Password" type="password" value={password} onChange={(e) => setPassword(e.target.value)} autoComplete="current-password" problem={problem} />
        <Button type="submit" variant="contained" disabled={busy || email.trim() === '' || password === ''}>
          Sign in
        </Button>
        <Link to="/forgot" className="door-link">
          Forgot your password?
        </Link>
      </form>
      {config.demo ? (
        <div className="door-demo">
          <p>
            Demo town. Every password is <b>manifold-demo</b>.
          </p>
          <div className="row wrap">
            {['agent', 'supervisor', 'operations', 'finance', 'admin'].map((role) => (
              <button
                key={role}
                type="button"
                className="chip"
                onClick={() => {
                  setEmail(`${role}@demo.test`)
                  setPassword('manifold-demo')
                }}
              >
                {role}@demo.test
              </button>
            ))}
          </div>
        </div>
      ) : null}
    </Door>
  )
}

export function ForgotPage() {
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    try {
      await api.post('/auth/request-password-reset', { email: email.trim(), redirectTo: `${location.origin}/admin/reset` })
      setSent(true)
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  if (sent)
    return (
      <Door title="Look at your e-mail" text={`If ${email.trim()} belongs to an account, a link to set a new password is on its way. It works for one hour.`}>
        <Link to="/login" className="door-link">
          Back to sign-in
        </Link>
      </Door>
    )
  return (
    <Door title="Set a new password" text="We send a link to your e-mail address.">
      <form onSubmit={submit} className="stack" noValidate>
        <Field label="E-mail" type="email" value={email} onChange={(e) => setEmail(e.target.value)} autoComplete="username" problem={problem} autoFocus />
        <Button type="submit" variant="contained" disabled={email.trim() === ''}>
          Send the link
        </Button>
        <Link to="/login" className="door-link">
          Back to sign-in
        </Link>
      </form>
    </Door>
  )
}

/** Sets a password: after "forgot", or the first one of an invited colleague. */
export function PasswordPage({ invited }: { invited?: boolean }) {
  const [query] = useSearchParams()
  const token = query.get('token') ?? ''
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const [problem, setProblem] = useState<string | null>(token ? null : 'This link is not complete. Open it from the e-mail again.')
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    if (password.length < 10) return setProblem('Use at least 10 characters.')
    setProblem(null)
    try {
      if (invited) await api.post('/user/invitations/accept', { token, password, ...(name.trim() ? { name: name.trim() } : {}) })
      else await api.post('/auth/reset-password', { token, newPassword: password })
      // Who joins is signed in by it. Whoever was before is not any more, and nothing of theirs may stay on the page.
      if (invited) location.replace('/admin/')
      else setDone(true)
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  if (done)
    return (
      <Door title="Your password is set" text="Sign in with your e-mail address and the new password.">
        <Button component={Link} to="/login" variant="contained">
          Sign in
        </Button>
      </Door>
    )
  return (
    <Door title={invited ? 'Join the console' : 'Set a new password'}>
      <form onSubmit={submit} className="stack" noValidate>
        {invited ? <Field label="Name" optional hint="As customers and colleagues see it" value={name} onChange={(e) => setName(e.target.value)} autoComplete="name" /> : null}
        <Field
          label="New password"
          type="password"
          hint="At least 10 characters"
          value={password}
          onChange={(e) => setPassword(e.target.value)}
          autoComplete="new-password"
          problem={problem}
        />
        <Button type="submit" variant="contained" disabled={!token || password === ''}>
          {invited ? 'Join' : 'Set the password'}
        </Button>
        <Link to="/login" className="door-link">
          Back to sign-in
        </Link>
      </form>
    </Door>
  )
}
