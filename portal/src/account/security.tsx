import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, type Me, type Session } from '@manifold/client'
import { AccountHead, Section } from '#account/head.tsx'
import { SecondFactor } from '#account/second-factor.tsx'
import { PasswordBox, passwordHint } from '#auth/shared.tsx'
import { Form, Submit, useForm } from '#form.tsx'
import { DeviceIcon, Lozenge, Panel, SectionHead, SkeletonRows, When, c, useToast } from '#parts.tsx'
import { useSignedIn } from '#session.ts'
import { Confirm } from '#shell/confirm.tsx'
import { Failure, messageOf } from '#shell/failure.tsx'

export function Screen() {
  const me = useSignedIn()
  return (
    <Box sx={{ maxWidth: 640 }}>
      <AccountHead>Security</AccountHead>
      <Password me={me} />
      <SecondFactor me={me} />
      <Sessions />
    </Box>
  )
}

function Password({ me }: { me: Me }) {
  const toast = useToast()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const form = useForm({
    initial: { currentPassword: '', newPassword: '' },
    labels: { currentPassword: 'Current password', newPassword: 'New password' },
    check: (v) => ({
      currentPassword: v.currentPassword ? undefined : 'Enter your current password.',
      newPassword: v.newPassword.length >= 10 ? undefined : 'Use at least 10 characters.',
    }),
    submit: async (v) => {
      await api.post('/auth/change-password', { currentPassword: v.currentPassword, newPassword: v.newPassword, revokeOtherSessions: true })
      await client.invalidateQueries({ queryKey: ['sessions'] })
      setOpen(false)
      form.reset()
      toast('Your password is changed. You are signed out everywhere else.')
    },
  })
  if (me.password === false)
    return (
      <Section title="Password">
        <Typography sx={{ color: c.ink2 }}>
          {me.email ? 'You sign in with your phone. With a password you can also sign in by e-mail.' : 'You sign in with your phone. Add an e-mail address first, then a password.'}
        </Typography>
        <Button component={Link} to={me.email ? '/forgot' : '/account/profile'} sx={{ mt: '12px' }}>
          {me.email ? 'Set a password' : 'Add an e-mail address'}
        </Button>
      </Section>
    )
  return (
    <Section title="Password">
      {open ? (
        <Form form={form} label="Change password">
          <PasswordBox {...form.bind('currentPassword')} autoComplete="current-password" />
          <PasswordBox {...form.bind('newPassword')} hint={passwordHint} autoComplete="new-password" />
          <Box sx={{ display: 'flex', gap: '12px', flexWrap: 'wrap' }}>
            <Submit pending={form.pending} doing="Saving…">
              Change password
            </Submit>
            <Button onClick={() => (setOpen(false), form.reset())}>Keep the old one</Button>
          </Box>
        </Form>
      ) : (
        <Button onClick={() => setOpen(true)}>Change password</Button>
      )}
    </Section>
  )
}

/** "Chrome on Android" out of what a browser says of itself. */
export function deviceName(agent: string | null): string {
  if (!agent) return 'Unknown device'
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /OPR\//.test(agent)
      ? 'Opera'
      : /Firefox\//.test(agent)
        ? 'Firefox'
        : /Chrom(e|ium)\//.test(agent)
          ? 'Chrome'
          : /Safari\//.test(agent)
            ? 'Safari'
            : null
  const system = /Android/.test(agent)
    ? 'Android'
    : /iPhone/.test(agent)
      ? 'iPhone'
      : /iPad/.test(agent)
        ? 'iPad'
        : /Windows/.test(agent)
          ? 'Windows'
          : /Mac OS X/.test(agent)
            ? 'Mac'
            : /Linux/.test(agent)
              ? 'Linux'
              : null
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system ?? agent.split(/[\s/]/)[0]!.slice(0, 40)
}

function Sessions() {
  const client = useQueryClient()
  const toast = useToast()
  const [ending, setEnding] = useState<Session | 'others' | null>(null)
  const { data, error, refetch } = useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => api.get<{ data: Session[] }>('/user/me/sessions', { signal }) })
  const end = useMutation({
    mutationFn: (which: Session | 'others') => (which === 'others' ? api.post('/user/me/sessions/revoke-others') : api.delete(`/user/me/sessions/${which.id}`)),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  })
  const rows = data?.data ?? []
  return (
    <Box component="section" aria-labelledby="sessions" sx={{ mt: '32px' }}>
      <SectionHead
        id="sessions"
        title="Where you are signed in"
        end={
          rows.length > 1 && (
            <Button variant="text" color="error" onClick={() => setEnding('others')} sx={{ minHeight: 44, my: '-12px', px: '8px', mr: '-8px', fontSize: '0.875rem' }}>
              Sign out the others
            </Button>
          )
        }
      />
      <Panel>
        {data ? (
          <ul className="plain">
            {rows.map((s) => (
              <li key={s.id}>
                <Box sx={{ display: 'flex', gap: '12px', alignItems: 'center', p: '12px 8px 12px 16px', minHeight: 64, boxSizing: 'border-box' }}>
                  <Box component="span" sx={{ color: c.ink3, display: 'flex' }}>
                    <DeviceIcon />
                  </Box>
                  <Box sx={{ flex: 1, minWidth: 0 }}>
                    <Typography sx={{ fontWeight: 600, lineHeight: '1.375rem' }}>
                      {deviceName(s.userAgent)} {s.current && <Lozenge tone="ok">This one</Lozenge>}
                    </Typography>
                    <Typography variant="body2" sx={{ color: c.ink3 }}>
                      {s.address ? `${s.address}, ` : ''}seen <When at={s.lastSeenAt ?? s.createdAt} />
                    </Typography>
                  </Box>
                  {!s.current && (
                    <Button variant="text" color="error" aria-label={`Sign out ${deviceName(s.userAgent)}`} onClick={() => setEnding(s)} sx={{ px: '8px' }}>
                      Sign out
                    </Button>
                  )}
                </Box>
              </li>
            ))}
          </ul>
        ) : error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={2} />
        )}
      </Panel>
      <Confirm
        open={ending !== null}
        title={ending === 'others' ? 'Sign out everywhere else?' : `Sign out ${ending ? deviceName(ending.userAgent) : ''}?`}
        text="Whoever uses it has to sign in again. You stay signed in here."
        confirm="Sign out"
        keep="Keep signed in"
        danger
        onClose={() => setEnding(null)}
        act={async () => {
          await end.mutateAsync(ending!).catch((e: unknown) => {
            throw e instanceof Error ? e : new Error(messageOf(e))
          })
          toast('Signed out there.')
        }}
      />
    </Box>
  )
}
