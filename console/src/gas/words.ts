import {
  cylinderStates,
  bookingStates,
  type CylinderEvent,
  type CylinderState,
  type BookingStatus,
  type GasRuleKind,
  type RecallResolution,
  type StockMotion,
} from '@manifold/client'
import { isProblem } from '@manifold/client'
import type { Status } from '@manifold/ui'

export const cylinderWord: Record<CylinderState, string> = {
  registered: 'Registered',
  filled: 'Filled',
  allocated: 'Assigned',
  in_transit: 'On the way',
  with_customer: 'With customer',
  empty: 'Empty',
  refilling: 'At the plant',
  quarantined: 'Quarantined',
  lost: 'Lost',
  condemned: 'Condemned',
}
/** The places of the counters of a shelf, as the board names them. */
export const shelfStates: readonly (readonly [string, CylinderState])[] = [
  ['filled', 'filled'],
  ['allocated', 'allocated'],
  ['inTransit', 'in_transit'],
  ['withCustomer', 'with_customer'],
  ['empty', 'empty'],
  ['refilling', 'refilling'],
  ['quarantined', 'quarantined'],
  ['registered', 'registered'],
  ['lost', 'lost'],
]
export const cylinderOptions = cylinderStates.map((s) => [s, cylinderWord[s]] as const)

export const bookingWord: Record<BookingStatus, string> = {
  quoted: 'Quoted',
  payment_pending: 'Payment awaited',
  paid: 'Paid',
  waitlisted: 'Waiting for stock',
  allocated: 'Cylinder assigned',
  out_for_delivery: 'On the way',
  delivery_failed: 'Delivery failed',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
  expired: 'Not paid in time',
}
export const bookingGlyph: Record<BookingStatus, Status> = {
  quoted: 'open',
  payment_pending: 'open',
  paid: 'in_progress',
  waitlisted: 'waiting_customer',
  allocated: 'in_progress',
  out_for_delivery: 'in_progress',
  delivery_failed: 'open',
  delivered: 'resolved',
  cancelled: 'cancelled',
  expired: 'cancelled',
}
export const bookingOptions = bookingStates.map((s) => [s, bookingWord[s]] as const)
export const failureWord: Record<string, string> = {
  no_answer: 'Nobody answered',
  refused: 'The customer refused it',
  bad_cylinder: 'The cylinder was bad',
  no_empty: 'No empty cylinder to take back',
}

/** What staff can do with a cylinder that no booking has, from each state. */
export const cylinderActs: Record<CylinderState, readonly CylinderEvent[]> = {
  registered: ['fill', 'receive_empty'],
  empty: ['fill', 'quarantine'],
  filled: ['empty', 'quarantine'],
  allocated: [],
  in_transit: [],
  with_customer: ['return', 'quarantine', 'lose'],
  refilling: ['condemn'],
  quarantined: ['clear', 'condemn'],
  lost: ['find', 'condemn'],
  condemned: [],
}
export interface ActWords {
  /** The button, by the state that it starts from. */
  label: (from: CylinderState) => string
  /** What becomes of it. */
  result: (from: CylinderState) => string
  reason: boolean
  danger?: boolean
  done: string
}
export const actWords: Record<CylinderEvent, ActWords> = {
  receive_empty: { label: () => 'Received empty', result: () => 'It is counted as empty at its depot.', reason: false, done: 'is empty' },
  fill: {
    label: (from) => (from === 'registered' ? 'Received filled' : 'Mark filled'),
    result: () => 'It goes to the end of the order: the oldest filled goes out first.',
    reason: false,
    done: 'is filled',
  },
  empty: { label: () => 'Mark empty', result: () => 'It leaves the shelf and loses its place in the order.', reason: true, done: 'is empty' },
  quarantine: {
    label: (from) => (from === 'with_customer' ? 'Came back leaking' : 'Quarantine'),
    result: (from) => (from === 'with_customer' ? 'It is taken back from the customer and held.' : 'It is held and not given out until somebody releases it.'),
    reason: true,
    done: 'is quarantined',
  },
  return: { label: () => 'Came back', result: () => 'It is taken back from the customer and counted as empty. A recalled one is held.', reason: false, done: 'came back' },
  lose: { label: () => 'Mark lost', result: () => 'The customer keeps it on record as lost. It can be found again.', reason: true, danger: true, done: 'is lost' },
  find: { label: () => 'Found', result: () => 'It is counted as empty at its depot again.', reason: false, done: 'is found, and empty' },
  clear: { label: () => 'Release', result: () => 'It is counted as empty and can be filled again.', reason: true, done: 'is released, and empty' },
  condemn: {
    label: (from) => (from === 'lost' ? 'Write off' : from === 'refilling' ? 'Failed the pressure test' : 'Condemn'),
    result: () => 'It leaves the stock for good. This cannot be undone.',
    reason: true,
    danger: true,
    done: 'is condemned',
  },
}

const eventWord: Record<string, string> = {
  registered: 'Registered',
  received_filled: 'Received filled',
  received_empty: 'Received empty',
  manual_refill: 'Marked filled',
  admin_mark_empty: 'Marked empty',
  leak: 'Quarantined',
  underweight: 'Quarantined, too light',
  recall: 'Quarantined by a recall',
  test_due: 'Quarantined, past its test date',
  damage_found: 'Quarantined, damaged',
  found_bad: 'Quarantined, found bad',
  refused_bad: 'Refused at the door, quarantined',
  returned_leaking: 'Came back leaking, quarantined',
  returned_recalled: 'Came back recalled, held',
  failed_at_plant: 'Failed at the plant, quarantined',
  failed_hydro_test: 'Failed the pressure test, condemned',
  sent_to_plant: 'Sent to the plant',
  to_plant_for_test: 'Sent to the plant for a test',
  allocate: 'Assigned, the oldest on the shelf',
  allocate_chosen: 'Assigned, chosen by staff',
  deallocate: 'Taken back, kept its place',
  dispatch: 'Left the depot',
  back_to_depot: 'Back at the depot',
  instant_hand_over: 'Handed over',
  delivered: 'Delivered',
  returned: 'Came back empty',
  not_returned: 'Marked lost',
  found: 'Found again',
  cleared: 'Released',
  scrap: 'Condemned',
  written_off: 'Written off',
  corrected: 'State corrected',
}
export const eventText = (event: string): string => eventWord[event] ?? event.replaceAll('_', ' ').replace(/^./, (c) => c.toUpperCase())

const many: Record<string, (n: string, depot: string) => string> = {
  registered: (n, d) => `${n} registered at ${d}`,
  received_filled: (n, d) => `${n} received filled at ${d}`,
  received_empty: (n, d) => `${n} received empty at ${d}`,
  manual_refill: (n, d) => `${n} marked filled at ${d}`,
  admin_mark_empty: (n, d) => `${n} marked empty at ${d}`,
  sent_to_plant: (n, d) => `${n} sent to the plant from ${d}`,
  to_plant_for_test: (n, d) => `${n} sent for a test from ${d}`,
  deallocate: (n, d) => `${n} back on the shelf at ${d}`,
  dispatch: (n, d) => `${n} left ${d}`,
  back_to_depot: (n, d) => `${n} back at ${d}`,
  instant_hand_over: (n, d) => `${n} handed over at ${d}`,
  delivered: (n, d) => `${n} delivered from ${d}`,
  returned: (n, d) => `${n} came back to ${d}`,
  not_returned: (n, d) => `${n} of ${d} marked lost`,
  found: (n, d) => `${n} found at ${d}`,
  cleared: (n, d) => `${n} released at ${d}`,
  corrected: (n, d) => `State of ${n} corrected at ${d}`,
}
/** "14 cylinders received empty at Kothrud", "HCV188 quarantined at Aundh, 1.2 kg too light". */
export function motionText(m: StockMotion): string {
  const what = m.count === 1 ? m.cylinder.code : `${m.count.toLocaleString('en-IN')} cylinders`
  const text =
    many[m.event]?.(what, m.depot.name) ??
    (m.to === 'quarantined'
      ? `${what} quarantined at ${m.depot.name}`
      : m.to === 'condemned'
        ? `${what} condemned at ${m.depot.name}`
        : `${what}: ${eventText(m.event).toLowerCase()}`)
  return m.reason && (m.to === 'quarantined' || m.to === 'condemned' || m.event === 'corrected') ? `${text}, ${m.reason.charAt(0).toLowerCase()}${m.reason.slice(1)}` : text
}
export const motionIcon = (m: { event: string; to: CylinderState }): 'alert' | 'truck' | 'check' =>
  m.to === 'quarantined' || m.to === 'condemned' || m.to === 'lost'
    ? 'alert'
    : ['sent_to_plant', 'to_plant_for_test', 'dispatch', 'delivered', 'back_to_depot'].includes(m.event)
      ? 'truck'
      : 'check'

export const ruleWord: Record<GasRuleKind, string> = {
  gap_days: 'Days between refills',
  monthly_cap: 'Refills in a month',
  yearly_cap: 'Refills in a financial year',
  subsidised_cap: 'Subsidised refills in a financial year',
}
/** The rules that an override goes against, in words. */
export const brokenRule: Record<string, string> = {
  fifo: 'The oldest filled goes first',
  priority_medical: 'Order of payment, medical need',
  priority_institution: 'Order of payment, institution',
  damage: 'The assigned one is damaged',
  cancellation: 'What may be cancelled by a customer',
  allotment: 'What is assigned stays assigned',
  delivery_code: 'Hand-over only with the delivery code',
  cylinder_moves: 'The order of states of a cylinder',
}
export const overrideWord: Record<string, string> = {
  assign: 'Gave a chosen cylinder',
  reallot: 'Gave another cylinder',
  cancel: 'Cancelled against the usual rules',
  correct: 'Corrected a state',
  deliver: 'Handed over without the code',
  deallocate: 'Took the cylinder away',
}
export const ruleText = (rule: string): string => brokenRule[rule] ?? rule.replaceAll('_', ' ')
export const overrideText = (action: string): string => overrideWord[action] ?? action.replaceAll('_', ' ')

export const resolutionWord: Record<RecallResolution, string> = {
  secured: 'Secured, held here',
  cleared: 'Cleared, nothing wrong',
  condemned: 'Condemned',
  not_affected: 'Not affected',
}
export const supplyWord = { lpg: 'Cylinder', piped: 'Piped gas', both: 'Cylinder and piped gas' } as const
export const accountWord = { active: 'Active', on_hold: 'On hold', surrendered: 'Surrendered' } as const

/** "21 Nov 2026" of a day such as 2026-11-21. */
export const dayWord = (d: string): string =>
  new Intl.DateTimeFormat('en-IN', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${d}T12:00:00Z`))

/** What the server said, with its detail where it gave one. */
export function saidBy(error: unknown): string {
  if (!isProblem(error)) return error instanceof Error ? error.message : 'It did not work. Try again.'
  if (error.errors.length > 0) return `${error.message} ${error.errors.map((e) => e.message).join('; ')}`
  return typeof error.body.detail === 'string' && error.body.detail ? error.body.detail : error.message
}

/** Kilograms as people write them, to whole grams; null when it is no weight. */
export function grams(text: string): number | null {
  const plain = text
    .trim()
    .replace(',', '.')
    .replace(/\s*kg$/i, '')
  const [, whole, part = ''] = /^(\d{1,3})(?:\.(\d{1,3}))?$/.exec(plain) ?? []
  return whole === undefined ? null : Number(whole) * 1000 + Number(part.padEnd(3, '0'))
}
/** What a scale says: always to the gram, so that a column of them stands in line. */
export const scaleKg = (g: number): string => `${(g / 1000).toFixed(3)} kg`
/** "C-29", as it is stamped. */
export const dueText = (code: string | null): string => code?.replace(/^([A-D])(?=\d)/, '$1-') ?? '–'
export const kg = (g: number): string => `${(g / 1000).toLocaleString('en-IN', { maximumFractionDigits: 3 })} kg`
/** Rupees as people write them, to whole paise, without a float in between; null when it is no amount. */
export function paise(text: string): number | null {
  const [, whole, part = ''] = /^(?:₹\s*)?(\d[\d,]*)(?:\.(\d{1,2}))?$/.exec(text.trim()) ?? []
  return whole === undefined ? null : Number(whole.replaceAll(',', '')) * 100 + Number(part.padEnd(2, '0'))
}
