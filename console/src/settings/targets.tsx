import { useQuery } from '@tanstack/react-query'
import { PriorityGlyph, durationText } from '@manifold/ui'
import { api, type Priority } from '@manifold/client'
import { EntityPage } from '#shell/entity-page.tsx'
import { priorities } from '#desk/lookups.ts'

interface Target {
  calendarId: string
  firstResponse: number | null
  nextResponse: number | null
  resolution: number | null
}
interface Policy {
  id: string
  name: string
  targets: Record<Priority, Target>
  version: number
}
interface Calendar {
  id: string
  name: string
}
type Values = Pick<Policy, 'name' | 'targets'>
const what = [
  ['firstResponse', 'First reply'],
  ['nextResponse', 'Next reply'],
  ['resolution', 'Resolution'],
] as const
const useCalendars = (): Calendar[] =>
  useQuery({ queryKey: ['lookup', '/support/calendars'], queryFn: ({ signal }) => api.get<{ data: Calendar[] }>('/support/calendars', { signal }) }).data?.data ?? []

/** Seconds as "90m", "8h", "1d 4h"; the other way round from what a person types. */
export const spanOf = (seconds: number | null): string => {
  if (seconds === null) return ''
  const [h, m] = [Math.floor(seconds / 3600), Math.round((seconds % 3600) / 60)]
  return [h ? `${h}h` : '', m ? `${m}m` : ''].filter(Boolean).join(' ') || `${seconds}s`
}
export function secondsOf(text: string): number | null | undefined {
  const t = text.trim().toLowerCase()
  if (t === '') return null
  if (/^\d+(\.\d+)?$/.test(t)) return Math.round(Number(t) * 3600)
  const found = [...t.matchAll(/(\d+(?:\.\d+)?)\s*(d|h|m|s)[a-z]*/g)]
  if (found.length === 0 || t.replace(/(\d+(?:\.\d+)?)\s*(d|h|m|s)[a-z]*/g, '').trim() !== '') return undefined
  return Math.round(found.reduce((sum, [, n, unit]) => sum + Number(n) * { d: 86_400, h: 3600, m: 60, s: 1 }[unit as 'd'], 0))
}

/** For each priority: by which calendar, and within how much working time. */
function Targets({ value, set, disabled }: { value: Record<Priority, Target>; set: (v: Record<Priority, Target>) => void; disabled: boolean }) {
  const calendars = useCalendars()
  const change = (p: Priority, next: Partial<Target>) => set({ ...value, [p]: { ...value[p], ...next } })
  return (
    <table className="tgt">
      <caption className="vh">Targets by priority</caption>
      <thead>
        <tr>
          <th scope="col">Priority</th>
          <th scope="col">Calendar</th>
          {what.map(([k, word]) => (
            <th key={k} scope="col">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {priorities.map(([p, word]) => (
          <tr key={p}>
            <th scope="row">
              <PriorityGlyph priority={p} word />
            </th>
            <td>
              <select
                className="plain-select"
                style={{ width: 130 }}
                aria-label={`Calendar for ${word}`}
                disabled={disabled}
                value={value[p].calendarId}
                onChange={(e) => change(p, { calendarId: e.target.value })}
              >
                {value[p].calendarId === '' ? <option value="">Choose</option> : null}
                {calendars.map((c) => (
                  <option key={c.id} value={c.id}>
                    {c.name}
                  </option>
                ))}
              </select>
            </td>
            {what.map(([k, name]) => (
              <td key={k}>
                <Span label={`${name}, ${word}`} value={value[p][k]} disabled={disabled} onChange={(seconds) => change(p, { [k]: seconds })} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A length of time in words; what cannot be read stays as it was typed and is said. */
function Span({ label, value, disabled, onChange }: { label: string; value: number | null; disabled: boolean; onChange: (seconds: number | null) => void }) {
  return (
    <input
      className="plain-input"
      aria-label={label}
      disabled={disabled}
      placeholder="none"
      defaultValue={spanOf(value)}
      onChange={(e) => {
        const seconds = secondsOf(e.target.value)
        e.target.setCustomValidity(seconds === undefined ? 'Write for example 30m, 8h or 1d 4h' : '')
        e.target.setAttribute('aria-invalid', String(seconds === undefined))
        if (seconds !== undefined) onChange(seconds)
      }}
      onBlur={(e) => e.target.reportValidity()}
    />
  )
}

const none: Target = { calendarId: '', firstResponse: null, nextResponse: null, resolution: null }
const TargetsPage = () => (
  <EntityPage<Policy, Values>
    resource="sla-policies"
    base="/settings/targets"
    one="service target"
    width={620}
    name={(p) => p.name}
    list={{
      title: 'Service targets',
      empty: { title: 'No service targets yet', text: 'A target promises a first reply and a resolution within working time, by priority. Categories name the one they follow.' },
      columns: [
        { key: 'name', label: 'Name', render: (p) => p.name },
        ...priorities.map(([p, word]) => ({
          key: p,
          label: `${word}: reply, resolved`,
          from: p === 'urgent' || p === 'high' ? ('sm' as const) : ('lg' as const),
          render: (row: Policy) =>
            `${row.targets[p].firstResponse === null ? '–' : durationText(row.targets[p].firstResponse)}, ${row.targets[p].resolution === null ? '–' : durationText(row.targets[p].resolution)}`,
        })),
      ],
    }}
    blank={{ name: '', targets: { urgent: { ...none }, high: { ...none }, medium: { ...none }, low: { ...none } } }}
    values={(p) => ({ name: p.name, targets: p.targets })}
    body={(v) => ({ name: v.name.trim(), targets: v.targets })}
    removeText={() => 'Only a target that no category uses can be deleted.'}
    fields={[
      { name: 'name', label: 'Name', kind: 'text', most: 120 },
      {
        name: 'targets',
        label: 'Targets',
        kind: 'custom',
        hint: 'Working time by the calendar: 30m, 8h, 1d 4h. Empty promises nothing. Running clocks follow a change.',
        check: (v: never) => (Object.values(v as Record<string, Target>).some((t) => t.calendarId === '') ? 'Choose a calendar for every priority.' : null),
        render: (v, set, { disabled }) => <Targets value={v as Record<Priority, Target>} set={set} disabled={disabled} />,
      },
    ]}
  />
)
export default TargetsPage
