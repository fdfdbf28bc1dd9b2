import type { GasBatch } from '#lines/gas'
import type { SettlementsBatch } from '#core/payments'
import { feeOf } from '#core/simulator'
import type { moneyMaker, Method } from './gas-money.ts'
import type { Prng } from './prng.ts'

const MINUTE = 60_000
const DAY = 24 * 3_600_000
const INDIA = 5.5 * 3_600_000
/** The day in India. */
export const dayOf = (at: Date): string => new Date(at.getTime() + INDIA).toISOString().slice(0, 10)
/** A time of a day in India, `hour` from 0 to 24. */
const timeOf = (day: string, hour: number): Date => new Date(Date.parse(day) - INDIA + hour * 3_600_000)
const unix = (at: Date): number => Math.floor(at.getTime() / 1000)

type Money = ReturnType<typeof moneyMaker>
type Intent = ReturnType<Money['want']>
type BookingRow = GasBatch['bookings'][number]

/** What a gateway says of a try that failed, by method. */
const declines: Readonly<Record<Exclude<Method, 'wallet'>, readonly { description: string; reason: string }[]>> = {
  upi: [
    { description: 'Declined in the UPI app', reason: 'payment_declined' },
    { description: 'Not approved in the UPI app in time', reason: 'payment_timed_out' },
    { description: 'Too little money in the bank account', reason: 'insufficient_funds' },
  ],
  card: [
    { description: 'Declined by the bank of the card', reason: 'card_declined' },
    { description: 'The one-time password was wrong', reason: 'incorrect_otp' },
  ],
  netbanking: [{ description: 'Left at the page of the bank', reason: 'payment_cancelled' }],
}
const topUps = [50_000, 100_000, 100_000, 150_000, 200_000]
const gatewayMethods = ['upi', 'upi', 'upi', 'card', 'netbanking'] as const

/** Bookings that were paid and called off: days ago, where the money went, and whether the way back was closed. */
const calledOff = [
  { ago: 1.6, to: 'source', outcome: 'failed' },
  { ago: 3.3, to: 'source', outcome: 'processed' },
  { ago: 5.2, to: 'source', outcome: 'processed' },
  { ago: 8.4, to: 'wallet', outcome: 'processed' },
  { ago: 11.7, to: 'source', outcome: 'processed' },
  { ago: 17.5, to: 'source', outcome: 'processed' },
  { ago: 22.1, to: 'wallet', outcome: 'processed' },
] as const

export interface EnlivenOptions {
  now: Date
  random: Prng
  newId: (at: Date) => string
  money: Money
  bookings: readonly BookingRow[]
  /** Ids of the people of the town. */
  customers: readonly string[]
  /** Whose money stays as the pictures have it. */
  leave: ReadonlySet<string>
  /** Who of the staff asked for the refunds that a person asks for. */
  askedBy: string
  /** Books for the person of another booking, at the same depot. */
  bookLike: (like: BookingRow, at: Date, more: Partial<BookingRow>) => { row: BookingRow; intent: Intent }
}

/**
 * What makes the money of a town lively: wallets filled, tries that failed, refunds of every kind, two disputes; then everything that the gateway took up to two
 * days ago is settled with its fees and booked by the bank, once with less than was said. To be called when all else of the money is made.
 */
export function enliven(it: EnlivenOptions): SettlementsBatch {
  fillWallets(it)
  callOff(it)
  const free = it.bookings.filter((b) => b.status === 'delivered' && !it.leave.has(b.customerId)).toSorted((a, b) => b.paidAt!.getTime() - a.paidAt!.getTime())
  const next = paidAtGateway(it, free)
  askForRefunds(it, next)
  dispute(it, next)
  failSome(it)
  return settleAll(it)
}

/** Gives the newest booking that was paid at the gateway at least so many days ago, each once. */
function paidAtGateway({ now, money }: EnlivenOptions, free: BookingRow[]) {
  const intents = new Map(money.batch.payments.intents.map((i) => [i.id!, i]))
  return (days: number, ...methods: string[]): Intent | undefined => {
    const at = free.findIndex((b) => {
      const method = intents.get(b.intentId!)!.method!
      return now.getTime() - b.paidAt!.getTime() > days * DAY && method !== 'wallet' && (methods.length === 0 || methods.includes(method))
    })
    return at < 0 ? undefined : intents.get(free.splice(at, 1)[0]!.intentId!)
  }
}

/** Most people put something into their wallet now and then, so that the next cylinder is paid in a moment; a few begin and leave it. */
function fillWallets({ now, random, money, customers, leave }: EnlivenOptions): void {
  for (const person of customers) {
    if (leave.has(person) || !random.chance(0.85)) continue
    const at = timeOf(dayOf(new Date(now.getTime() - (1 + random.next() * 44) * DAY)), 8 + random.next() * 14)
    const method = random.pick(gatewayMethods)
    const amount = random.pick(topUps)
    if (at.getTime() > now.getTime() - 10 * MINUTE) continue
    if (random.chance(0.96) || at.getTime() > now.getTime() - 1.5 * DAY) money.topUp(person, amount, at, method)
    else money.tryInVain(money.wantTopUp(person, amount, new Date(at.getTime() - 4 * MINUTE), 'expired'), method, why(random, method), at)
  }
}

/** Some who had paid changed their mind before a cylinder was there. */
function callOff({ now, random, money, bookings, leave, bookLike }: EnlivenOptions): void {
  const ofPerson = Map.groupBy(bookings, (b) => b.customerId)
  for (const { ago, to, outcome } of calledOff) {
    const paidAt = timeOf(dayOf(new Date(now.getTime() - ago * DAY)), 10 + random.next() * 5)
    const quiet = (b: BookingRow) => b.endedAt !== null && b.endedAt!.getTime() < paidAt.getTime() - 12 * DAY
    const [person, theirs] = [...ofPerson].find(([id, all]) => !leave.has(id) && all.every(quiet)) ?? []
    if (person === undefined) continue
    ofPerson.delete(person)
    const endedAt = new Date(Math.min(paidAt.getTime() + random.int(100, 400) * MINUTE, now.getTime() - 5 * MINUTE))
    const reason = 'Cancelled by the customer'
    const { row, intent } = bookLike(theirs![0]!, new Date(paidAt.getTime() - 4 * MINUTE), { status: 'cancelled', paidAt, waitingSince: paidAt, endedAt, endReason: reason })
    money.pay(intent, random.pick(['upi', 'upi', 'card'] as const), paidAt)
    Object.assign(row, { refundId: money.giveBack(intent, to, reason, endedAt, { outcome }), refundAmount: row.amount })
  }
}

/** What staff ask for: a little for a late cylinder goes out at once, a whole one waits for a second person. */
function askForRefunds({ now, money, askedBy }: EnlivenOptions, next: ReturnType<typeof paidAtGateway>): void {
  const small = next(4)
  if (small)
    money.giveBack(small, 'source', 'The cylinder came a day later than was promised', new Date(now.getTime() - 2.4 * DAY), { amount: 20_000, earned: true, requestedBy: askedBy })
  const whole = next(2.5)
  if (whole)
    money.giveBack(whole, 'source', 'The valve leaked and the cylinder was taken back the same day', new Date(now.getTime() - 3.2 * 3_600_000), {
      outcome: 'requested',
      earned: true,
      requestedBy: askedBy,
    })
}

/** Two payers went to their banks: one is answered and won (M32 and back), one waits for our answer (M32). */
function dispute({ now, newId, money }: EnlivenOptions, next: ReturnType<typeof paidAtGateway>): void {
  const { payments, simulated, postings } = money.batch
  const about = (intent: Intent, reason: string, opened: Date, won: Date | null) => {
    const id = newId(opened)
    const attempt = payments.attempts.find((a) => a.id === intent.attemptId)!
    const gatewayDisputeId = `disp_${attempt.gatewayPaymentId!.slice(4)}`
    const respondBy = new Date(opened.getTime() + 8 * DAY)
    const summary = won ? 'The cylinder was handed over at the depot against the payer’s code; the receipt is signed.' : null
    const answered = won ? new Date(opened.getTime() + 2 * DAY) : null
    const base = { amount: intent.amount, respondBy, summary, createdAt: opened }
    const state = won ? 'won' : 'opened'
    payments.disputes.push({ ...base, id, gatewayDisputeId, attemptId: attempt.id!, currency: 'INR', state, reason, eventAt: won ?? opened, submittedAt: answered })
    simulated.disputes.push({ ...base, id: gatewayDisputeId, paymentId: attempt.gatewayPaymentId!, status: won ? 'won' : 'open', documents: [] })
    const move = (kind: string, at: Date, to: string, from: string) =>
      postings.push({
        kind,
        key: id,
        businessRef: { type: intent.businessType, id: intent.businessId },
        occurredAt: at,
        lines: [
          { account: to, amount: intent.amount },
          { account: from, amount: -intent.amount },
        ],
        memo: intent.reference,
      })
    move('dispute.opened', opened, 'assets:gateway:disputed', 'assets:gateway:razorpay')
    if (won) move('dispute.won', won, 'assets:gateway:razorpay', 'assets:gateway:disputed')
  }
  const open = next(6, 'card') ?? next(6)
  if (open) about(open, 'goods_not_received', new Date(now.getTime() - 1.9 * DAY), null)
  const over = next(34, 'card', 'upi')
  if (over) about(over, 'transaction_not_recognised', new Date(now.getTime() - 26 * DAY), new Date(now.getTime() - 9.2 * DAY))
}

const why = (random: Prng, method: string) => ({ code: 'BAD_REQUEST_ERROR', ...random.pick(declines[method as 'upi']) })
/** Of how many payments by a method one is made at the second try: cards fail more often. */
const failsOnceIn: Readonly<Record<string, number>> = { upi: 14, card: 6, netbanking: 12 }
/** Some pay at the second try, the latest among them; and most of those who let a booking expire had tried. */
function failSome({ random, money, leave }: EnlivenOptions): void {
  const others = money.batch.payments.intents.filter((i) => !leave.has(i.payerId))
  const paid = others.filter((i) => i.state === 'captured').toSorted((a, b) => b.capturedAt!.getTime() - a.capturedAt!.getTime())
  for (const [method, every] of Object.entries(failsOnceIn))
    for (const [n, intent] of paid.filter((i) => i.method === method).entries())
      if (n % every === 3) money.tryInVain(intent, method as 'upi', why(random, method), new Date((intent.createdAt!.getTime() + intent.capturedAt!.getTime()) / 2))
  for (const intent of others) {
    if (intent.state !== 'expired' || intent.purpose !== 'lpg_booking' || !random.chance(0.6)) continue
    const method = random.pick(gatewayMethods)
    money.tryInVain(intent, method, why(random, method), new Date(intent.createdAt!.getTime() + random.int(2, 9) * MINUTE))
  }
}

/** The gateway pays two days later, not on Sundays. */
function settlementDay(at: Date): string {
  const day = new Date(Date.parse(dayOf(at)) + 2 * DAY)
  return new Date(day.getTime() + (day.getUTCDay() === 0 ? DAY : 0)).toISOString().slice(0, 10)
}

/** What the gateway settles in one sum each day, with the entries (M02), the line of the bank, and what the gateway itself remembers of it. */
function settleAll({ now, newId, money }: EnlivenOptions): SettlementsBatch {
  const { payments, simulated, postings } = money.batch
  const out: SettlementsBatch = { bankLines: [], settlements: [], settlementLines: [], findings: [] }
  const attempts = new Map(payments.attempts.map((a) => [a.gatewayPaymentId, a]))
  const refunds = new Map(payments.refunds.map((r) => [r.gatewayRefundId, r]))
  const orders = new Map(simulated.orders.map((o) => [o.id, o]))
  const things = [
    ...simulated.payments.filter((p) => p.captured).map((row) => ({ kind: 'payment' as const, row })),
    ...simulated.refunds.filter((r) => r.status === 'processed').map((row) => ({ kind: 'refund' as const, row })),
  ].toSorted((a, b) => a.row.createdAt.getTime() - b.row.createdAt.getTime())
  const byDay = Map.groupBy(things, (t) => settlementDay(t.row.createdAt))
  let waiting: typeof things = []
  for (const day of [...byDay.keys()].toSorted()) {
    const settledAt = timeOf(day, 11)
    if (settledAt > now) break
    waiting.push(...byDay.get(day)!)
    const lines = waiting.map(({ kind, row }) => {
      const { fee, tax } = kind === 'payment' ? feeOf(row.amount) : { fee: 0, tax: 0 }
      return { kind, row, fee, tax, net: kind === 'payment' ? row.amount - fee : -row.amount }
    })
    const sum = (of: (l: (typeof lines)[number]) => number) => lines.reduce((n, l) => n + of(l), 0)
    const amount = sum((l) => l.net)
    // Where more went back than came in, the gateway waits for the next day.
    if (amount <= 0) continue
    waiting = []
    const id = newId(settledAt)
    const gatewaySettlementId = money.gatewayId('setl')
    const utr = `UTR${money.gatewayId('setl').slice(5).toUpperCase()}`
    const gross = sum((l) => (l.kind === 'payment' ? l.row.amount : 0))
    const refunded = sum((l) => (l.kind === 'refund' ? l.row.amount : 0))
    const tax = sum((l) => l.tax)
    const fees = sum((l) => l.fee) - tax
    out.settlements.push({
      id,
      gatewaySettlementId,
      settledOn: day,
      amount,
      gross,
      refunded,
      fees,
      tax,
      currency: 'INR',
      utr,
      source: 'gateway',
      bankLineId: null,
      entryId: null,
      createdAt: settledAt,
    })
    const items: Record<string, unknown>[] = []
    for (const l of lines) {
      l.row.settlementId = gatewaySettlementId
      const paid = l.kind === 'payment' ? attempts.get(l.row.id)! : undefined
      const back = l.kind === 'refund' ? refunds.get(l.row.id)! : undefined
      out.settlementLines.push({
        id: newId(settledAt),
        settlementId: id,
        kind: l.kind,
        gatewayId: l.row.id,
        amount: l.row.amount,
        fee: l.fee - l.tax,
        tax: l.tax,
        net: l.net,
        at: settledAt,
        match: 'matched',
        attemptId: paid?.id ?? null,
        refundId: back?.id ?? null,
      })
      const entity = { entity_id: l.row.id, type: l.kind, debit: Math.max(0, -l.net), credit: Math.max(0, l.net), amount: l.row.amount, fee: l.fee, tax: l.tax, currency: 'INR' }
      const of = 'orderId' in l.row ? { order_id: l.row.orderId, order_receipt: orders.get(l.row.orderId)!.receipt, method: l.row.method } : { payment_id: l.row.paymentId }
      const settled = { on_hold: false, settled: true, settled_at: unix(settledAt), settlement_id: gatewaySettlementId, settlement_utr: utr }
      items.push({ ...entity, ...of, created_at: unix(l.row.createdAt), ...settled })
    }
    simulated.settlements.push({ id: gatewaySettlementId, utr, amount, fees: fees + tax, tax, bankAmount: amount, fault: 'none', items, createdAt: settledAt })
    postings.push({
      kind: 'settlement',
      key: gatewaySettlementId,
      businessRef: { type: 'settlement', id },
      occurredAt: settledAt,
      lines: [
        { account: 'assets:bank:nodal', amount },
        { account: 'expenses:gateway-fee', amount: fees },
        { account: 'assets:tax:gst-input', amount: tax },
        { account: 'assets:gateway:razorpay', amount: refunded - gross },
      ].filter((l) => l.amount !== 0),
      memo: `${gatewaySettlementId}, UTR ${utr}`,
    })
  }
  bookAtBank(out, { now, newId, simulated })
  return out
}

/** The bank books each settlement the same afternoon; one of last week came short by what the bank kept for itself, and a person has to say why. */
function bookAtBank(out: SettlementsBatch, { now, newId, simulated }: { now: Date; newId: EnlivenOptions['newId']; simulated: Money['batch']['simulated'] }): void {
  const short = out.settlements.findLast((s) => now.getTime() - s.createdAt!.getTime() > 4 * DAY)
  for (const s of out.settlements) {
    const at = timeOf(s.settledOn, 16)
    if (at > now) continue
    const amount = s === short ? s.amount - 5900 : s.amount
    const id = newId(at)
    out.bankLines.push({
      id,
      bookedOn: s.settledOn,
      amount,
      currency: 'INR',
      reference: s.utr!,
      description: `NEFT ${s.utr} RAZORPAY SETTLEMENT${s === short ? ' LESS CHARGES' : ''}`,
      createdAt: at,
    })
    s.bankLineId = id
    if (s !== short) continue
    simulated.settlements.find((r) => r.id === s.gatewaySettlementId)!.bankAmount = amount
    out.findings.push({
      id: newId(at),
      kind: 'bank_differs',
      subject: s.gatewaySettlementId,
      state: 'open',
      expectedAmount: s.amount,
      foundAmount: amount,
      currency: 'INR',
      settlementId: s.id!,
      bankLineId: id,
      createdAt: at,
    })
  }
}
