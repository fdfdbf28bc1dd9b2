import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { api, isProblem, type Me } from '@manifold/client'
import { AccountHead } from '#account/head.tsx'
import { isEmail } from '#auth/shared.tsx'
import { Choice, Form, Submit, TextBox, useForm } from '#form.tsx'
import { FormErrorSummary } from '@manifold/ui/forms.tsx'
import { phoneText } from '@manifold/ui/phone.ts'
import { Avatar, Lozenge, Panel, c, useToast } from '#parts.tsx'
import { useRefreshMe, useSignedIn } from '#session.ts'
import { messageOf } from '#shell/failure.tsx'

// What people write to us and we to them may be in these; the app itself speaks English so far.
const languages = [
  { value: 'en-IN', label: 'English (India)' },
  { value: 'en-GB', label: 'English (UK)' },
  { value: 'en-US', label: 'English (US)' },
  { value: 'hi-IN', label: 'हिन्दी' },
  { value: 'mr-IN', label: 'मराठी' },
]

export function Screen() {
  const me = useSignedIn()
  return (
    <Box sx={{ maxWidth: 640 }}>
      <AccountHead>Profile</AccountHead>
      <Picture me={me} />
      <Details key={me.version} me={me} />
      <Reach me={me} />
    </Box>
  )
}

function Picture({ me }: { me: Me }) {
  const input = useRef<HTMLInputElement>(null)
  const refresh = useRefreshMe()
  const toast = useToast()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const act = async (work: () => Promise<Me>, said: string) => {
    setBusy(true)
    setProblem(null)
    try {
      await refresh(await work())
      toast(said)
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  const set = (file: File) =>
    act(async () => {
      const media = await api.upload(file, file.name)
      return api.patch<Me>('/user/me', { avatarMediaId: media.id })
    }, 'Your picture is changed.')
  return (
    <Box sx={{ mt: '20px', display: 'grid', gap: '12px' }}>
      <Box sx={{ display: 'flex', gap: '16px', alignItems: 'center', flexWrap: 'wrap' }}>
        <Avatar name={me.name} src={me.avatarUrl} size={72} />
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/webp,image/heic"
          hidden
          aria-label="Picture"
          onChange={(e) => (e.target.files?.[0] && void set(e.target.files[0]), (e.target.value = ''))}
        />
        <Button onClick={() => input.current?.click()} aria-disabled={busy || undefined}>
          {busy ? 'Sending…' : me.avatarUrl ? 'Change picture' : 'Add a picture'}
        </Button>
        {me.avatarUrl && !busy && (
          <Button variant="text" onClick={() => void act(() => api.patch<Me>('/user/me', { avatarMediaId: null }), 'Your picture is gone.')}>
            Remove
          </Button>
        )}
      </Box>
      {problem && <FormErrorSummary title="That did not work" problems={[{ text: problem }]} />}
    </Box>
  )
}

function zones(): string[] {
  try {
    return Intl.supportedValuesOf('timeZone')
  } catch {
    return []
  }
}

function Details({ me }: { me: Me }) {
  const toast = useToast()
  const refresh = useRefreshMe()
  const [timeZones] = useState(() => [...new Set([me.timeZone, 'Asia/Kolkata', ...zones()])])
  const a = me.address
  const form = useForm({
    initial: {
      name: me.name,
      line1: a?.line1 ?? '',
      line2: a?.line2 ?? '',
      city: a?.city ?? '',
      postalCode: a?.postalCode ?? '',
      region: a?.region ?? '',
      locale: me.locale,
      timeZone: me.timeZone,
    },
    labels: {
      name: 'Name',
      line1: 'House, flat and building',
      line2: 'Street and area',
      city: 'Town',
      postalCode: 'Postal code',
      region: 'State',
      locale: 'Language',
      timeZone: 'Time zone',
    },
    check: (v) => ({
      name: v.name.trim() ? undefined : 'Enter your name.',
      line1: v.line1.trim() || [v.line2, v.city, v.postalCode, v.region].every((x) => x.trim() === '') ? undefined : 'Enter the house or flat, or empty the rest of the address.',
    }),
    rename: { 'address.line1': 'line1', 'address.line2': 'line2', 'address.city': 'city', 'address.postalCode': 'postalCode', 'address.region': 'region' },
    say: (problem) => (isProblem(problem, 'request.stale') ? 'Your profile was changed elsewhere. Load this page again, then change it.' : undefined),
    submit: async (v) => {
      const part = (text: string, name: string) => (text.trim() ? { [name]: text.trim() } : {})
      const address = v.line1.trim()
        ? { line1: v.line1.trim(), ...part(v.line2, 'line2'), ...part(v.city, 'city'), ...part(v.postalCode, 'postalCode'), ...part(v.region, 'region') }
        : null
      await refresh(await api.patch<Me>('/user/me', { name: v.name.trim(), locale: v.locale, timeZone: v.timeZone, address }, { version: me.version }))
      toast('Saved.')
    },
  })
  return (
    <Box sx={{ mt: '28px' }}>
      <Form form={form} label="Profile">
        <TextBox {...form.bind('name')} autoComplete="name" maxLength={120} />
        <Typography variant="h2" sx={{ mt: '8px' }}>
          Address
        </Typography>
        <TextBox {...form.bind('line1')} autoComplete="address-line1" maxLength={200} optional />
        <TextBox {...form.bind('line2')} autoComplete="address-line2" maxLength={200} optional />
        <Box sx={{ display: 'grid', gap: '20px', gridTemplateColumns: { xs: '1fr', sm: '2fr 1fr' } }}>
          <TextBox {...form.bind('city')} autoComplete="address-level2" maxLength={100} optional />
          <TextBox {...form.bind('postalCode')} autoComplete="postal-code" maxLength={20} optional />
        </Box>
        <TextBox {...form.bind('region')} autoComplete="address-level1" maxLength={100} optional />
        <Typography variant="h2" sx={{ mt: '8px' }}>
          Language and time
        </Typography>
        <Choice
          {...form.bind('locale')}
          hint="For our messages to you. The app is in English."
          options={languages.some((l) => l.value === me.locale) ? languages : [{ value: me.locale, label: me.locale }, ...languages]}
        />
        <Choice {...form.bind('timeZone')} options={timeZones.map((z) => ({ value: z, label: z.replaceAll('_', ' ') }))} />
        <Submit pending={form.pending} doing="Saving…" sx={{ justifySelf: { sm: 'start' } }}>
          Save
        </Submit>
      </Form>
    </Box>
  )
}

/** E-mail and phone change only when the new one is confirmed. */
function Reach({ me }: { me: Me }) {
  const [changing, setChanging] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const form = useForm({
    initial: { newEmail: '' },
    labels: { newEmail: 'New e-mail address' },
    check: (v) => ({ newEmail: isEmail(v.newEmail) ? undefined : 'Enter the new e-mail address.' }),
    submit: async ({ newEmail }) => {
      await api.post('/auth/change-email', { newEmail: newEmail.trim(), callbackURL: '/verify-email' })
      setChanging(false)
      setSaid(
        me.email && me.emailVerified
          ? `We wrote to ${me.email}. Open the link there, then the one we send to the new address.`
          : `We sent a link to ${newEmail.trim()}. Open it to confirm.`,
      )
    },
  })
  const verify = () =>
    api.post('/auth/send-verification-email', { email: me.email, callbackURL: '/verify-email' }).then(
      () => setSaid(`We sent a link to ${me.email}. Open it to confirm.`),
      (error: unknown) => setSaid(messageOf(error)),
    )
  return (
    <Box component="section" aria-labelledby="reach" sx={{ mt: '40px' }}>
      <Typography variant="h2" id="reach" sx={{ mb: '10px' }}>
        How we reach you
      </Typography>
      <Panel>
        <ul className="plain">
          <li>
            <Box sx={{ p: '14px 16px', display: 'grid', gap: '10px' }}>
              <Line name="E-mail" value={me.email} confirmed={me.emailVerified}>
                {me.email && !me.emailVerified && (
                  <Button variant="text" onClick={() => void verify()}>
                    Confirm
                  </Button>
                )}
                {!changing && <Button onClick={() => setChanging(true)}>{me.email ? 'Change' : 'Add'}</Button>}
              </Line>
              <Typography role="status" variant="body2" sx={{ color: c.ink2, '&:empty': { display: 'none' } }}>
                {said}
              </Typography>
              {changing && (
                <Form form={form} label="Change e-mail">
                  <TextBox {...form.bind('newEmail')} type="email" inputMode="email" autoComplete="email" first />
                  <Box sx={{ display: 'flex', gap: '12px' }}>
                    <Submit pending={form.pending} doing="Sending…">
                      Send the link
                    </Submit>
                    <Button onClick={() => (setChanging(false), form.reset())}>Keep the old one</Button>
                  </Box>
                </Form>
              )}
            </Box>
          </li>
          <li>
            <Box sx={{ p: '14px 16px' }}>
              <Line name="Phone" value={me.phone && phoneText(me.phone)} confirmed={me.phoneVerified}>
                <Button component={Link} to="/sign-in/phone">
                  {me.phone ? 'Change' : 'Add'}
                </Button>
              </Line>
            </Box>
          </li>
        </ul>
      </Panel>
    </Box>
  )
}

const Line = ({ name, value, confirmed, children }: { name: string; value: string | null; confirmed: boolean; children: React.ReactNode }) => (
  <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 12px' }}>
    <Box sx={{ flex: 1, minWidth: 180 }}>
      <Typography variant="body2" sx={{ color: c.ink3 }}>
        {name}
      </Typography>
      <Typography sx={{ overflowWrap: 'anywhere' }}>{value ?? 'None'}</Typography>
      {value && <Lozenge tone={confirmed ? 'ok' : 'warn'}>{confirmed ? 'Confirmed' : 'Not confirmed'}</Lozenge>}
    </Box>
    <Box sx={{ display: 'flex', gap: '8px' }}>{children}</Box>
  </Box>
)
