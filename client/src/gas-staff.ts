/** The gas line as staff see it: stock, cylinders, bookings, accounts, recalls. */
import type { Media } from './contract.ts'
import type { Booking, BookingStatus, Coded, CylinderKind, GasAccount, GasAccountPage, Named } from './gas.ts'

export const cylinderStates = ['registered', 'filled', 'allocated', 'in_transit', 'with_customer', 'empty', 'refilling', 'quarantined', 'lost', 'condemned'] as const
export type CylinderState = (typeof cylinderStates)[number]
export type GasRuleKind = 'gap_days' | 'monthly_cap' | 'yearly_cap' | 'subsidised_cap'

export interface CylinderType extends CylinderKind {
  /** How much the scales may differ. */
  toleranceGrams: number
}
/** One type at one depot. */
export interface StockShelf {
  depot: Named
  type: Named
  owned: number
  /** By state: registered, filled, allocated, inTransit, withCustomer, empty, refilling, quarantined, lost, condemned. */
  states: Record<string, number>
  promised: number
  free: number
  waiting: number
  low: boolean
  lowSince: string | null
  testDueSoon: number
  oldest: { filled: string | null; empty: string | null; refilling: string | null; quarantined: string | null }
}
export interface ShelfDetail {
  /** Days since filling; the last is open. */
  ages: { from: number; to: number | null; count: number }[]
  next: { id: string; code: string; filledAt: string; testDue: string | null; testDueOn: string | null; soon: boolean }[]
}
export interface StockPace {
  days: number
  data: { depotId: string; typeId: string; delivered: number }[]
}
export interface Cylinder {
  id: string
  code: string
  state: CylinderState
  stateLabel: 'Filled' | 'Assigned' | 'Empty'
  depot: Named
  type: Named
  filledAt: string | null
  stateSince: string
  batch: string | null
  testDue: string | null
  testDueOn: string | null
  testOverdue: boolean
  tareGrams: number | null
  recallId: string | null
  holder: Named | null
  booking: { id: string; reference: string } | null
  version: number
}
/** One move in the history of one cylinder. */
export interface CylinderMove {
  from: CylinderState | null
  to: CylinderState
  event: string
  reason: string | null
  bookingId: string | null
  batchId: string | null
  actorName: string
  at: string
}
/** A move among those of all cylinders. */
export interface StockMove {
  id: string
  at: string
  from: CylinderState | null
  to: CylinderState
  event: string
  reason: string | null
  actorName: string
  cylinder: Coded
  depot: Named
  typeName: string
  bookingReference: string | null
  batchReference: string | null
}
/** What was done with several in one motion; the cylinder is one of them. */
export interface StockMotion extends StockMove {
  count: number
}
export interface CylinderEventBody {
  event: 'receive_empty' | 'fill' | 'empty' | 'quarantine' | 'return' | 'lose' | 'find' | 'clear' | 'condemn'
  reason?: string
}
export type CylinderEvent = CylinderEventBody['event']

export interface StaffBooking extends Booking {
  customer: Named
}
export interface BookingHistoryEntry {
  at: string
  kind: 'state' | 'override'
  from: BookingStatus | null
  to: BookingStatus | null
  action: string | null
  rule: string | null
  reason: string | null
  actorName: string
  /** Of a hand-over without the code. */
  photos: Media[]
}
export interface WaitingEntry {
  id: string
  reference: string
  customer: Named
  paidAt: string
  waitingSince: string | null
  place: number
}
export interface StaffAccount extends GasAccount {
  area: 'urban' | 'rural'
  bottles: number
  customers: Named[]
}
export type StaffAccountPage = StaffAccount & GasAccountPage
export interface GasRule {
  id: string
  kind: GasRuleKind
  value: number
  area: 'urban' | 'rural' | null
  bottles: number | null
  /** Days, `2026-11-21`; the last is null while no end is known. */
  validFrom: string
  validTo: string | null
}
export interface GasRuleLog {
  ruleId: string
  action: string
  actorName: string
  reason: string | null
  at: string
  validTo: string | null
}
export interface GasOverride {
  id: string
  action: string
  rule: string
  reason: string
  bookingId: string | null
  bookingReference: string | null
  cylinderId: string | null
  cylinderCode: string | null
  customerId: string | null
  actorName: string
  at: string
}
export interface RefillBatchRow {
  id: string
  reference: string
  depot: Named
  plant: string
  sentAt: string
  closedAt: string | null
  items: { cylinderId: string; code: string; outcome: string | null; reason: string | null }[]
}
export interface RefillItem {
  cylinderId: string
  code: string
  typeName: string
  netGrams: number
  toleranceGrams: number
  tareGrams: number | null
  testDue: string | null
  recalled: boolean
  outcome: 'filled' | 'quarantined' | 'condemned' | null
  grossGrams: number | null
  reason: string | null
  receivedAt: string | null
}
export interface RefillBatch extends Omit<RefillBatchRow, 'items'> {
  items: RefillItem[]
}
export interface ReceivedItem {
  cylinderId: string
  grossGrams?: number
  failed?: 'plant' | 'hydro_test'
  reason?: string
}
export interface GasRecallRow {
  id: string
  reference: string
  batch: string | null
  testDue: string | null
  reason: string
  status: 'open' | 'closed'
  actorName: string
  createdAt: string
  closedAt: string | null
  total: number
  settled: number
}
export type RecallResolution = 'secured' | 'cleared' | 'condemned' | 'not_affected'
export interface RecallItem {
  cylinderId: string
  code: string
  foundIn: CylinderState
  state: CylinderState
  depotName: string
  holder: Named | null
  ticket: { id: string; reference: string } | null
  resolution: RecallResolution | null
  resolvedAt: string | null
  note: string | null
}
export interface GasRecall extends GasRecallRow {
  items: RecallItem[]
}
export interface RecallPreview {
  total: number
  states: Record<string, number>
  holders: number
  depots: { name: string; count: number }[]
}
/** What came, or would come, of a CSV file. */
export interface CsvReport {
  rows: number
  created: number
  existing: number
  failed: number
  errors: { row: number; field: string; message: string }[]
}
