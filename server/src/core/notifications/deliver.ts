import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { forgetDevice } from '#core/users'
import { inTransaction, read, type Ctx, type Tx } from '#platform/db'
import { emit, type EventName, type EventOf } from '#platform/events'
import { move, type MoveOptions } from '#platform/states'
import { days, later, minutes, seconds } from '#platform/time'
import { senderFor } from './channels.ts'
import { messageOf, write } from './compose.ts'
import { unreadCount } from './inbox.ts'
import { deliveryMachine, type DeliveryState } from './machine.ts'
import { Unreachable, type Message } from './message.ts'
import { addDelivery } from './notify.ts'
import { quietUntil } from './quiet.ts'
import { addresseeAgain } from './recipients.ts'
import { enabledAtFirst, noticeOf, topicOf, type Notice } from './registry.ts'
import { deliveries, inbox, outbox } from './schema.ts'

type Delivery = typeof deliveries.$inferSelect

/** After a failure the next try comes after this long; a failure more and the delivery has failed. */
const pauses = [30 * seconds, 2 * minutes, 10 * minutes, 60 * minutes]
export const mostTries = pauses.length + 1

const load = read<Delivery & { enabled: boolean | null; quietStart: string | null; quietEnd: string | null; quietZone: string | null }>(
  'notices.delivery',
  `select d.id, d.event_seq "eventSeq", d.notice, d.topic, d.channel, d.recipient, d.person_id "personId", d.address, d.target, d.status, d.attempts, d.due_at "dueAt", d.thread_key "threadKey", d.started_at "startedAt",
     p.enabled, q.start "quietStart", q."end" "quietEnd", q.time_zone "quietZone"
   from notices.deliveries d left join notices.preferences p on p.recipient = d.recipient and p.topic = d.topic and p.channel = d.channel left join notices.quiet_hours q on q.person_id = d.person_id
   where d.id = $1`,
)
type Loaded = Awaited<ReturnType<typeof load>>[number]
const eventBySeq = read<{ seq: number; name: EventName; payload: never; actorId: string | null; actorName: string; at: Date }>(
  'notices.event',
  `select seq, name, payload, actor_id "actorId", actor_name "actorName", at from platform.events where seq = $1`,
)

/**
 * Carries out one delivery. Whatever ends it, the end and its effect are one commit: what is captured is captured once. For a provider
 * the intent is committed first, so that after a crash the same message goes out under the same id rather than not at all.
 */
export async function deliver(ctx: Ctx, { deliveryId }: { deliveryId: string }): Promise<void> {
  const [delivery] = await load(ctx, [deliveryId])
  if (!delivery || !['queued', 'retrying', 'sending'].includes(delivery.status)) return
  const notice = noticeOf(delivery.notice)
  const [row] = await eventBySeq(ctx, [delivery.eventSeq])
  if (!notice || !row || !notice.templates[delivery.channel]) return stop(ctx, delivery, 'this notice does not exist any more')
  const event = { ...row, at: row.at.toISOString() } as EventOf
  const reason = whyNot(ctx, delivery, notice, event)
  if (reason) return stop(ctx, delivery, reason)
  const until = quiet(ctx, delivery)
  if (until) return postpone(ctx, delivery, until)

  let prepared: Prepared | null
  try {
    prepared = await prepare(ctx, delivery, notice, event)
  } catch (error) {
    return failed(ctx, delivery, error)
  }
  if (!prepared) return stop(ctx, delivery, 'there is nothing to say any more')
  const { message } = prepared
  const sender = message && senderFor(ctx.config, message)
  if (!message || !sender) {
    await inTransaction(ctx, async (ctx) => {
      await begin(ctx, delivery, message)
      if (message) await capture(ctx, message)
      else await putIntoInbox(ctx, delivery, prepared)
      await move(ctx, deliveryMachine, delivery.id, 'sent', { set: { sentAt: ctx.now(), provider: message ? 'outbox' : 'inbox' } })
      if (!message) await move(ctx, deliveryMachine, delivery.id, 'delivered')
    })
    return
  }
  await inTransaction(ctx, (ctx) => begin(ctx, delivery, message, sender.name))
  try {
    const { providerId } = await sender.send(ctx, message)
    await inTransaction(ctx, (ctx) => move(ctx, deliveryMachine, delivery.id, 'sent', { set: { sentAt: ctx.now(), providerId, error: null } }))
  } catch (error) {
    await failed(ctx, { ...delivery, status: 'sending' }, error, message)
  }
}

interface Prepared {
  message: Message | null
  title: string
  text: string
  href: string | null
  urgent: boolean
}

async function prepare(ctx: Ctx, delivery: Loaded, notice: Notice, event: EventOf): Promise<Prepared | null> {
  const addressee = await addresseeAgain(ctx, delivery)
  if (!addressee) return null
  const vars = await notice.vars(ctx, event, addressee)
  if (!vars) return null
  const href = notice.href?.(event, vars, addressee) ?? null
  const written = await write(ctx, notice, delivery.channel, { addressee, vars, href })
  const urgent = notice.urgent ?? false
  const message = delivery.channel === 'inbox' ? null : await messageOf(ctx, delivery, written, addressee, urgent)
  return { message, title: written.subject ?? notice.sentence, text: written.text, href, urgent }
}

/** Why a delivery does not go out, or undefined. */
function whyNot(ctx: Ctx, delivery: Loaded, notice: Notice, event: EventOf): string | undefined {
  const topic = topicOf(delivery.topic)
  if (notice.expiresAfter !== undefined && ctx.now().getTime() > new Date(event.at).getTime() + notice.expiresAfter) return 'expired'
  if (topic?.always) return undefined
  return (delivery.enabled ?? (topic ? enabledAtFirst(topic, delivery.channel) : true)) ? undefined : 'preference'
}

// The inbox makes no noise; a delivery that was begun is finished.
function quiet(ctx: Ctx, delivery: Loaded): Date | null {
  if (delivery.channel === 'inbox' || delivery.status === 'sending' || topicOf(delivery.topic)?.always || delivery.quietStart === null) return null
  return quietUntil(ctx.now(), { start: delivery.quietStart, end: delivery.quietEnd!, timeZone: delivery.quietZone! })
}

const to = (ctx: Tx, id: string, state: DeliveryState, options: MoveOptions<typeof deliveries, DeliveryState> = {}) => move(ctx, deliveryMachine, id, state, options)

/** Ends a delivery that is not to go out: suppressed, or failed when it was tried already. */
const stop = (ctx: Ctx, { id, status }: Loaded, reason: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => void (await to(ctx, id, status === 'queued' ? 'suppressed' : 'failed', { reason, set: { error: reason } })))

const postpone = (ctx: Ctx, delivery: Loaded, until: Date): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await ctx.db
      .update(deliveries)
      .set({ dueAt: until })
      .where(and(eq(deliveries.id, delivery.id), inArray(deliveries.status, ['queued', 'retrying'])))
    await addDelivery(ctx, delivery.id, until)
  })

/** Moves to `sending`. One that is there already was left by a worker that died: its try counts as one without an answer. */
async function begin(ctx: Tx, delivery: Loaded, message: Message | null, provider?: string): Promise<void> {
  if (delivery.status === 'sending') await to(ctx, delivery.id, 'retrying', { reason: 'the worker ended before it was done' })
  await to(ctx, delivery.id, 'sending', {
    set: { startedAt: delivery.startedAt ?? ctx.now(), messageId: message?.channel === 'email' ? message.messageId : null, ...(provider ? { provider } : {}) },
  })
}

/** Writes down a failure: another try after a pause, or the end. */
async function failed(ctx: Ctx, delivery: Loaded, thrown: unknown, message?: Message): Promise<void> {
  const error = (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 1000)
  ctx.log.warn({ err: thrown, deliveryId: delivery.id, channel: delivery.channel }, 'a notice did not go out')
  await inTransaction(ctx, async (ctx) => {
    const tries = delivery.attempts + 1
    if (delivery.status !== 'sending') await to(ctx, delivery.id, 'sending', { set: { startedAt: delivery.startedAt ?? ctx.now() } })
    const set = { attempts: tries, error }
    if (thrown instanceof Unreachable) {
      await to(ctx, delivery.id, 'failed', { reason: error, set })
      if (thrown.gone && message?.device) await forgetDevice(ctx, message.device.token)
      return
    }
    const pause = pauses[delivery.attempts]
    const dueAt = later(ctx.now(), pause ?? 0)
    await to(ctx, delivery.id, 'retrying', { reason: error, set: { ...set, dueAt } })
    if (pause === undefined) await to(ctx, delivery.id, 'failed', { reason: `${mostTries} tries` })
    else await addDelivery(ctx, delivery.id, dueAt)
  })
}

/** Keeps the message as it would have gone out. */
export async function capture(ctx: Tx, message: Omit<Message, 'deliveryId'> & { deliveryId: string | null }): Promise<void> {
  const { deliveryId, channel, subject, text, html, headers, raw, name } = message
  const address = channel === 'email' && name ? `${name} <${message.to}>` : message.to
  await ctx.db
    .insert(outbox)
    .values({ deliveryId, channel, address, subject, text, html, headers: channel === 'email' ? { 'Message-ID': message.messageId, ...headers } : headers, raw, at: ctx.now() })
}

async function putIntoInbox(ctx: Tx, delivery: Loaded, { title, text, href, urgent }: Prepared): Promise<void> {
  const personId = delivery.personId!
  const [row] = await ctx.db
    .insert(inbox)
    .values({ personId, deliveryId: delivery.id, topic: delivery.topic, title, body: text, href, urgent, createdAt: ctx.now() })
    .returning({ id: inbox.id })
  await emit(ctx, 'notice.created', { noticeId: row!.id, unread: await unreadCount(ctx, personId) }, [`user:${personId}`])
}

/** Sweep: a delivery whose job was lost, however that came about, is taken up again; after three days it is given up. */
export async function takeUpLost(ctx: Ctx): Promise<void> {
  const open = ['queued', 'sending', 'retrying'] as const
  const lost = await ctx.db
    .select({ id: deliveries.id, status: deliveries.status, dueAt: deliveries.dueAt })
    .from(deliveries)
    .where(and(inArray(deliveries.status, [...open]), sql`status in ('queued', 'sending', 'retrying')`, lt(deliveries.dueAt, later(ctx.now(), -10 * minutes))))
    .limit(1000)
  for (const one of lost)
    await inTransaction(ctx, async (ctx) => {
      if (one.dueAt > later(ctx.now(), -3 * days)) return addDelivery(ctx, one.id)
      if (one.status === 'queued') await to(ctx, one.id, 'sending')
      return void (await to(ctx, one.id, 'failed', { reason: 'given up after three days', set: { error: 'given up after three days' } }))
    })
}

/** Sweep: captured messages are kept for a month, the log of finished deliveries for a year. */
export async function forgetOld(ctx: Ctx): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.delete(outbox).where(lt(outbox.at, later(ctx.now(), -30 * days)))
    await ctx.db
      .delete(deliveries)
      .where(and(lt(deliveries.createdAt, later(ctx.now(), -365 * days)), inArray(deliveries.status, ['suppressed', 'sent', 'delivered', 'read', 'failed'])))
  })
}
