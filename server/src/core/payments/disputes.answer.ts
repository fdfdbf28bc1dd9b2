import { eq } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { uuidv7 } from '#platform/ids'
import { common } from '#platform/problems'
import { move } from '#platform/states'
import { later } from '#platform/time'
import { attach, bytesOf } from '#core/media'
import { applyDispute } from './disputes.ts'
import { answerable, soon, type Dispute } from './disputes.list.ts'
import { GatewayRefused, GatewayUnknown } from './gateway.ts'
import { gatewayOf } from './gateways.ts'
import { disputeStates } from './machines.ts'
import { refuse } from './refusals.ts'
import { attempts, disputeFiles, disputes } from './schema.ts'

async function lockOpen(tx: Tx, id: string): Promise<Dispute> {
  const [row] = await tx.db.select().from(disputes).where(eq(disputes.id, id)).for('update')
  if (!row) throw common.not_found()
  if (!answerable.includes(row.state))
    throw refuse.dispute_over({ detail: row.state === 'under_review' ? 'It is with the payer’s bank. Wait for their word.' : 'This dispute is over.' })
  return row
}

/** Adds uploaded files of one's own to what we will send. */
export const addEvidence = (ctx: Ctx, id: string, it: { attachmentIds: readonly string[]; note: string | null }): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await lockOpen(tx, id)
    const media = await attach(tx, it.attachmentIds, { ownerId: tx.actor.id, to: { noun: 'dispute', id } })
    for (const m of media)
      await tx.db.insert(disputeFiles).values({ id: uuidv7(tx.now()), disputeId: id, mediaId: m.id, note: it.note, personId: tx.actor.id, createdAt: tx.now() })
    await audit(tx, { action: 'dispute.evidence', noun: 'dispute', nounId: id, after: { files: media.map((m) => m.name) } })
  })

const intentOfDispute = read<{ intentId: string }>(
  'payments.dispute_intent',
  `select a.intent_id "intentId" from payments.disputes d join payments.attempts a on a.id = d.attempt_id where d.id = $1`,
)
const changed = async (tx: Tx, disputeId: string, state: string) =>
  emit(tx, 'payment.dispute_changed', { disputeId, intentId: (await intentOfDispute(tx, [disputeId]))[0]!.intentId, state }, ['finance'])

/** Sends our answer: first the files, each once, then the words. Under review when the gateway has it. Refuses where the gateway does not answer: then nothing was sent for good, and it may be tried again. */
export async function submitEvidence(ctx: Ctx, id: string, summary: string): Promise<void> {
  const dispute = await inTransaction(ctx, async (tx) => {
    const row = await lockOpen(tx, id)
    await tx.db.update(disputes).set({ summary }).where(eq(disputes.id, id))
    await audit(tx, { action: 'dispute.submitted', noun: 'dispute', nounId: id, reason: summary.slice(0, 500) })
    return row
  })
  const gateway = gatewayOf(ctx)
  const files = await ctx.db.select().from(disputeFiles).where(eq(disputeFiles.disputeId, id))
  try {
    const documents: string[] = []
    for (const file of files) {
      let name = file.gatewayDocumentId
      if (name === null) {
        const found = await bytesOf(ctx, file.mediaId)
        if (!found) continue
        name = await gateway.uploadDocument(found)
        const sent = name
        await inTransaction(ctx, (tx) => tx.db.update(disputeFiles).set({ gatewayDocumentId: sent }).where(eq(disputeFiles.id, file.id)))
      }
      documents.push(name)
    }
    await gateway.contestDispute({ id: dispute.gatewayDisputeId, amount: dispute.amount, summary, documents })
  } catch (error) {
    if (error instanceof GatewayRefused) throw refuse.dispute_over({ detail: `The gateway did not take it: ${error.message}` })
    if (error instanceof GatewayUnknown) throw refuse.gateway_silent()
    throw error
  }
  await inTransaction(ctx, async (tx) => {
    const [now] = await tx.db.select().from(disputes).where(eq(disputes.id, id)).for('update')
    await tx.db.update(disputes).set({ submittedAt: tx.now() }).where(eq(disputes.id, id))
    // The webhook may have been faster.
    if (now && answerable.includes(now.state)) await move(tx, disputeStates, id, 'under_review', { reason: 'Evidence sent' })
    await changed(tx, id, 'under_review')
  })
}

/** Gives a dispute up: the money stays with the payer (M33). */
export async function acceptDispute(ctx: Ctx, id: string, reason: string): Promise<void> {
  const dispute = await inTransaction(ctx, async (tx) => {
    const row = await lockOpen(tx, id)
    await audit(tx, { action: 'dispute.accepted', noun: 'dispute', nounId: id, reason })
    return row
  })
  try {
    await gatewayOf(ctx).acceptDispute(dispute.gatewayDisputeId)
  } catch (error) {
    if (error instanceof GatewayRefused) throw refuse.dispute_over({ detail: `The gateway did not take it: ${error.message}` })
    if (error instanceof GatewayUnknown) throw refuse.gateway_silent()
    throw error
  }
  await inTransaction(ctx, async (tx) => {
    const [attempt] = await tx.db.select().from(attempts).where(eq(attempts.id, dispute.attemptId))
    const { gatewayDisputeId, amount, currency, respondBy } = dispute
    await applyDispute(tx, { id: gatewayDisputeId, paymentId: attempt!.gatewayPaymentId!, amount, currency, reason: dispute.reason, respondBy }, 'lost', tx.now())
  })
}

const nearEnd = read<{ id: string; intentId: string; respondBy: Date; warnings: number }>(
  'payments.disputes_near',
  `select d.id, a.intent_id "intentId", d.respond_by "respondBy", d.warnings from payments.disputes d join payments.attempts a on a.id = d.attempt_id
   where d.state in ('opened', 'action_required') and (d.respond_by <= $1 and d.warnings = 0 or d.respond_by <= $2 and d.warnings = 1) order by d.respond_by limit 200`,
)
const passed = read<{ id: string }>('payments.disputes_passed', `select id from payments.disputes where state = 'action_required' and respond_by < $1 limit 200`)
const warned = write<{ id: string }>('payments.dispute_warned', `update payments.disputes set warnings = warnings + 1 where id = $1 and warnings = $2 returning id`)

/**
 * Sweep: finance hears three days and one day before the time to answer a dispute ends. A day after it ended without an answer, one that waited for us
 * is lost, as the gateway's own message would have said by then.
 */
export async function watchDisputes(ctx: Ctx): Promise<void> {
  for (const it of await nearEnd(ctx, [later(ctx.now(), soon), later(ctx.now(), soon / 3)]))
    await inTransaction(ctx, async (tx) => {
      if ((await warned(tx, [it.id, it.warnings])).length > 0)
        await emit(tx, 'payment.dispute_due', { disputeId: it.id, intentId: it.intentId, respondBy: it.respondBy.toISOString() }, ['finance'])
    })
  for (const { id } of await passed(ctx, [later(ctx.now(), -soon / 3)]))
    await inTransaction(ctx, async (tx) => {
      const [d] = await tx.db.select().from(disputes).where(eq(disputes.id, id))
      const [attempt] = await tx.db.select().from(attempts).where(eq(attempts.id, d!.attemptId))
      const { gatewayDisputeId, amount, currency, reason, respondBy } = d!
      await applyDispute(tx, { id: gatewayDisputeId, paymentId: attempt!.gatewayPaymentId!, amount, currency, reason, respondBy }, 'lost', tx.now())
    })
}
