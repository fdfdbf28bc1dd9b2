import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import { AlertIcon, CheckIcon, When, durationText, useLocale, useNow, whenText } from '@manifold/ui'
import { MenuChip } from '#shell/parts.tsx'
import type { TicketActs } from '#ticket/acts.ts'
import type { StaffTicket } from '#ticket/queries.ts'

/** A gas emergency: who has it, by when somebody is there, by when it is safe. These clocks never pause. */
export function EmergencyPanel({ ticket, acts }: { ticket: StaffTicket; acts: TicketActs }) {
  const e = ticket.emergencyState!
  const now = useNow(10_000)
  const edit = ticket.can.edit === true
  const l = useLocale()
  const by = (at: string) =>
    `By ${whenText(l, new Date(at), 'dayTime', now)
      .replace(/^Today, /, '')
      .replace(/^Tomorrow/, 'tomorrow')
      .replace(/^Yesterday/, 'yesterday')}, ${left(at)}`
  const left = (at: string | null) => {
    if (!at) return null
    const seconds = (new Date(at).getTime() - now.getTime()) / 1000
    return seconds < 0 ? `overdue ${durationText(seconds)}` : `in ${durationText(seconds)}`
  }
  const done = e.preventedAt !== null
  return (
    <section className="emergency" data-done={done || undefined} aria-label="Emergency">
      <div className="row wrap">
        <AlertIcon />
        <b>{done ? 'Emergency, made safe' : 'Gas emergency'}</b>
        <MenuChip name="Leak" value={e.triage === 'controlled' ? 'Controlled' : e.triage === 'uncontrolled' ? 'Uncontrolled' : 'Not judged'} disabled={!edit || done}>
          {(close) =>
            (['uncontrolled', 'controlled'] as const).map((t) => (
              <MenuItem
                key={t}
                selected={e.triage === t}
                onClick={() => {
                  close()
                  if (t !== e.triage) acts.triage(t)
                }}
              >
                {t === 'uncontrolled' ? 'Uncontrolled, attend within 1 h' : 'Controlled, attend within 2 h'}
              </MenuItem>
            ))
          }
        </MenuChip>
        <span className="push" />
        {!e.acknowledgedAt && !done ? (
          <Button variant="contained" color="error" disabled={acts.busy} onClick={acts.acknowledge}>
            Acknowledge
          </Button>
        ) : null}
        {e.acknowledgedAt && !e.attendedAt ? (
          <Button variant="contained" color="error" disabled={acts.busy || !edit} onClick={acts.attend}>
            Mark attended
          </Button>
        ) : null}
        {e.attendedAt && !e.preventedAt ? (
          <Button variant="contained" color="error" disabled={acts.busy || !edit} onClick={acts.prevent}>
            Mark made safe
          </Button>
        ) : null}
      </div>
      <ol className="emergency-steps">
        <Step
          done={e.acknowledgedAt}
          title="Acknowledged"
          text={
            e.acknowledgedAt ? (
              <>
                {e.acknowledgedBy?.name}, <When at={e.acknowledgedAt} style="dayTime" />
              </>
            ) : e.paged.length > 0 ? (
              'Nobody yet; paging goes on until somebody does'
            ) : (
              'Nobody yet'
            )
          }
        />
        <Step
          done={e.attendedAt}
          title="Attended"
          text={e.attendedAt ? <When at={e.attendedAt} style="dayTime" /> : e.attendBy ? by(e.attendBy) : ''}
          late={e.attendBy !== null && !e.attendedAt && new Date(e.attendBy) < now}
        />
        <Step
          done={e.preventedAt}
          title="Made safe"
          text={e.preventedAt ? <When at={e.preventedAt} style="dayTime" /> : e.preventBy ? by(e.preventBy) : ''}
          late={e.preventBy !== null && !e.preventedAt && new Date(e.preventBy) < now}
        />
      </ol>
      {e.paged.length > 0 ? (
        <details>
          <summary>
            {e.paged.length === 1 ? '1 page sent' : `${e.paged.length} pages sent`}, last to {e.paged.at(-1)!.person.name}
          </summary>
          <ul>
            {e.paged.map((p) => (
              <li key={p.person.id + p.at}>
                {p.person.name}, level {p.level}, <When at={p.at} style="dayTime" />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}

const Step = ({ done, title, text, late }: { done: string | null; title: string; text: React.ReactNode; late?: boolean }) => (
  <li data-done={done !== null || undefined} data-late={late || undefined}>
    <i aria-hidden="true">{done ? <CheckIcon size={12} /> : null}</i>
    <span>
      <b>{title}</b>
      <span className="vh">{done ? ', done' : ', to do'}</span>
      <span>{text}</span>
    </span>
  </li>
)
