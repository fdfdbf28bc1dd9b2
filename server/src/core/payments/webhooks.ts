import { actingAs, inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { system } from '#platform/access'
import { emit } from '#platform/events'
import { addJob } from '#platform/jobs'
import { move } from '#platform/states'
import { days, hours, later, minutes } from '#platform/time'
import { applyPayment } from './apply.ts'
import { alert, type Outcome } from './attempts.ts'
import { dayOf } from './days.ts'
import { applyDispute } from './disputes.ts'
import { applyDowntime } from './downtimes.ts'
import { webhookSecrets } from './keys.ts'
import { webhookStates } from './machines.ts'
import { parseWebhook, subjectOf } from './razorpay.parse.ts'
import { applyPayout } from './payouts.ts'
import { applyRefund } from './refunds.ts'
import { heardOfSettlement } from './settlements.ts'
import { refuse } from './refusals.ts'
import { diagnose, type Finding } from './signatures.ts'
import type { webhookEvents } from './schema.ts'

type Row = typeof webhookEvents.$inferSelect

/** Stores a delivery and its job in one statement, or counts the copy. */
const store = write<{ id: string; fresh: boolean }>(
  'payments.webhook_store',
  `insert into payments.webhook_events as w (gateway, event_id, event, body, headers, signed_with, state, received_at, subject)
   values ('razorpay', $1, $2, $3, $4, $5, 'stored', $6, $7) on conflict (gateway, event_id) do update set copies = w.copies + 1 returning id, copies = 0 fresh`,
)
const countRejection = write(
  'payments.webhook_rejection',
  `insert into payments.webhook_rejections as w (gateway, day, finding, last_at) values ('razorpay', $1, $2, $3)
   on conflict (gateway, day, finding) do update set count = w.count + 1, last_at = excluded.last_at`,
)
const kept = ['x-razorpay-event-id', 'x-razorpay-signature', 'content-type', 'user-agent']

/**
 * Takes in a webhook: checks the signature over the bytes as they came, keeps them, leaves the work to a job. A copy of an event that
 * is known is no news. Refuses everything that is not signed; of that only a count by cause is kept.
 */
export async function receiveWebhook(ctx: Ctx, body: Buffer, headers: Record<string, string | string[] | undefined>): Promise<'stored' | 'duplicate'> {
  const secrets = await webhookSecrets(ctx)
  if (!secrets) throw refuse.gateway_off()
  const signature = headers['x-razorpay-signature']
  const finding = diagnose(body, typeof signature === 'string' ? signature : undefined, secrets)
  if (finding !== 'matches' && finding !== 'matches_old') {
    await inTransaction(ctx, (tx) => countRejection(tx, [dayOf(tx, tx.now()), finding, tx.now()]))
    throw refuse.webhook_refused()
  }
  let name = 'unreadable'
  let subject: string | null = null
  try {
    const event = parseWebhook(body)
    name = event.name
    subject = subjectOf(event)
  } catch {
    // Kept as it is: the job says what is wrong with it.
  }
  // Without the header, which the documents promise, the bytes themselves are the identity.
  const header = headers['x-razorpay-event-id']
  const eventId = typeof header === 'string' && header !== '' ? header : `body:${typeof signature === 'string' ? signature : ''}`
  const own = Object.fromEntries(kept.flatMap((k) => (typeof headers[k] === 'string' ? [[k, headers[k]]] : [])))
  return inTransaction(ctx, async (tx) => {
    const [row] = await store(tx, [eventId, name, body, JSON.stringify(own), finding === 'matches' ? 'current' : 'old', tx.now(), subject])
    if (!row!.fresh) return 'duplicate'
    await addJob(tx, 'payments.webhook', { id: row!.id }, { attempts: 3 })
    return 'stored'
  })
}

const lock = write<Row>('payments.webhook_lock', `select id, event, body, state, tries, received_at "receivedAt" from payments.webhook_events where id = $1 for update`)
const again = write('payments.webhook_again', `update payments.webhook_events set tries = $2, next_try_at = $3, note = $4 where id = $1`)

/** Twelve tries over a day: minutes at first, hours later. */
const waits = [1, 2, 4, 8, 15, 30, 60, 120, 180, 240, 360, 420].map((m) => m * minutes)

async function apply(tx: Tx, row: Row): Promise<Outcome> {
  const event = parseWebhook(row.body)
  switch (event.kind) {
    case 'payment':
      return applyPayment(tx, event.payment)
    case 'refund':
      return applyRefund(tx, event.refund)
    case 'dispute':
      return applyDispute(tx, event.dispute, event.state, event.createdAt ?? row.receivedAt)
    case 'downtime':
      return applyDowntime(tx, event.downtime, event.createdAt ?? row.receivedAt)
    case 'settlement':
      return heardOfSettlement(tx, event.settlement)
    case 'payout':
      return applyPayout(tx, event.payout)
    case 'other':
      return 'stale'
  }
}

/** Job: applies one stored event in one transaction. What fails or belongs to nothing yet is tried again for a day. */
export async function applyWebhook(given: Ctx, id: string): Promise<void> {
  const ctx = actingAs(given, system('Razorpay'))
  try {
    await inTransaction(ctx, async (tx) => {
      const [row] = await lock(tx, [id])
      if (!row || !['stored', 'failed', 'unmatched'].includes(row.state)) return
      const outcome = await apply(tx, row)
      if (outcome === 'unmatched') return unmatched(tx, row)
      // From `unmatched` there is no way to `stale`: its object appeared, and nothing was left to do.
      await move(tx, webhookStates, id, row.state === 'unmatched' ? 'applied' : outcome, { set: { settledAt: tx.now(), nextTryAt: null, note: null } })
    })
  } catch (error) {
    ctx.log.warn({ err: error, webhook: id }, 'a webhook could not be applied')
    await inTransaction(ctx, async (tx) => {
      const [row] = await lock(tx, [id])
      if (!row || !['stored', 'failed', 'unmatched'].includes(row.state)) return
      const note = error instanceof Error ? error.message.slice(0, 500) : 'failed'
      if (row.state === 'stored') await move(tx, webhookStates, id, 'failed')
      if (row.tries + 1 >= waits.length) {
        await move(tx, webhookStates, id, 'dead', { set: { tries: row.tries + 1, nextTryAt: null, note } })
        await alert(tx, 'webhook_dead', `${row.event} could not be applied: ${note}`)
        await emit(tx, 'payment.webhook', { webhookId: id, state: 'dead' }, ['finance'])
      } else await again(tx, [id, row.tries + 1, later(tx.now(), waits[row.tries]!), note])
    })
  }
}

async function unmatched(tx: Tx, row: Row): Promise<void> {
  const note = 'Nothing of ours agrees with it'
  if (row.state !== 'unmatched') {
    await move(tx, webhookStates, row.id, 'unmatched')
    await alert(tx, 'webhook_unmatched', `${row.event}: ${note.toLowerCase()}.`)
    await emit(tx, 'payment.webhook', { webhookId: row.id, state: 'unmatched' }, ['finance'])
  }
  if (tx.now().getTime() - row.receivedAt.getTime() >= days || row.tries + 1 >= waits.length) await move(tx, webhookStates, row.id, 'dead', { set: { nextTryAt: null, note } })
  else await again(tx, [row.id, row.tries + 1, later(tx.now(), waits[row.tries]!), note])
}

const due = read<{ id: string }>('payments.webhooks_due', `select id from payments.webhook_events where next_try_at <= $1 order by next_try_at limit 500`)
const forgotten = read<{ id: string }>(
  'payments.webhooks_forgotten',
  `select id from payments.webhook_events where state = 'stored' and received_at < $1 order by received_at limit 500`,
)

/** Sweep: tries again what is due, and what its job left behind. */
export async function retryWebhooks(ctx: Ctx): Promise<void> {
  for (const { id } of await due(ctx, [ctx.now()])) await applyWebhook(ctx, id)
  for (const { id } of await forgotten(ctx, [later(ctx.now(), -hours)])) await applyWebhook(ctx, id)
}

const lockDead = write<Row>('payments.webhook_lock_dead', `select id, state from payments.webhook_events where id = $1 for update`)

/** Applies an event that was given up once more, from the beginning. One that still waits is tried now. */
export const replayWebhook = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await lockDead(tx, [id])
    if (!row || row.state === 'dead' || !['unmatched', 'failed', 'stored'].includes(row.state))
      await move(tx, webhookStates, id, 'stored', { set: { tries: 0, nextTryAt: null, settledAt: null, receivedAt: tx.now() } })
    await addJob(tx, 'payments.webhook', { id }, { attempts: 3 })
  })

/** Says what is wrong with a signature that somebody pasted. */
export async function diagnoseWebhook(ctx: Ctx, body: string, signature: string | undefined): Promise<Finding> {
  const secrets = await webhookSecrets(ctx)
  if (!secrets) throw refuse.gateway_off()
  return diagnose(Buffer.from(body, 'utf8'), signature, secrets)
}
