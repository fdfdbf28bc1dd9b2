import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { decimalText } from '#platform/money'
import type { Tx } from '#platform/db'
import { settlementTold } from './bank.routes.ts'
import { disputes, orders, payments, refunds, settlements } from './schema.ts'
import { feeOf, newId, tell, unix } from './world.ts'

/** What may be wrong with a settlement: a line is left out, says another amount, belongs to nobody, or the bank books less than was said. */
export const settleFaults = ['none', 'missing_line', 'amount_differs', 'unknown_payment', 'short_in_bank'] as const
export type SettleFault = (typeof settleFaults)[number]
export type Settlement = typeof settlements.$inferSelect

/** The simulated bank pays out everything that is due: payments less refunds, lost disputes, fees and the tax on them; and tells. Undefined when nothing is due. */
export async function settle(tx: Tx, fault: SettleFault = 'none'): Promise<Settlement | undefined> {
  const id = newId('setl')
  const utr = `UTR${newId('setl').slice(5).toUpperCase()}`
  const paid = await tx.db
    .select()
    .from(payments)
    .where(and(eq(payments.captured, true), isNull(payments.settlementId)))
    .orderBy(asc(payments.createdAt))
    .for('update')
  const back = await tx.db
    .select()
    .from(refunds)
    .where(and(eq(refunds.status, 'processed'), isNull(refunds.settlementId)))
    .orderBy(asc(refunds.createdAt))
    .for('update')
  const lost = await tx.db
    .select()
    .from(disputes)
    .where(and(eq(disputes.status, 'lost'), isNull(disputes.settlementId)))
    .for('update')
  if (paid.length + back.length + lost.length === 0 && fault !== 'unknown_payment') return undefined
  const receipts = new Map(
    (paid.length === 0
      ? []
      : await tx.db
          .select()
          .from(orders)
          .where(inArray(orders.id, [...new Set(paid.map((p) => p.orderId))]))
    ).map((o) => [o.id, o.receipt]),
  )
  const now = unix(tx.now())
  const common = { currency: 'INR', on_hold: false, settled: true, settled_at: now, settlement_id: id, settlement_utr: utr }
  const items: Record<string, unknown>[] = paid.map((p, i) => {
    const amount = fault === 'amount_differs' && i === 0 ? p.amount - 100 : p.amount
    const { fee, tax } = feeOf(amount)
    const about = { order_id: p.orderId, order_receipt: receipts.get(p.orderId) ?? null, method: p.method, created_at: unix(p.createdAt) }
    return { entity_id: p.id, type: 'payment', debit: 0, credit: amount - fee, amount, fee, tax, ...about, ...common }
  })
  if (fault === 'missing_line') items.shift()
  for (const r of back)
    items.push({ entity_id: r.id, type: 'refund', debit: r.amount, credit: 0, amount: r.amount, fee: 0, tax: 0, payment_id: r.paymentId, created_at: unix(r.createdAt), ...common })
  for (const d of lost)
    items.push({
      entity_id: newId('adj'),
      type: 'adjustment',
      debit: d.amount,
      credit: 0,
      amount: d.amount,
      fee: 0,
      tax: 0,
      description: `Dispute ${d.id}`,
      created_at: now,
      ...common,
    })
  if (fault === 'unknown_payment') {
    const { fee, tax } = feeOf(12_300)
    items.push({ entity_id: newId('pay'), type: 'payment', debit: 0, credit: 12_300 - fee, amount: 12_300, fee, tax, created_at: now, ...common })
  }
  const sum = (of: (it: Record<string, unknown>) => unknown) => items.reduce((n, it) => n + (of(it) as number), 0)
  const amount = sum((i) => i.credit) - sum((i) => i.debit)
  const [made] = await tx.db
    .insert(settlements)
    .values({ id, utr, amount, fees: sum((i) => i.fee), tax: sum((i) => i.tax), bankAmount: fault === 'short_in_bank' ? amount - 100 : amount, fault, items, createdAt: tx.now() })
    .returning()
  for (let i = 0; i < paid.length; i += 1000)
    await tx.db
      .update(payments)
      .set({ settlementId: id })
      .where(
        inArray(
          payments.id,
          paid.slice(i, i + 1000).map((p) => p.id),
        ),
      )
  for (const r of back) await tx.db.update(refunds).set({ settlementId: id }).where(eq(refunds.id, r.id))
  for (const d of lost) await tx.db.update(disputes).set({ settlementId: id }).where(eq(disputes.id, d.id))
  await tell(tx, 'settlement.processed', { settlement: settlementTold(made!) })
  return made
}

const dayIn = (zone: string, at: Date): string => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()
const rupees = (amount: unknown): string => decimalText({ amount: amount as number, currency: 'INR' })

/** The recon report as the dashboard of the real one gives it: rupees. */
export function reconCsv(zone: string, it: Settlement): string {
  const head = 'settlement_id,entity_id,type,amount,fee,tax,debit,credit,settled_at,settlement_utr'
  const day = dayIn(zone, it.createdAt)
  return `${[head, ...it.items.map((i) => [it.id, i.entity_id, i.type, rupees(i.amount), rupees(i.fee), rupees(i.tax), rupees(i.debit), rupees(i.credit), day, it.utr].join(','))].join('\n')}\n`
}
/** The line of the bank's statement on which the settlement arrived. */
export const bankCsv = (zone: string, it: Settlement): string =>
  `date,amount,reference,description\n${dayIn(zone, it.createdAt)},${rupees(it.bankAmount)},${it.utr},NEFT Razorpay settlement ${it.id}\n`
