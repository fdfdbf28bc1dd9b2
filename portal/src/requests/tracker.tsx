import { useQuery } from '@tanstack/react-query'
import type { Ticket, TimelineEntry } from '@manifold/client'
import { StatusTracker, type TrackerStep } from '@manifold/ui/tracker.tsx'
import { dayText, timeText, useLocale, useNow, type Locale } from '#parts.tsx'
import { timelineQuery } from '#tickets.ts'

/** Received, in progress, resolved, closed, each with its date; what is expected stands under the next. */
export function Tracker({ ticket }: { ticket: Ticket }) {
  const { data } = useQuery(timelineQuery(ticket.reference))
  const locale = useLocale()
  const now = useNow()
  return <StatusTracker label="Progress of this request" steps={stepsOf(ticket, data?.data ?? [], locale, now)} />
}

const lines = (l: Locale, iso: string, now: Date) => [dayText(l, new Date(iso), now), timeText(l, new Date(iso))]
const nothing: string[] = []

export function stepsOf(ticket: Ticket, timeline: readonly TimelineEntry[], l: Locale, now: Date): TrackerStep[] {
  const { status, category } = ticket
  // A complaint is Pending until it is Completed: the reader must not meet two words for one thing.
  const complaint = category.kind === 'complaint'
  // An answer alone does not make it In progress, whatever it was before it was opened again.
  const begun = status === 'open' ? undefined : (timeline.find((e) => e.to === 'in_progress')?.at ?? ticket.firstRespondedAt)
  const received: TrackerStep = { label: 'Received', lines: lines(l, ticket.createdAt, now), state: status === 'open' ? 'current' : 'done' }
  const working: TrackerStep = {
    label: complaint ? 'Pending' : 'In progress',
    lines: begun ? lines(l, begun, now) : nothing,
    state: status === 'open' ? 'ahead' : status === 'in_progress' ? 'current' : 'done',
  }
  if (status === 'cancelled') {
    const ended = timeline.findLast((e) => e.to === 'cancelled')?.at ?? ticket.closedAt ?? ticket.updatedAt
    return [{ ...received, state: 'done' }, ...(begun ? [{ ...working, state: 'done' as const }] : []), { label: 'Cancelled', lines: lines(l, ended, now), state: 'cancelled' }]
  }
  if (status === 'waiting_customer') {
    const since = timeline.findLast((e) => e.to === 'waiting_customer')?.at
    Object.assign(working, { label: 'Waiting for you', state: 'waiting', lines: since ? lines(l, since, now) : (working.lines ?? nothing) })
  }
  const word = complaint ? 'Completed' : 'Resolved'
  const solved: TrackerStep =
    status === 'resolved' || status === 'closed'
      ? { label: word, lines: ticket.resolvedAt ? lines(l, ticket.resolvedAt, now) : nothing, state: status === 'resolved' ? 'current' : 'done' }
      : { label: word, lines: expected(ticket, l, now), state: 'ahead' }
  const closed: TrackerStep =
    status === 'closed'
      ? { label: 'Closed', lines: ticket.closedAt ? lines(l, ticket.closedAt, now) : nothing, state: 'current' }
      : { label: 'Closed', lines: ['7 days after'], state: 'ahead' }
  return [received, working, solved, closed]
}

function expected({ expectedAt, status, sla }: Ticket, l: Locale, now: Date): string[] {
  if (status === 'waiting_customer') return ['After your', 'answer']
  if (!expectedAt || (sla.kind !== 'resolution' && sla.kind !== 'prevent' && status === 'open')) return nothing
  const date = new Date(expectedAt)
  const day = dayText(l, date, now)
  return [date < now ? 'Expected, late' : 'Expected', day === 'Today' || day === 'Tomorrow' ? `${day.toLowerCase()}, ${timeText(l, date)}` : day]
}
