/**
 * SLA clocks: derived from a ticket's events, never stored and shifted. Pure: no database, no clock; instants are epoch ms (`calendar.ts`).
 *
 * `deadline = addBusiness(start, target + businessElapsed(union of pauses))`, of the pauses that began in time. (requirements: S8, S16)
 *
 * Decided here, where the sources are silent:
 * - A pause that begins after the deadline cannot mend a promise that is already broken. One that begins at the deadline is in time.
 * - Resolution stops at *resolved* (or at *closed*, when that comes first). On re-open it runs on, with the resolved span as a pause.
 * - A ticket that is resolved, closed, cancelled or merged cannot owe an answer: its open response clocks stop as `void`, run on when the
 *   ticket is re-opened, and that span is a pause. Cancelled and merged void the resolution clock too. Void counts in no attainment figure;
 *   what was breached before stays breached.
 * - A clock that has stopped keeps the target of the priority and policy of that moment; a running one follows the present ones.
 * - Emergency clocks run 24×7 from the report until somebody attends, or makes the escape safe. Nothing else stops or pauses them.
 */
import { addBusinessMs, alwaysOpen, businessMs, calendarPieces, unionSpans, type CalendarVersion, type Instant, type Span } from './calendar.ts'

export type ClockKind = 'first_response' | 'next_response' | 'resolution' | 'attend' | 'escape_prevented'

/** `to: null` is a pause that still lasts. */
export type Pause = { readonly from: Instant; readonly to: Instant | null }

export type Clock = {
  readonly kind: ClockKind
  /** Which customer turn a next_response clock belongs to, from 1; 0 for the other kinds. */
  readonly turn: number
  readonly calendar: CalendarVersion
  readonly targetSeconds: number
  readonly start: Instant
  readonly pauses: readonly Pause[]
  readonly stop: Instant | null
  /** Stopped because the ticket ended, not because the promise was kept. */
  readonly voided: boolean
}

/** `void`: ended before it was met or breached. It counts in neither. */
export type ClockState = 'running' | 'paused' | 'met' | 'breached' | 'void'

const pausesOf = (clock: Clock): Span[] => {
  // Whoever hands a pause to an emergency clock is wrong; the clock does not listen.
  if (clock.kind === 'attend' || clock.kind === 'escape_prevented') return []
  return unionSpans(clock.pauses.map((p) => ({ from: Math.max(p.from, clock.start), to: p.to ?? Infinity })))
}

/**
 * When `ms` of counted time are used up, or null when a pause that still lasts comes first. `inTime`: a pause that begins at that very
 * instant still counts (the deadline's rule, as for any event at the deadline); without it, it comes too late (a warning's).
 */
function usedUp(clock: Clock, ms: number, inTime: boolean): Instant | null {
  let paused = 0
  // A search begins where the last pause ended, so that a ticket that waited eleven years still has a deadline.
  let searchFrom = clock.start
  for (const pause of pausesOf(clock)) {
    const at = addBusinessMs(clock.calendar, clock.start, ms + paused, searchFrom)
    if (inTime ? pause.from > at : pause.from >= at) return at
    if (pause.to === Infinity) return null
    paused += businessMs(clock.calendar, pause.from, pause.to)
    searchFrom = pause.to
  }
  return addBusinessMs(clock.calendar, clock.start, ms + paused, searchFrom)
}

const targetMs = (clock: Clock): number => Math.round(clock.targetSeconds * 1000)

/** The deadline; null while a pause lasts, for then there is only remaining time. Throws `CalendarNeverOpens`. */
export const dueAt = (clock: Clock): Instant | null => usedUp(clock, targetMs(clock), true)

export const thresholds = [75, 90, 100] as const

/**
 * The instants at which 75, 90 and 100 % of the target are used, in business time; 100 % is the deadline, and the breach is any instant *after* it.
 * Null where it does not (yet) come to that: a pause lasts, or the clock stopped before (at the deadline is met, so 100 % is null then too).
 */
export function thresholdInstants(clock: Clock): { percent: (typeof thresholds)[number]; at: Instant | null }[] {
  return thresholds.map((percent) => {
    const at = percent === 100 ? dueAt(clock) : usedUp(clock, Math.ceil((targetMs(clock) * percent) / 100), false)
    if (at === null || clock.stop === null) return { percent, at }
    const reached = percent === 100 ? at < clock.stop : at <= clock.stop
    return { percent, at: reached ? at : null }
  })
}

export type Reading = {
  state: ClockState
  start: Instant
  stoppedAt: Instant | null
  dueAt: Instant | null
  targetSeconds: number
  /** Counted business time until now, or until it stopped. */
  usedSeconds: number
  /** What is left of the target, at least 0. */
  remainingSeconds: number
  /** Business time used beyond the target, 0 until then. */
  overdueSeconds: number
  /** Whole per cent of the target used, 0 to 100, rounded down: it shows 75 exactly from the 75 % instant on. */
  percent: number
}

/** The clock as it stands at `now`. An event at the deadline is met; a millisecond later is breached. */
export function readClock(clock: Clock, now: Instant): Reading {
  const until = Math.max(clock.start, clock.stop ?? now)
  const due = dueAt(clock)
  const pauses = pausesOf(clock)
  let used = businessMs(clock.calendar, clock.start, until)
  for (const pause of pauses) used -= businessMs(clock.calendar, pause.from, Math.max(pause.from, Math.min(pause.to, until)))
  const target = targetMs(clock)
  const left = Math.max(0, target - used)
  return {
    state: stateOf(),
    start: clock.start,
    stoppedAt: clock.stop,
    dueAt: due,
    targetSeconds: clock.targetSeconds,
    usedSeconds: used / 1000,
    remainingSeconds: left / 1000,
    overdueSeconds: Math.max(0, used - target) / 1000,
    percent: left === 0 ? 100 : Math.floor((used * 100) / target),
  }

  function stateOf(): ClockState {
    if (due !== null && until > due) return 'breached'
    if (clock.stop !== null) return clock.voided ? 'void' : 'met'
    return pauses.some((p) => p.from <= until && until < p.to) ? 'paused' : 'running'
  }
}

export type Interval = Span & {
  readonly kind: 'counted' | 'closed' | 'holiday' | 'paused'
  /** Its length. What the target lost is the sum of the counted ones. */
  readonly seconds: number
}

/**
 * Why the clock stands where it stands: every stretch from the start to now (or to where it stopped), in order and without holes. Outside hours
 * is `closed` or `holiday` even while paused: a pause takes away only time that would have counted. The counted seconds add up to `usedSeconds`.
 */
export function explain(clock: Clock, now: Instant): Reading & { intervals: Interval[] } {
  const until = clock.stop ?? now
  const pauses = pausesOf(clock)
  const intervals: { from: Instant; to: Instant; kind: Interval['kind']; seconds: number }[] = []
  const put = (from: Instant, to: Instant, kind: Interval['kind']): void => {
    if (to > from) intervals.push({ from, to, kind, seconds: (to - from) / 1000 })
  }
  let i = 0
  for (const piece of calendarPieces(clock.calendar, clock.start, until)) {
    if (piece.kind !== 'open') {
      put(piece.from, piece.to, piece.kind)
      continue
    }
    let at = piece.from
    while (i < pauses.length && pauses[i]!.from < piece.to) {
      const pause = pauses[i]!
      put(at, Math.max(at, pause.from), 'counted')
      put(Math.max(at, pause.from), Math.min(pause.to, piece.to), 'paused')
      at = Math.max(at, Math.min(pause.to, piece.to))
      if (pause.to > piece.to) break
      i++
    }
    put(at, piece.to, 'counted')
  }
  return { ...readClock(clock, now), intervals }
}

/** What an administrator tries a calendar with: the deadline, and everything between start and deadline (to where a lasting pause begins, without one). */
export function previewClock(calendar: CalendarVersion, start: Instant, targetSeconds: number, pauses: readonly Pause[] = []): { dueAt: Instant | null; intervals: Interval[] } {
  const clock: Clock = { kind: 'resolution', turn: 0, calendar, targetSeconds, start, pauses, stop: null, voided: false }
  const due = dueAt(clock)
  const lasting = Math.min(...pauses.filter((p) => p.to === null).map((p) => p.from))
  return { dueAt: due, intervals: explain(clock, due ?? Math.max(start, lasting)).intervals }
}

// ─── From a ticket's events to its clocks ────────────────────────────────────────────────────────────────────────

export type Status = 'open' | 'in_progress' | 'waiting_customer' | 'resolved' | 'closed' | 'cancelled'
export type Priority = 'low' | 'medium' | 'high' | 'urgent'
/** Uncontrolled: gas still escapes. Controlled: valve off, smell gone. */
export type Leak = 'uncontrolled' | 'controlled'

export type TicketEvent = { readonly at: Instant } & (
  | { readonly type: 'created'; readonly byStaff: boolean; readonly status: Status; readonly priority: Priority; readonly policy?: string | null; readonly emergency?: Leak | null }
  | { readonly type: 'customer_message' }
  /** Public, and written by a person. */
  | { readonly type: 'staff_reply' }
  /** Neither counts for any clock. */
  | { readonly type: 'auto_reply' | 'note' }
  | { readonly type: 'status'; readonly to: Status }
  | { readonly type: 'priority'; readonly to: Priority }
  | { readonly type: 'policy'; readonly to: string | null }
  /** Triaged as an emergency, or triaged anew. `since`: the report it rests on, when that is earlier (a message, the creation). */
  | { readonly type: 'emergency'; readonly to: Leak; readonly since?: Instant }
  | { readonly type: 'attended' | 'escape_prevented' }
  | { readonly type: 'merged' | 'unmerged' }
)

/** What is promised under one policy at one priority, with the calendar version pinned. Null: no such promise. */
export type Terms = {
  readonly calendar: CalendarVersion
  readonly firstResponseSeconds: number | null
  readonly nextResponseSeconds: number | null
  readonly resolutionSeconds: number | null
}

/** GSMR regulation 7(4) and the 97 % standard: attend within 1 h, or 2 h when controlled; escape prevented within 12 h. */
export const emergencySeconds = { attend: { uncontrolled: 3600, controlled: 7200 }, escape_prevented: 43_200 } as const

/** A clock whose terms were not looked up yet. */
type Turn = { start: Instant; answered: Instant | null; terms: Terms | null }
type Mode = 'running' | 'waiting' | 'done' | 'void'

/**
 * Every clock of a ticket: first response, one next response per customer turn, resolution, and the emergency clocks. `events` are stably
 * sorted by instant first; the earliest must be `created`. `termsFor` answers for a priority and a policy (null: the category's own).
 */
export function deriveClocks(events: readonly TicketEvent[], termsFor: (priority: Priority, policy: string | null) => Terms): Clock[] {
  const ordered = events.toSorted((a, b) => a.at - b.at)
  const created = ordered[0]
  if (created?.type !== 'created') throw new TypeError('The first event of a ticket is its creation')

  let { status, priority } = created
  let policy = created.policy ?? null
  let terms = termsFor(priority, policy)
  let askedForAnswer = status === 'waiting_customer'
  let merged = false
  let mode: Mode = modeOf(status, askedForAnswer, merged, 'running')
  let since = created.at
  let restTerms = terms
  const pauses: Pause[] = []

  let first: Turn | null = created.byStaff ? null : { start: created.at, answered: null, terms: null }
  const turns: Turn[] = []
  let leak: Leak | null = created.emergency ?? null
  let reported = created.at
  let attended: { at: Instant; leak: Leak } | null = null
  let prevented: Instant | null = null

  const unanswered = (): Turn | null => {
    if (first?.answered === null) return first
    const last = turns.at(-1)
    return last?.answered === null ? last : null
  }

  for (const event of ordered) {
    switch (event.type) {
      case 'customer_message':
        askedForAnswer = false
        // A second message before the answer belongs to the same turn.
        if (!first) first = { start: event.at, answered: null, terms: null }
        else if (!unanswered()) turns.push({ start: event.at, answered: null, terms: null })
        break
      case 'staff_reply': {
        const turn = unanswered()
        if (turn) Object.assign(turn, { answered: event.at, terms })
        break
      }
      case 'status':
        status = event.to
        askedForAnswer = status === 'waiting_customer'
        break
      case 'priority':
        priority = event.to
        terms = termsFor(priority, policy)
        break
      case 'policy':
        policy = event.to
        terms = termsFor(priority, policy)
        break
      case 'merged':
      case 'unmerged':
        merged = event.type === 'merged'
        break
      case 'emergency':
        reported = leak === null ? (event.since ?? event.at) : Math.min(reported, event.since ?? reported)
        leak = event.to
        break
      case 'attended':
        if (leak !== null) attended ??= { at: event.at, leak }
        break
      case 'escape_prevented':
        if (leak !== null) prevented ??= event.at
        break
    }
    const next = modeOf(status, askedForAnswer, merged, mode)
    if (next === mode) continue
    if (mode !== 'running') pauses.push({ from: since, to: event.at })
    if (resting(next)) restTerms = terms
    mode = next
    since = event.at
  }

  const rest = resting(mode) ? since : null
  // A lasting rest too: somebody may answer a ticket that is already resolved. Clocks that stop with it do not see it.
  if (mode !== 'running') pauses.push({ from: since, to: null })

  const clocks: Clock[] = []
  const add = (kind: ClockKind, turn: number, start: Instant, stop: Instant | null, voided: boolean, by: Terms, target: number | null): void => {
    if (target !== null) clocks.push({ kind, turn, calendar: by.calendar, targetSeconds: target, start, stop, voided, pauses: pausesUntil(start, stop) })
  }
  /** A pause that holds the stop stays open: the clock stood still when it stopped, so it was not late. */
  const pausesUntil = (start: Instant, stop: Instant | null): Pause[] =>
    pauses
      .filter((p) => (p.to === null || p.to > start) && (stop === null || p.from < stop))
      .map((p) => ({ from: Math.max(p.from, start), to: stop !== null && p.to !== null && p.to >= stop ? null : p.to }))

  for (const [turn, open] of [...(first ? [first] : []), ...turns].entries()) {
    const voided = open.answered === null && rest !== null
    // A "thank you" on a ticket that stays resolved asks for nothing.
    if (voided && open.start > created.at && open.start >= rest) continue
    const by = open.terms ?? (voided ? restTerms : terms)
    if (open === first) add('first_response', 0, open.start, open.answered ?? rest, voided, by, by.firstResponseSeconds)
    else add('next_response', turn, open.start, open.answered ?? rest, voided, by, by.nextResponseSeconds)
  }
  const by = rest === null ? terms : restTerms
  add('resolution', 0, created.at, rest, mode === 'void', by, by.resolutionSeconds)
  if (leak !== null) {
    const emergency = { turn: 0, calendar: alwaysOpen, start: reported, pauses: [], voided: false }
    clocks.push({ ...emergency, kind: 'attend', targetSeconds: emergencySeconds.attend[attended?.leak ?? leak], stop: attended?.at ?? null })
    clocks.push({ ...emergency, kind: 'escape_prevented', targetSeconds: emergencySeconds.escape_prevented, stop: prevented })
  }
  return clocks
}

const resting = (mode: Mode): boolean => mode === 'done' || mode === 'void'

/** A ticket that has ended keeps the way it ended (resolved, then closed; resolved, then merged) until it is open again. */
function modeOf(status: Status, askedForAnswer: boolean, merged: boolean, before: Mode): Mode {
  if (merged || status === 'resolved' || status === 'closed' || status === 'cancelled') {
    if (resting(before)) return before
    return merged || status === 'cancelled' ? 'void' : 'done'
  }
  return askedForAnswer ? 'waiting' : 'running'
}
