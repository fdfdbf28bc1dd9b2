import Button from '@mui/material/Button'
import Switch from '@mui/material/Switch'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorState, Field, SkeletonRows, useToast } from '@manifold/ui'
import { api, type Channel, type NoticePreferences } from '@manifold/client'
import { queries } from '#shell/query.ts'
import { useMe } from '#shell/session.ts'

const channels: [Channel, string][] = [
  ['inbox', 'In the app'],
  ['email', 'E-mail'],
  ['push', 'Push'],
  ['sms', 'Text'],
]

/** What I am told about, where, and when not. */
export function NoticesPage() {
  const found = useQuery({ queryKey: ['preferences'], queryFn: ({ signal }) => api.get<NoticePreferences>('/notification/preferences', { signal }) })
  if (found.isPending) return <SkeletonRows rows={6} height={38} />
  if (!found.data) return <ErrorState onRetry={() => void found.refetch()} />
  return <Edit saved={found.data} />
}

function Edit({ saved }: { saved: NoticePreferences }) {
  const me = useMe()
  const toast = useToast()
  const [draft, setDraft] = useState(saved)
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved)
  const save = useMutation({
    mutationFn: () =>
      api.put<NoticePreferences>('/notification/preferences', {
        topics: draft.topics.filter((t) => !t.always).map(({ topic, channels: c }) => ({ topic, channels: c })),
        quietHours: draft.quietHours,
      }),
    onSuccess: (answer) => {
      queries.setQueryData(['preferences'], answer)
      setDraft(answer)
      toast('Saved.')
    },
    onError: (e) => toast(e.message),
  })
  const set = (topic: string, channel: Channel, on: boolean) =>
    setDraft((d) => ({ ...d, topics: d.topics.map((t) => (t.topic === topic ? { ...t, channels: { ...t.channels, [channel]: on } } : t)) }))
  const quiet = draft.quietHours
  return (
    <form
      className="stack wide"
      onSubmit={(e) => {
        e.preventDefault()
        save.mutate()
      }}
    >
      <table className="matrix">
        <caption className="vh">What I am told about, by channel</caption>
        <thead>
          <tr>
            <th scope="col">About</th>
            {channels.map(([c, word]) => (
              <th key={c} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {draft.topics.map((t) => (
            <tr key={t.topic}>
              <th scope="row">
                {t.sentence}
                {t.always ? <span className="meta"> (always)</span> : null}
              </th>
              {channels.map(([c, word]) => (
                <td key={c}>
                  {t.channels[c] === undefined ? (
                    <span className="meta">–</span>
                  ) : (
                    <input
                      type="checkbox"
                      className="check"
                      aria-label={`${t.sentence}: ${word}`}
                      disabled={t.always}
                      checked={t.channels[c]}
                      onChange={(e) => set(t.topic, c, e.target.checked)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="form-switch">
        <Switch
          id="quiet"
          checked={quiet !== null}
          onChange={(e) => setDraft((d) => ({ ...d, quietHours: e.target.checked ? { start: '21:00', end: '07:00', timeZone: me.timeZone } : null }))}
        />
        <label htmlFor="quiet">
          Quiet hours<span className="meta">Nothing makes a noise then. Emergencies do.</span>
        </label>
      </div>
      {quiet ? (
        <div className="row wrap" style={{ maxWidth: 420 }}>
          <div className="grow">
            <Field label="From" type="time" value={quiet.start} onChange={(e) => setDraft((d) => ({ ...d, quietHours: { ...quiet, start: e.target.value } }))} />
          </div>
          <div className="grow">
            <Field label="Until" type="time" value={quiet.end} onChange={(e) => setDraft((d) => ({ ...d, quietHours: { ...quiet, end: e.target.value } }))} />
          </div>
        </div>
      ) : null}
      <div className="form-foot">
        <Button type="submit" variant="contained" disabled={!dirty || save.isPending}>
          Save
        </Button>
        {dirty ? <span className="meta">Not saved yet</span> : null}
      </div>
    </form>
  )
}
