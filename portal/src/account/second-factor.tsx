import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { lazy, Suspense, useState } from 'react'
import { api, type Me } from '@manifold/client'
import { Section } from '#account/head.tsx'
import { PasswordBox } from '#auth/shared.tsx'
import { Form, Submit, TextBox, useForm } from '#form.tsx'
import { CheckCircleIcon, c, useToast } from '#parts.tsx'
import { useRefreshMe } from '#session.ts'

const Qr = lazy(() => import('#account/qr.tsx').then((m) => ({ default: m.Qr })))

type Step = { at: 'rest' } | { at: 'password'; then: 'on' | 'off' | 'codes' } | { at: 'scan'; uri: string; codes: string[] } | { at: 'codes'; codes: string[] }

/** A code of an authenticator app besides the password: turn it on with a picture to scan, keep backup codes, turn it off. */
export function SecondFactor({ me }: { me: Me }) {
  const [step, setStep] = useState<Step>({ at: 'rest' })
  const toast = useToast()
  const refresh = useRefreshMe()
  return (
    <Section title="Second factor">
      {step.at === 'rest' && (
        <>
          <Typography sx={{ color: c.ink2, display: 'flex', gap: '8px' }}>
            {me.twoFactor ? (
              <>
                <span style={{ color: c.success, flex: 'none' }}>
                  <CheckCircleIcon size={22} />
                </span>
                On. Signing in asks for a code of your authenticator app.
              </>
            ) : (
              'Off. With it, nobody signs in with your password alone: it also asks for a code from an app on your phone.'
            )}
          </Typography>
          <Box sx={{ display: 'flex', gap: '12px', flexWrap: 'wrap', mt: '12px' }}>
            {me.twoFactor ? (
              <>
                <Button onClick={() => setStep({ at: 'password', then: 'codes' })}>New backup codes</Button>
                <Button color="error" onClick={() => setStep({ at: 'password', then: 'off' })}>
                  Turn off
                </Button>
              </>
            ) : (
              <Button onClick={() => setStep({ at: 'password', then: 'on' })}>Set up</Button>
            )}
          </Box>
        </>
      )}
      {step.at === 'password' && (
        <AskPassword
          verb={step.then === 'off' ? 'Turn off' : 'Go on'}
          danger={step.then === 'off'}
          onKeep={() => setStep({ at: 'rest' })}
          act={async (password) => {
            if (step.then === 'on') {
              const { totpURI, backupCodes } = await api.post<{ totpURI: string; backupCodes: string[] }>('/auth/two-factor/enable', { password })
              setStep({ at: 'scan', uri: totpURI, codes: backupCodes })
            } else if (step.then === 'codes') {
              const { backupCodes } = await api.post<{ backupCodes: string[] }>('/auth/two-factor/generate-backup-codes', { password })
              setStep({ at: 'codes', codes: backupCodes })
            } else {
              await api.post('/auth/two-factor/disable', { password })
              await refresh()
              setStep({ at: 'rest' })
              toast('The second factor is off.')
            }
          }}
        />
      )}
      {step.at === 'scan' && (
        <Scan
          uri={step.uri}
          onKeep={() => setStep({ at: 'rest' })}
          onDone={async () => {
            await refresh()
            setStep({ at: 'codes', codes: step.codes })
          }}
        />
      )}
      {step.at === 'codes' && <BackupCodes codes={step.codes} onDone={() => setStep({ at: 'rest' })} />}
    </Section>
  )
}

function AskPassword({ verb, danger, act, onKeep }: { verb: string; danger: boolean; act: (password: string) => Promise<void>; onKeep: () => void }) {
  const form = useForm({
    initial: { password: '' },
    labels: { password: 'Your password' },
    check: (v) => ({ password: v.password ? undefined : 'Enter your password.' }),
    submit: (v) => act(v.password),
  })
  return (
    <Form form={form} label="Confirm with your password">
      <PasswordBox {...form.bind('password')} autoComplete="current-password" first />
      <Box sx={{ display: 'flex', gap: '12px' }}>
        <Submit pending={form.pending} doing="Checking…" color={danger ? 'error' : 'primary'}>
          {verb}
        </Submit>
        <Button onClick={onKeep}>Leave it</Button>
      </Box>
    </Form>
  )
}

function Scan({ uri, onDone, onKeep }: { uri: string; onDone: () => Promise<void>; onKeep: () => void }) {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const form = useForm({
    initial: { code: '' },
    labels: { code: 'Code' },
    check: ({ code }) => ({ code: /^\d{6}$/.test(code.replaceAll(/\s/g, '')) ? undefined : 'Enter the six digits that the app shows.' }),
    submit: async ({ code }) => {
      await api.post('/auth/two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') })
      await onDone()
    },
  })
  return (
    <Form form={form} label="Set up the second factor">
      <Typography>1. Scan this with an authenticator app.</Typography>
      <Suspense fallback={<Box sx={{ width: 208, height: 208 }} />}>
        <Qr text={uri} label="Picture to scan with an authenticator app" />
      </Suspense>
      <div>
        <Typography variant="body2" sx={{ color: c.ink3 }}>
          On the same phone? Open it there, or type this key.
        </Typography>
        <Box component="code" sx={{ display: 'block', fontSize: '0.9375rem', letterSpacing: '.06em', overflowWrap: 'anywhere', my: '4px' }}>
          {secret.match(/.{1,4}/g)?.join(' ')}
        </Box>
        <Button component="a" href={uri} variant="text" sx={{ px: 0 }}>
          Open my authenticator app
        </Button>
      </div>
      <Typography>2. Enter the code that it shows.</Typography>
      <TextBox {...form.bind('code')} inputMode="numeric" autoComplete="one-time-code" maxLength={7} />
      <Box sx={{ display: 'flex', gap: '12px' }}>
        <Submit pending={form.pending} doing="Checking…">
          Turn on
        </Submit>
        <Button onClick={onKeep}>Leave it</Button>
      </Box>
    </Form>
  )
}

function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const toast = useToast()
  const copy = () =>
    void navigator.clipboard?.writeText(codes.join('\n')).then(
      () => toast('Copied.'),
      () => toast('Your browser does not copy here. Write them down.'),
    )
  return (
    <div>
      <Typography sx={{ fontWeight: 650 }}>Keep these backup codes</Typography>
      <Typography sx={{ color: c.ink2 }}>Each one signs you in once if your phone is lost. They are shown only now.</Typography>
      <Box
        component="ul"
        aria-label="Backup codes"
        sx={{
          listStyle: 'none',
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))',
          gap: '4px 16px',
          m: '12px 0',
          p: '12px 16px',
          bgcolor: c.sunken,
          borderRadius: '8px',
          letterSpacing: '.04em',
          fontVariantNumeric: 'tabular-nums',
        }}
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </Box>
      <Box sx={{ display: 'flex', gap: '12px' }}>
        <Button onClick={copy}>Copy</Button>
        <Button variant="contained" color="primary" onClick={onDone}>
          I have kept them
        </Button>
      </Box>
    </div>
  )
}
