import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ClockBar, Field, PlusIcon, CloseIcon, UploadIcon, useLocale, useToast, whenText, durationText } from '@manifold/ui'
import { api, type SlaInterval } from '@manifold/client'
import { EntityPage, reloaded } from '#shell/entity-page.tsx'
import { IconAct } from '#shell/parts.tsx'
import { dayIn, instantIn, zoneOptions } from '#shell/zone.ts'
import { spanText } from '#shell/dates.ts'
import { secondsOf } from '#settings/targets.tsx'

type Day = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'
type Hours = Partial<Record<Day, [string, string][]>>
interface Calendar {
  id: string
  name: string
  timeZone: string
  hours: Hours
  holidays: string[]
  version: number
}
type Values = Omit<Calendar, 'id' | 'version'>
const days: [Day, string][] = [
  ['mon', 'Mon'],
  ['tue', 'Tue'],
  ['wed', 'Wed'],
  ['thu', 'Thu'],
  ['fri', 'Fri'],
  ['sat', 'Sat'],
  ['sun', 'Sun'],
]

function HoursEditor({ value, set, disabled }: { value: Hours; set: (v: Hours) => void; disabled: boolean }) {
  const change = (d: Day, list: [string, string][]) => {
    const { [d]: _, ...rest } = value
    set(list.length > 0 ? { ...rest, [d]: list } : rest)
  }
  return (
    <>
      <div className="grid-hours">
        {days.map(([d, word]) => {
          const list = value[d] ?? []
          return [
            <span key={d}>{word}</span>,
            <div key={`${d}-list`} className="row wrap" style={{ gap: 8 }}>
              {list.map(([from, to], i) => (
                <span className="interval" key={i}>
                  <input
                    className="plain-input"
                    aria-label={`${word}, from`}
                    placeholder="09:00"
                    pattern="\d\d:\d\d"
                    disabled={disabled}
                    value={from}
                    onChange={(e) =>
                      change(
                        d,
                        list.map((x, n) => (n === i ? [e.target.value, x[1]] : x)),
                      )
                    }
                  />
                  –
                  <input
                    className="plain-input"
                    aria-label={`${word}, to`}
                    placeholder="17:00"
                    pattern="\d\d:\d\d"
                    disabled={disabled}
                    value={to}
                    onChange={(e) =>
                      change(
                        d,
                        list.map((x, n) => (n === i ? [x[0], e.target.value] : x)),
                      )
                    }
                  />
                  {disabled ? null : (
                    <IconAct
                      label={`Remove ${word} ${from} to ${to}`}
                      onClick={() =>
                        change(
                          d,
                          list.filter((_, n) => n !== i),
                        )
                      }
                    >
                      <CloseIcon size={14} />
                    </IconAct>
                  )}
                </span>
              ))}
              {list.length === 0 ? (
                <span className="meta" style={{ lineHeight: '32px' }}>
                  Closed
                </span>
              ) : null}
              {disabled ? null : (
                <IconAct label={`Add hours on ${word}`} onClick={() => change(d, [...list, list.length === 0 ? ['09:00', '17:00'] : ['18:00', '20:00']])}>
                  <PlusIcon size={16} />
                </IconAct>
              )}
            </div>,
          ]
        })}
      </div>
      {disabled ? null : (
        <div className="row wrap" style={{ marginTop: 8 }}>
          <Button variant="text" onClick={() => set(value.mon ? { ...value, ...(Object.fromEntries(days.slice(1, 5).map(([d]) => [d, value.mon])) as Hours) } : value)}>
            Monday’s hours for Tue to Fri
          </Button>
          <Button variant="text" onClick={() => set(Object.fromEntries(days.map(([d]) => [d, [['00:00', '24:00']]])) as Hours)}>
            Always open
          </Button>
        </div>
      )}
    </>
  )
}

/** Tries the hours as they stand in the form: when is something due, and why. */
function Try({ values }: { values: Values }) {
  const l = { ...useLocale(), timeZone: values.timeZone || 'Asia/Kolkata' }
  const [start, setStart] = useState(() => `${dayIn(l.timeZone, new Date())}T12:00`)
  const [span, setSpan] = useState('8h')
  const run = useMutation({
    mutationFn: () =>
      api.post<{ dueAt: string | null; intervals: SlaInterval[] }>('/support/calendars/preview', {
        timeZone: values.timeZone,
        hours: values.hours,
        holidays: values.holidays,
        start: instantIn(l.timeZone, start).toISOString(),
        minutes: Math.round((secondsOf(span) ?? 0) / 60),
      }),
  })
  return (
    <section className="result" aria-label="Try it">
      <p style={{ fontWeight: 650, marginBottom: 8 }}>Try it</p>
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <div style={{ flex: '1 1 180px' }}>
          <Field label="Begins" type="datetime-local" value={start} onChange={(e) => setStart(e.target.value)} />
        </div>
        <div style={{ flex: '0 1 110px' }}>
          <Field label="Target" value={span} onChange={(e) => setSpan(e.target.value)} problem={secondsOf(span) === undefined ? 'For example 8h' : null} />
        </div>
        <Button disabled={run.isPending || !secondsOf(span)} onClick={() => run.mutate()}>
          When is it due?
        </Button>
      </div>
      <div role="status">
        {run.isError ? <p className="form-problem">{run.error.message}</p> : null}
        {run.data ? (
          run.data.dueAt === null ? (
            <p>It is never due: the calendar has too little open time.</p>
          ) : (
            <>
              <p>
                <b>Due {whenText(l, new Date(run.data.dueAt), 'dayTime')}</b> <span className="meta">{values.timeZone}</span>
              </p>
              <ClockBar intervals={run.data.intervals} remaining={null} label="How the time was counted" />
              <ul className="whys" style={{ marginTop: 8 }}>
                {run.data.intervals.slice(0, 12).map((i) => (
                  <li key={i.from + i.kind}>
                    {spanText(l, i.from, i.to)}: {i.kind === 'counted' ? `counted ${durationText(i.seconds)}` : i.kind === 'paused' ? 'paused' : i.kind}
                  </li>
                ))}
              </ul>
            </>
          )
        ) : null}
      </div>
    </section>
  )
}

function ImportHolidays({ calendar }: { calendar: Calendar }) {
  const picker = useRef<HTMLInputElement>(null)
  const toast = useToast()
  const run = useMutation({
    mutationFn: async (file: File) =>
      api.post<{ added: { date: string; name: string }[]; skipped: { name: string; reason: string }[] }>(`/support/calendars/${calendar.id}/import-holidays`, {
        ical: await file.text(),
      }),
    onSuccess: async (r) => {
      await reloaded('calendars')
      toast(`${r.added.length === 1 ? '1 holiday' : `${r.added.length} holidays`} added.`)
    },
  })
  return (
    <section className="result" aria-label="Import holidays">
      <input
        ref={picker}
        type="file"
        accept=".ics,text/calendar"
        hidden
        aria-label="Holiday calendar file"
        onChange={(e) => {
          const f = e.target.files?.[0]
          e.target.value = ''
          if (f) run.mutate(f)
        }}
      />
      <Button startIcon={<UploadIcon size={16} />} disabled={run.isPending} onClick={() => picker.current?.click()}>
        Import holidays from an iCalendar file
      </Button>
      <div role="status">
        {run.isError ? <p className="form-problem">{run.error.message}</p> : null}
        {run.data ? (
          <ul className="whys">
            {run.data.added.map((a) => (
              <li key={a.date}>
                {a.date}: {a.name}
              </li>
            ))}
            {run.data.skipped.map((s) => (
              <li key={s.name} data-held="false">
                {s.name}: {s.reason}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </section>
  )
}

const shortHours = (h: Hours) => {
  const open = days.filter(([d]) => (h[d] ?? []).length > 0)
  if (open.length === 7 && open.every(([d]) => h[d]![0]![0] === '00:00' && h[d]!.at(-1)![1] === '24:00')) return 'Always open'
  return open.length === 0 ? 'Never open' : `${open[0]![1]}–${open.at(-1)![1]}, ${h[open[0]![0]]!.map((i) => i.join('–')).join(', ')}`
}

const CalendarsPage = () => (
  <EntityPage<Calendar, Values>
    resource="calendars"
    base="/settings/calendars"
    one="calendar"
    width={520}
    name={(c) => c.name}
    list={{
      title: 'Calendars',
      empty: { title: 'No calendars yet', text: 'A calendar says when the desk works: hours a day, holidays, time zone.' },
      columns: [
        { key: 'name', label: 'Name', render: (c) => c.name },
        { key: 'hours', label: 'Hours', from: 'sm', render: (c) => shortHours(c.hours) },
        { key: 'zone', label: 'Time zone', from: 'md', render: (c) => c.timeZone },
        { key: 'holidays', label: 'Holidays', num: true, from: 'sm', render: (c) => c.holidays.length },
        { key: 'version', label: 'Version', num: true, from: 'md', render: (c) => c.version },
      ],
    }}
    blank={{ name: '', timeZone: 'Asia/Kolkata', hours: Object.fromEntries(days.slice(0, 5).map(([d]) => [d, [['09:00', '17:00']]])) as Hours, holidays: [] }}
    values={(c) => ({ name: c.name, timeZone: c.timeZone, hours: c.hours, holidays: c.holidays })}
    body={(v) => ({ ...v, name: v.name.trim() })}
    removeText={() => 'Only a calendar that no target and no running clock uses can be deleted.'}
    extra={(row, values) => (
      <>
        <Try values={values} />
        {row ? <ImportHolidays calendar={row} /> : null}
      </>
    )}
    fields={(row) => [
      { name: 'name', label: 'Name', kind: 'text', most: 120 },
      { name: 'timeZone', label: 'Time zone', kind: 'select', useOptions: () => zoneOptions(row?.timeZone ?? null) },
      {
        name: 'hours',
        label: 'Hours',
        kind: 'custom',
        hint: 'A change makes a new version; finished clocks keep the one they were counted by.',
        render: (v, set, { disabled }) => <HoursEditor value={v as Hours} set={set} disabled={disabled} />,
      },
      {
        name: 'holidays',
        label: 'Holidays',
        kind: 'lines',
        optional: true,
        hint: 'One date per line, such as 2026-01-26.',
        check: (v: never) => {
          const bad = (v as string[]).find((d) => !/^\d{4}-\d\d-\d\d$/.test(d.trim()))
          return bad ? `“${bad}” is not a date such as 2026-01-26.` : null
        },
      },
    ]}
  />
)
export default CalendarsPage
