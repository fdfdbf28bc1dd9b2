import type { Instant } from './calendar.ts'
import { deriveClocks, readClock, thresholdInstants, type Clock, type Reading, type TicketEvent } from './clocks.ts'
import type { Ticket } from './record.ts'
import type { slaClocks, ticketEvents } from './schema.ts'
import { calendarById, calendarVersionId, termsFor } from './terms.ts'
import { isActive, type Priority, type Status } from './words.ts'

/** From the timeline to clocks, and from clocks to what a list shows. Pure but for the calendars that were loaded before. */

export type ClockRow = typeof slaClocks.$inferSelect
type StoredEvent = Pick<typeof ticketEvents.$inferSelect, 'type' | 'to' | 'side' | 'data'> & { at: Date }

/** Timeline types that a clock listens to. */
export const clockTypes = ['created', 'message', 'status', 'priority', 'terms', 'triage', 'attended', 'prevented', 'merged', 'unmerged'] as const

/** Translates the timeline for `deriveClocks`. A ticket without a beginning (imported) begins with its row. */
export function clockEvents(ticket: Pick<Ticket, 'createdAt' | 'createdByStaff' | 'priority' | 'termsId' | 'status' | 'triage'>, stored: readonly StoredEvent[]): TicketEvent[] {
  const events: TicketEvent[] = []
  for (const e of stored) {
    const at = e.at.getTime()
    switch (e.type) {
      case 'created': {
        const d = e.data as { byStaff: boolean; priority: Priority; termsId: string | null; triage?: 'uncontrolled' | 'controlled' | null }
        events.push({ at, type: 'created', byStaff: d.byStaff, status: (e.to ?? 'open') as Status, priority: d.priority, policy: d.termsId, emergency: d.triage ?? null })
        break
      }
      case 'message':
        if (e.side === 'customer') events.push({ at, type: 'customer_message' })
        else events.push({ at, type: e.side === 'staff' ? 'staff_reply' : 'auto_reply' })
        break
      case 'status':
        events.push({ at, type: 'status', to: e.to as Status })
        break
      case 'priority':
        events.push({ at, type: 'priority', to: e.to as Priority })
        break
      case 'terms':
        events.push({ at, type: 'policy', to: e.to })
        break
      case 'triage': {
        const since = e.data?.since
        events.push({ at, type: 'emergency', to: e.to as 'uncontrolled' | 'controlled', ...(typeof since === 'number' ? { since } : {}) })
        break
      }
      case 'attended':
      case 'prevented':
        // Marked afterwards, with the instant at which it was so.
        events.push({ at: typeof e.data?.at === 'number' ? e.data.at : at, type: e.type === 'attended' ? 'attended' : 'escape_prevented' })
        break
      case 'merged':
      case 'unmerged':
        events.push({ at, type: e.type })
        break
    }
  }
  if (events[0]?.type !== 'created') {
    const { createdAt, createdByStaff, priority, termsId, triage } = ticket
    events.unshift({ at: createdAt.getTime(), type: 'created', byStaff: createdByStaff, status: 'open', priority, policy: termsId, emergency: triage })
  }
  return events
}

/** Every terms id that these events name: what must be loaded before deriving. */
export const termsNamed = (events: readonly TicketEvent[]): (string | null)[] => events.map((e) => (e.type === 'created' ? (e.policy ?? null) : e.type === 'policy' ? e.to : null))

const stored = (kind: Clock['kind']): ClockRow['kind'] => (kind === 'escape_prevented' ? 'prevent' : kind)
const date = (at: Instant | null): Date | null => (at === null ? null : new Date(at))

/** The row of a derived clock, without id and next notice, which the database adds. */
export function clockRow(clock: Clock, ticketId: string, requesterId: string | null, termsId: string | null, now: Instant): Omit<ClockRow, 'id' | 'nextNoticeAt'> {
  const reading = readClock(clock, now)
  const at = Object.fromEntries(thresholdInstants(clock).map((t) => [t.percent, t.at]))
  return {
    ticketId,
    requesterId,
    kind: stored(clock.kind),
    turn: clock.turn,
    calendarVersionId: calendarVersionId(clock.calendar),
    termsId,
    targetSeconds: clock.targetSeconds,
    startedAt: new Date(clock.start),
    pauses: clock.pauses.map((p) => ({ from: p.from, to: p.to })),
    stoppedAt: date(clock.stop),
    voided: clock.voided,
    state: reading.state,
    usedSeconds: clock.stop === null ? null : Math.round(reading.usedSeconds),
    dueAt: date(reading.dueAt),
    at75: date(at[75] ?? null),
    at90: date(at[90] ?? null),
  }
}

/** Whether two rows say the same, so that a reply does not write clocks that it did not touch. */
export function sameClock(a: Omit<ClockRow, 'id' | 'nextNoticeAt'>, b: ClockRow): boolean {
  return (
    a.targetSeconds === b.targetSeconds &&
    a.calendarVersionId === b.calendarVersionId &&
    // A stopped clock keeps the terms of its moment.
    (b.stoppedAt !== null || a.termsId === b.termsId) &&
    a.voided === b.voided &&
    a.state === b.state &&
    a.startedAt.getTime() === b.startedAt.getTime() &&
    a.stoppedAt?.getTime() === b.stoppedAt?.getTime() &&
    a.dueAt?.getTime() === b.dueAt?.getTime() &&
    JSON.stringify(a.pauses) === JSON.stringify(b.pauses.map((p) => ({ from: p.from, to: p.to })))
  )
}

type Stored = Pick<ClockRow, 'kind' | 'turn' | 'calendarVersionId' | 'targetSeconds' | 'startedAt' | 'pauses' | 'stoppedAt' | 'voided'>

/** A stored clock as the pure functions want it; its calendar must have been loaded. */
export const clockOf = (row: Stored): Clock => ({
  kind: row.kind === 'prevent' ? 'escape_prevented' : row.kind,
  turn: row.turn,
  calendar: calendarById(row.calendarVersionId).calendar,
  targetSeconds: row.targetSeconds,
  start: row.startedAt.getTime(),
  pauses: row.pauses,
  stop: row.stoppedAt?.getTime() ?? null,
  voided: row.voided,
})

export type SlaState = Ticket['slaState']
export interface SlaOut {
  state: SlaState
  kind: ClockRow['kind'] | null
  dueAt: string | null
  percent: number | null
}
export const noSla: SlaOut = { state: 'none', kind: null, dueAt: null, percent: null }

export const stateOf = (reading: Pick<Reading, 'state' | 'percent'>): SlaState =>
  reading.state === 'void' ? 'none' : reading.state === 'running' ? (reading.percent >= 75 ? 'at_risk' : 'running') : reading.state

/** What a list shows of a clock, at this instant. */
export function slaOut(row: Stored | null, now: Date): SlaOut {
  if (row === null) return noSla
  const reading = readClock(clockOf(row), now.getTime())
  return { state: stateOf(reading), kind: row.kind, dueAt: date(reading.dueAt)?.toISOString() ?? null, percent: reading.percent }
}

/** Which clock speaks for a ticket: the open one that is due first, paused ones after; of stopped ones a breached one, else resolution. */
export function mostUrgent<C extends Pick<ClockRow, 'stoppedAt' | 'dueAt' | 'state' | 'kind'>>(clocks: readonly C[]): C | null {
  const open = clocks.filter((c) => c.stoppedAt === null)
  const rank = (c: C) => (c.dueAt && c.state !== 'paused' ? c.dueAt.getTime() : Infinity)
  if (open.length > 0) return open.toSorted((a, b) => rank(a) - rank(b))[0]!
  const ended = clocks.filter((c) => c.state !== 'void')
  return ended.find((c) => c.state === 'breached') ?? ended.find((c) => c.kind === 'resolution') ?? ended.at(-1) ?? null
}

/** The copied columns of the ticket for its most urgent clock. */
export function slaColumns(ticket: Pick<Ticket, 'emergency' | 'status' | 'mergedIntoId'>, clocks: readonly Omit<ClockRow, 'id' | 'nextNoticeAt'>[], now: Date) {
  const top = mostUrgent(clocks)
  const open = top !== null && top.stoppedAt === null
  const slaDueAt = top === null ? null : top.dueAt
  const urgency = urgencyOf({ emergency: ticket.emergency, active: isActive(ticket.status) && ticket.mergedIntoId === null, open, dueAt: slaDueAt })
  return {
    slaState: top === null ? ('none' as const) : slaOut(top, now).state,
    slaKind: top?.kind ?? null,
    slaTurn: top?.turn ?? null,
    slaStartedAt: top?.startedAt ?? null,
    slaDueAt,
    urgency,
  }
}

/**
 * The queue's order as one number, smallest first: emergencies, then whatever is due first (what is breached was due before now, so it leads by
 * itself and nothing needs rewriting as time passes), then what is paused, what no clock counts, and last what has ended.
 */
export function urgencyOf(t: { emergency: boolean; active: boolean; open: boolean; dueAt: Date | null }): number {
  if (!t.active) return 5e15
  const rank = !t.open ? 4e15 : t.dueAt === null ? 3e15 : t.dueAt.getTime()
  return t.emergency ? rank - 6e15 : rank
}

/** Clocks of a ticket from its events; the terms and calendars they name must have been loaded. */
export function clocksOf(ticket: Pick<Ticket, 'id' | 'requesterId' | 'termsId'>, events: readonly TicketEvent[], now: Instant) {
  return deriveClocks(events, termsFor).map((c) => clockRow(c, ticket.id, ticket.requesterId, c.kind === 'attend' || c.kind === 'escape_prevented' ? null : ticket.termsId, now))
}
