import Box from '@mui/material/Box'
import Switch from '@mui/material/Switch'
import Typography from '@mui/material/Typography'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useState, type ReactNode } from 'react'
import { api, type Channel, type NoticePreferences } from '@manifold/client'
import { TextBox } from '#form.tsx'
import { preferencesQuery } from '#notices.ts'
import { Panel, SkeletonRows, c, useToast } from '#parts.tsx'
import { pushState, turnPushOff, turnPushOn, type PushState } from '#notices/push.ts'
import { AccountHead } from '#account/head.tsx'
import { useSignedIn } from '#session.ts'
import { Failure, messageOf } from '#shell/failure.tsx'

const channelWords: Record<Channel, string> = { inbox: 'Here', email: 'E-mail', push: 'Push', sms: 'SMS' }
const order: readonly Channel[] = ['inbox', 'email', 'push', 'sms']

/** What we tell the person, where, and when not. Each change is saved at once. */
export function Screen() {
  const me = useSignedIn()
  const client = useQueryClient()
  const toast = useToast()
  const { data, error, refetch } = useQuery(preferencesQuery)
  const save = useMutation({
    mutationFn: (next: NoticePreferences) =>
      api.put<NoticePreferences>('/notification/preferences', { topics: next.topics.map(({ topic, channels }) => ({ topic, channels })), quietHours: next.quietHours }),
    onMutate: (next) => {
      const before = client.getQueryData(preferencesQuery.queryKey)
      client.setQueryData(preferencesQuery.queryKey, next)
      return before
    },
    onError: (problem, _next, before) => {
      client.setQueryData(preferencesQuery.queryKey, before)
      toast(messageOf(problem))
    },
    onSuccess: () => toast('Saved.'),
    onSettled: () => client.invalidateQueries({ queryKey: preferencesQuery.queryKey }),
  })
  return (
    <Box sx={{ maxWidth: 720 }}>
      <AccountHead>Notices</AccountHead>
      <PushSwitch />
      {data ? (
        <>
          <Typography variant="h2" sx={{ mt: '32px', mb: '10px' }}>
            What we tell you
          </Typography>
          <Panel>
            <ul className="plain">
              {data.topics.map((topic) => (
                <li key={topic.topic}>
                  <Box component="fieldset" sx={{ m: 0, p: '14px 16px', border: 0, minWidth: 0 }}>
                    <Typography component="legend" sx={{ fontWeight: 600, p: 0, float: 'left', width: '100%', lineHeight: '1.375rem' }}>
                      {topic.sentence}
                    </Typography>
                    {topic.always && (
                      <Typography variant="body2" sx={{ color: c.ink3, clear: 'both' }}>
                        For your safety or your account: these always come.
                      </Typography>
                    )}
                    <Box sx={{ clear: 'both', display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(128px, 1fr))', gap: '4px 12px', pt: '8px' }}>
                      {order
                        .filter((k) => topic.channels[k] !== undefined)
                        .map((channel) => (
                          <ChannelSwitch
                            key={channel}
                            label={channelWords[channel]}
                            checked={topic.channels[channel]!}
                            disabled={topic.always}
                            onChange={(on) =>
                              save.mutate({ ...data, topics: data.topics.map((x) => (x.topic === topic.topic ? { ...x, channels: { ...x.channels, [channel]: on } } : x)) })
                            }
                          />
                        ))}
                    </Box>
                  </Box>
                </li>
              ))}
            </ul>
          </Panel>
          <QuietHours key={JSON.stringify(data.quietHours)} value={data.quietHours} timeZone={me.timeZone} onChange={(quietHours) => save.mutate({ ...data, quietHours })} />
        </>
      ) : error ? (
        <Panel sx={{ mt: '16px' }}>
          <Failure error={error} onRetry={() => void refetch()} />
        </Panel>
      ) : (
        <SkeletonRows rows={6} height={96} />
      )}
    </Box>
  )
}

function ChannelSwitch({ label, checked, disabled, onChange }: { label: string; checked: boolean; disabled: boolean; onChange: (on: boolean) => void }) {
  return (
    <Box
      component="label"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: '8px', minHeight: 44, cursor: disabled ? 'default' : 'pointer', color: disabled ? c.ink3 : c.ink }}
    >
      <Switch checked={checked} disabled={disabled} onChange={(e) => onChange(e.target.checked)} slotProps={{ input: { role: 'switch' } }} />
      {label}
    </Box>
  )
}

const Row = ({ title, note, children, id }: { title: ReactNode; note: ReactNode; children: ReactNode; id: string }) => (
  <Box sx={{ display: 'flex', alignItems: 'center', gap: '16px', p: '14px 16px' }}>
    <Box sx={{ flex: 1, minWidth: 0 }}>
      <Typography id={id} sx={{ fontWeight: 600 }}>
        {title}
      </Typography>
      <Typography variant="body2" sx={{ color: c.ink3 }} role="status">
        {note}
      </Typography>
    </Box>
    {children}
  </Box>
)

function PushSwitch() {
  const id = useId()
  const [state, setState] = useState<PushState | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    void pushState().then(setState, () => setState('impossible'))
  }, [])
  const turn = async (on: boolean) => {
    setBusy(true)
    setProblem(null)
    try {
      setState(await (on ? turnPushOn() : turnPushOff()))
    } catch (error) {
      setProblem(error instanceof DOMException ? 'Your browser could not reach its push service. Try again later.' : messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  const note =
    problem ??
    (state === 'impossible'
      ? 'This browser cannot show them. Install the app, or use another browser.'
      : state === 'blocked'
        ? 'You blocked them for this site. Allow them in the settings of your browser.'
        : state === 'on'
          ? 'This device shows a notice even when the app is closed.'
          : 'We can show a notice on this device even when the app is closed.')
  return (
    <Panel sx={{ mt: '20px' }}>
      <Row id={id} title="On this device" note={note}>
        <Switch
          checked={state === 'on'}
          disabled={busy || state === null || state === 'impossible' || state === 'blocked'}
          onChange={(e) => void turn(e.target.checked)}
          slotProps={{ input: { role: 'switch', 'aria-labelledby': id } }}
        />
      </Row>
    </Panel>
  )
}

type Quiet = NoticePreferences['quietHours']

function QuietHours({ value, timeZone, onChange }: { value: Quiet; timeZone: string; onChange: (v: Quiet) => void }) {
  const id = useId()
  const [start, setStart] = useState(value?.start ?? '22:00')
  const [end, setEnd] = useState(value?.end ?? '07:00')
  const save = (next: { start: string; end: string }) => {
    if (value && next.start && next.end && next.start !== next.end) onChange({ ...next, timeZone })
  }
  return (
    <>
      <Typography variant="h2" sx={{ mt: '32px', mb: '10px' }}>
        Quiet hours
      </Typography>
      <Panel>
        <Row id={id} title="Hold notices back at night" note="They wait until the morning. What concerns your safety comes at once.">
          <Switch
            checked={value !== null}
            onChange={(e) => onChange(e.target.checked ? { start, end, timeZone } : null)}
            slotProps={{ input: { role: 'switch', 'aria-labelledby': id } }}
          />
        </Row>
        {value && (
          <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '16px', p: '4px 16px 16px', maxWidth: 360 }} onBlur={() => save({ start, end })}>
            <TextBox id="quiet-from" label="From" type="time" value={start} onChange={setStart} />
            <TextBox id="quiet-to" label="To" type="time" value={end} onChange={setEnd} />
            <Typography variant="body2" sx={{ color: c.ink3, gridColumn: '1 / -1' }}>
              {start === end ? 'Choose two different times.' : `In your time zone, ${value.timeZone.replaceAll('_', ' ')}.`}
            </Typography>
          </Box>
        )}
      </Panel>
    </>
  )
}
