import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CheckCircleIcon, DeviceIcon, ErrorState, Field, ShieldIcon, SkeletonRows, When, useToast } from '@manifold/ui'
import { api, type Session } from '@manifold/client'
import { Form, type FormField } from '#shell/form.tsx'
import { queries } from '#shell/query.ts'
import { refreshMe, useMe } from '#shell/session.ts'
import { AuditLines } from '#people/audit-lines.tsx'
import { QrCode } from '#me/qr-code.tsx'

export function Security() {
  const me = useMe()
  return (
    <div className="stack" style={{ gap: 16 }}>
      {me.mustSetUpTwoFactor ? (
        <p className="person-note" role="alert">
          Your role needs a second factor. Set it up to go on.
        </p>
      ) : null}
      <SecondFactor />
      {me.mustSetUpTwoFactor ? null : (
        <>
          <Password />
          <Sessions />
          <AuditLines title="My log" path="/user/me/audit-log" empty="Sign-ins and changes of your account appear here." />
        </>
      )}
    </div>
  )
}

/** An authenticator app as the second step of signing in: password, code of the app, backup codes. */
function SecondFactor() {
  const me = useMe()
  const toast = useToast()
  const [step, setStep] = useState<'idle' | 'password' | 'code' | 'codes'>('idle')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [made, setMade] = useState<{ totpURI: string; backupCodes: string[] } | null>(null)
  const begin = useMutation({
    mutationFn: async () => {
      if (me.twoFactor) return api.post('/auth/two-factor/disable', { password }).then(() => null)
      return api.post<{ totpURI: string; backupCodes: string[] }>('/auth/two-factor/enable', { password })
    },
    onSuccess: async (answer) => {
      setPassword('')
      if (answer === null) {
        await refreshMe()
        setStep('idle')
        toast('The second factor is off.')
      } else {
        setMade(answer)
        setStep('code')
      }
    },
  })
  const verify = useMutation({
    mutationFn: () => api.post('/auth/two-factor/verify-totp', { code: code.replace(/\s/g, '') }),
    onSuccess: () => {
      setCode('')
      setStep('codes')
    },
  })
  const secret = made ? new URLSearchParams(made.totpURI.split('?')[1]).get('secret') : null
  return (
    <section className="panel panel-pad" aria-label="Second factor">
      <div className="panel-head">
        <ShieldIcon size={16} />
        <h2>Second factor</h2>
        <span className="push meta">{me.twoFactor ? 'On' : 'Off'}</span>
      </div>
      {step === 'idle' ? (
        <div className="row wrap">
          <span className="grow">
            {me.twoFactor
              ? 'Signing in asks for a code of your authenticator app.'
              : 'An app on your phone makes a code for each sign-in, so that a stolen password is not enough.'}
          </span>
          <Button {...(me.twoFactor ? { color: 'error' as const } : { variant: 'contained' as const })} onClick={() => setStep('password')}>
            {me.twoFactor ? 'Switch off' : 'Set up'}
          </Button>
        </div>
      ) : null}
      {step === 'password' ? (
        <form
          className="stack"
          onSubmit={(e) => {
            e.preventDefault()
            begin.mutate()
          }}
        >
          <Field
            label="Your password"
            type="password"
            autoComplete="current-password"
            autoFocus
            value={password}
            onChange={(e) => setPassword(e.target.value)}
            problem={begin.isError ? begin.error.message : null}
          />
          <div className="row">
            <Button type="submit" variant="contained" color={me.twoFactor ? 'error' : 'primary'} disabled={password === '' || begin.isPending}>
              {me.twoFactor ? 'Switch off' : 'Continue'}
            </Button>
            <Button onClick={() => setStep('idle')}>Cancel</Button>
          </div>
        </form>
      ) : null}
      {step === 'code' && made ? (
        <form
          className="stack"
          onSubmit={(e) => {
            e.preventDefault()
            verify.mutate()
          }}
        >
          <p style={{ margin: 0 }}>Scan this with an authenticator app, or type the key into it.</p>
          <QrCode text={made.totpURI} label="Code to scan with an authenticator app" />
          <p style={{ margin: 0 }}>
            <span className="meta">Key</span> <code style={{ overflowWrap: 'anywhere' }}>{secret?.replace(/(.{4})/g, '$1 ')}</code>
          </p>
          <Field
            label="Code of the app"
            value={code}
            onChange={(e) => setCode(e.target.value)}
            autoComplete="one-time-code"
            problem={verify.isError ? 'This code is not right, or it has expired.' : null}
            slotProps={{ input: { inputMode: 'numeric', maxLength: 8 } }}
          />
          <div className="row">
            <Button type="submit" variant="contained" disabled={code.trim().length < 6 || verify.isPending}>
              Switch on
            </Button>
          </div>
        </form>
      ) : null}
      {step === 'codes' && made ? (
        <div className="stack">
          <p style={{ margin: 0 }} className="row">
            <CheckCircleIcon size={16} /> The second factor is on. Keep these backup codes: each works once, if the phone is lost.
          </p>
          <ul className="codes">
            {made.backupCodes.map((c) => (
              <li key={c}>{c}</li>
            ))}
          </ul>
          <div className="row">
            <Button onClick={() => void navigator.clipboard?.writeText(made.backupCodes.join('\n')).then(() => toast('The codes are copied.'))}>Copy</Button>
            <Button
              variant="contained"
              onClick={() => {
                setMade(null)
                setStep('idle')
                void refreshMe()
              }}
            >
              I have kept them
            </Button>
          </div>
        </div>
      ) : null}
    </section>
  )
}

interface Passwords {
  currentPassword: string
  newPassword: string
}
const fields: FormField<Passwords>[] = [
  { name: 'currentPassword', label: 'Present password', kind: 'text', type: 'password' },
  {
    name: 'newPassword',
    label: 'New password',
    kind: 'text',
    type: 'password',
    hint: 'At least 10 characters',
    check: (v: never) => ((v as string).length >= 10 ? null : 'Use at least 10 characters.'),
  },
]
function Password() {
  const toast = useToast()
  const [n, setN] = useState(0)
  return (
    <section className="panel panel-pad" aria-label="Password">
      <div className="panel-head">
        <h2>Password</h2>
      </div>
      <Form
        key={n}
        fields={fields}
        initial={{ currentPassword: '', newPassword: '' }}
        saveLabel="Change password"
        submit={async (v) => {
          await api.post('/auth/change-password', { ...v, revokeOtherSessions: true })
          setN(n + 1)
          await queries.invalidateQueries({ queryKey: ['sessions'] })
          toast('Your password is changed. Other sessions are signed out.')
        }}
      />
    </section>
  )
}

/** "Chrome on Linux" of a browser's long name. */
function device(agent: string | null): string {
  if (!agent) return 'An app'
  const browser = /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : agent.split(' ')[0]
  const system = /Android/.test(agent)
    ? 'Android'
    : /iPhone|iPad/.test(agent)
      ? 'iOS'
      : /Windows/.test(agent)
        ? 'Windows'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : null
  return system ? `${browser} on ${system}` : (browser ?? agent)
}

function Sessions() {
  const toast = useToast()
  const found = useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => api.get<{ data: Session[] }>('/user/me/sessions', { signal }) })
  const end = useMutation({
    mutationFn: (id: string | null) => (id === null ? api.post('/user/me/sessions/revoke-others') : api.delete(`/user/me/sessions/${id}`)),
    onSuccess: async (_, id) => {
      await queries.invalidateQueries({ queryKey: ['sessions'] })
      toast(id === null ? 'Signed out everywhere else.' : 'Signed out there.')
    },
    onError: (e) => toast(e.message),
  })
  const list = found.data?.data ?? []
  return (
    <section className="panel panel-pad" aria-label="Sessions">
      <div className="panel-head">
        <h2>Where you are signed in</h2>
        {list.length > 1 ? (
          <Button className="push" disabled={end.isPending} onClick={() => end.mutate(null)}>
            Sign out everywhere else
          </Button>
        ) : null}
      </div>
      {found.isPending ? <SkeletonRows rows={2} height={44} /> : found.isError ? <ErrorState onRetry={() => void found.refetch()} /> : null}
      <ul className="lines">
        {list.map((s) => (
          <li key={s.id} style={{ alignItems: 'center' }}>
            <DeviceIcon size={16} />
            <span className="grow">
              {device(s.userAgent)}
              {s.current ? <b>, this one</b> : null}
              <span className="meta" style={{ display: 'block' }}>
                {s.address ?? ''}
              </span>
            </span>
            <span className="meta">
              since <When at={s.createdAt} style="day" within />
              {s.lastSeenAt ? (
                <>
                  , last used <When at={s.lastSeenAt} />
                </>
              ) : null}
            </span>
            {s.current ? null : (
              <Button disabled={end.isPending} onClick={() => end.mutate(s.id)}>
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
