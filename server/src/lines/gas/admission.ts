import type { Gate, Gates } from './settings.ts'
import { addDays, addYears, firstOfNextMonth, monthOf, nextYearStart, yearStart, type Day } from './days.ts'
import type { RuleKind } from './words.ts'

export interface Rule {
  kind: RuleKind
  value: number
  area: 'urban' | 'rural' | null
  bottles: number | null
  validFrom: Day
  validTo: Day | null
}
export interface Facts {
  today: Day
  area: 'urban' | 'rural'
  bottles: number
  accountStatus: 'active' | 'on_hold' | 'surrendered' | null
  openBooking: string | null
  kycValidTo: Day | null
  inspectedOn: Day | null
  /** Days of delivery since the start of the financial year or the last one before, oldest first. */
  delivered: readonly Day[]
}
export interface Reason {
  code: 'account_not_active' | 'kyc_not_valid' | 'inspection_overdue' | 'booking_open' | 'refill_gap' | 'monthly_cap' | 'yearly_cap' | 'out_of_stock'
  message: string
  /** The first day on which it no longer holds; null when that depends on somebody. */
  clearsOn: Day | null
}

export interface Admission {
  reasons: Reason[]
  /** What does not refuse today, but may soon. */
  warnings: Reason[]
  subsidised: boolean
}

/** The rule of a kind that holds on a day: the narrowest that fits, then the one that began last. Null means that there is none. */
export function ruleOn(rules: readonly Rule[], kind: RuleKind, it: Pick<Facts, 'today' | 'area' | 'bottles'>): number | null {
  const fits = rules.filter(
    (r) =>
      r.kind === kind &&
      r.validFrom <= it.today &&
      (r.validTo === null || r.validTo >= it.today) &&
      (r.area === null || r.area === it.area) &&
      (r.bottles === null || r.bottles === it.bottles),
  )
  const narrow = (r: Rule) => (r.area === null ? 0 : 1) + (r.bottles === null ? 0 : 1)
  fits.sort((a, b) => narrow(b) - narrow(a) || (a.validFrom < b.validFrom ? 1 : -1))
  return fits[0]?.value ?? null
}

const nice = (day: Day) => new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** Every reason why a booking is refused today, each with the day it clears; none means that it may be made. What only warns is told apart. (gas.md, admission check 1 to 5) */
export function admit(facts: Facts, rules: readonly Rule[], gates: Gates): Admission {
  const reasons: Reason[] = []
  const warnings: Reason[] = []
  const { today, delivered } = facts
  if (facts.accountStatus !== null && facts.accountStatus !== 'active')
    reasons.push({ code: 'account_not_active', message: `This account is ${facts.accountStatus.replace('_', ' ')}.`, clearsOn: null })
  // Whether a paper that is missing refuses or warns is the operator's word; when it clears depends on somebody.
  const gate = (kind: Gate, code: Reason['code'], message: string) => {
    if (kind !== 'off') (kind === 'block' ? reasons : warnings).push({ code, message, clearsOn: null })
  }
  if (facts.kycValidTo === null) gate(gates.kyc, 'kyc_not_valid', 'Your identity is not verified yet. Bring your papers to the depot, or write to us.')
  else if (facts.kycValidTo < today) gate(gates.kyc, 'kyc_not_valid', `Your proof of identity ended on ${nice(facts.kycValidTo)}. Renew it to go on booking.`)
  const due = facts.inspectedOn === null ? null : addYears(facts.inspectedOn, gates.inspectionYears)
  if (due === null) gate(gates.inspection, 'inspection_overdue', 'Your kitchen has not had its safety inspection yet. Ask for a visit.')
  else if (addDays(due, gates.inspectionGrace) < today) gate(gates.inspection, 'inspection_overdue', `Your safety inspection was due on ${nice(due)}. Ask for a visit.`)
  if (facts.openBooking !== null) reasons.push({ code: 'booking_open', message: `You already have an open booking, ${facts.openBooking}.`, clearsOn: null })
  const gap = ruleOn(rules, 'gap_days', facts)
  const last = delivered.at(-1)
  if (gap !== null && last !== undefined && addDays(last, gap) > today) {
    const clearsOn = addDays(last, gap)
    reasons.push({ code: 'refill_gap', message: `You can book again on ${nice(clearsOn)}. Refills are ${gap} days apart.`, clearsOn })
  }
  const monthly = ruleOn(rules, 'monthly_cap', facts)
  if (monthly !== null && delivered.filter((d) => monthOf(d) === monthOf(today)).length >= monthly)
    reasons.push({ code: 'monthly_cap', message: `You had ${monthly} refills this month, which is the most.`, clearsOn: firstOfNextMonth(today) })
  const thisYear = delivered.filter((d) => d >= yearStart(today)).length
  const yearly = ruleOn(rules, 'yearly_cap', facts)
  if (yearly !== null && thisYear >= yearly)
    reasons.push({ code: 'yearly_cap', message: `You had ${yearly} refills this financial year, which is the most.`, clearsOn: nextYearStart(today) })
  const subsidised = ruleOn(rules, 'subsidised_cap', facts)
  return { reasons, warnings, subsidised: subsidised !== null && thisYear < subsidised }
}
