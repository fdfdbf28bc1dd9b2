import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useEffect, useState } from 'react'
import { api } from '@manifold/client'
import { AuthFrame, isPhone, useArrive } from '#auth/shared.tsx'
import { Form, Submit, TextBox, useForm } from '#form.tsx'
import { c } from '#parts.tsx'
import { useMe, useRefreshMe } from '#session.ts'
import { PageTitle } from '#shell/page.tsx'
import { useNavigate } from 'react-router'

/** Sign in, or make an account, with a code by SMS. For somebody signed in the same two steps confirm a new number. */
export function Screen() {
  const me = useMe()
  const arrive = useArrive()
  const refresh = useRefreshMe()
  const navigate = useNavigate()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const number = useForm({
    initial: { phone: '' },
    labels: { phone: 'Phone number' },
    check: ({ phone }) => ({ phone: isPhone(phone) ? undefined : 'Enter your phone number.' }),
    submit: async ({ phone }) => {
      await api.post('/auth/phone-number/send-otp', { phoneNumber: phone.trim() })
      setSentTo(phone.trim())
    },
    rename: { phoneNumber: 'phone' },
  })
  const code = useForm({
    initial: { code: '' },
    labels: { code: 'Code' },
    check: (v) => ({ code: /^\d{4,8}$/.test(v.code.replaceAll(/\s/g, '')) ? undefined : 'Enter the digits of the SMS.' }),
    submit: async (v) => {
      await api.post('/auth/phone-number/verify', { phoneNumber: sentTo, code: v.code.replaceAll(/\s/g, ''), ...(me ? { updatePhoneNumber: true } : {}) })
      if (me) {
        await refresh()
        await navigate('/account/profile', { replace: true })
      } else await arrive()
    },
  })
  return (
    <AuthFrame bar={me ? 'Phone number' : 'Sign in'} back={me ? '/account/profile' : '/sign-in'}>
      {sentTo === null ? (
        <>
          <PageTitle>{me ? 'Your phone number' : 'Sign in by SMS'}</PageTitle>
          <Typography sx={{ color: c.ink2, m: '4px 0 20px' }}>
            We send a code to your phone. {me ? 'Then the number is yours here.' : 'If you have no account yet, it makes one.'}
          </Typography>
          <Form form={number} label="Phone number">
            <TextBox {...number.bind('phone')} hint="With the country code, like +91 98765 43210." type="tel" inputMode="tel" autoComplete="tel" first />
            <Submit pending={number.pending} doing="Sending…" fullWidth>
              Send the code
            </Submit>
          </Form>
        </>
      ) : (
        <>
          <PageTitle>Enter the code</PageTitle>
          <Typography sx={{ color: c.ink2, m: '4px 0 20px' }}>We sent it to {sentTo}. It is valid for five minutes.</Typography>
          <Form form={code} label="Code by SMS">
            <TextBox {...code.bind('code')} autoComplete="one-time-code" inputMode="numeric" maxLength={9} first />
            <Submit pending={code.pending} doing="Checking…" fullWidth>
              {me ? 'Confirm' : 'Sign in'}
            </Submit>
          </Form>
          <Again phone={sentTo} />
          <Button variant="text" onClick={() => setSentTo(null)} sx={{ px: 0 }}>
            Use another number
          </Button>
        </>
      )}
    </AuthFrame>
  )
}

/** A second code, after half a minute. */
function Again({ phone }: { phone: string }) {
  const [left, setLeft] = useState(30)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (left === 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  const send = () =>
    api.post('/auth/phone-number/send-otp', { phoneNumber: phone }).then(
      () => {
        setSaid('We sent a new code. The one before no longer works.')
        setLeft(30)
      },
      (error: Error) => setSaid(error.message),
    )
  return (
    <div style={{ marginTop: 8 }}>
      <Button variant="text" disabled={left > 0} onClick={() => void send()} sx={{ px: 0, mr: '16px' }}>
        {left > 0 ? `Send again in ${left} s` : 'Send again'}
      </Button>
      <Typography variant="body2" role="status" component="span" sx={{ color: c.ink3 }}>
        {said}
      </Typography>
    </div>
  )
}
