import { and, asc, desc, eq, lt } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { peopleByIds, type Person } from '#core/users'
import { inTransaction, type Ctx } from '#platform/db'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { canMove, move } from '#platform/states'
import { deliveryMachine } from './machine.ts'
import { addDelivery } from './notify.ts'
import { refuse } from './refusals.ts'
import { noticeOf, type Channel } from './registry.ts'
import { attempts, deliveries, outbox } from './schema.ts'

export type DeliveryRow = typeof deliveries.$inferSelect
export interface DeliveryFilter {
  status?: DeliveryRow['status'] | undefined
  channel?: Channel | undefined
  recipientId?: string | undefined
  event?: string | undefined
  cursor?: string | undefined
  limit: number
}

const presentDelivery = (d: DeliveryRow, people: ReadonlyMap<string, Person>) => ({
  id: d.id,
  event: noticeOf(d.notice)?.event ?? d.notice,
  notice: d.notice,
  topic: d.topic,
  channel: d.channel,
  status: d.status,
  recipient: d.personId ? { id: d.personId, name: people.get(d.personId)?.name ?? '' } : null,
  to: d.hint,
  attempts: d.attempts,
  error: d.error,
  provider: d.provider,
  providerId: d.providerId,
  retryOf: d.retryOf,
  createdAt: d.createdAt.toISOString(),
  dueAt: d.dueAt.toISOString(),
  sentAt: d.sentAt?.toISOString() ?? null,
})

/** The delivery log, newest first. Addresses are shown in part only. */
export async function deliveryLog(ctx: Ctx, filter: DeliveryFilter) {
  const [after] = filter.cursor === undefined ? [null] : readCursor(filter.cursor, 1)
  const rows = await ctx.db
    .select()
    .from(deliveries)
    .where(
      and(
        filter.status === undefined ? undefined : eq(deliveries.status, filter.status),
        filter.channel === undefined ? undefined : eq(deliveries.channel, filter.channel),
        filter.recipientId === undefined ? undefined : eq(deliveries.personId, filter.recipientId),
        filter.event === undefined ? undefined : eq(deliveries.notice, filter.event),
        after ? lt(deliveries.id, after as string) : undefined,
      ),
    )
    .orderBy(desc(deliveries.id))
    .limit(filter.limit + 1)
  const people = await peopleByIds(
    ctx,
    rows.flatMap((r) => (r.personId ? [r.personId] : [])),
  )
  return page(
    rows,
    filter.limit,
    (r) => [r.id],
    (r) => presentDelivery(r, people),
  )
}

/** One delivery with every move it made. */
export async function deliveryById(ctx: Ctx, id: string) {
  const [row] = await ctx.db.select().from(deliveries).where(eq(deliveries.id, id))
  if (!row) throw common.not_found()
  const people = await peopleByIds(ctx, row.personId ? [row.personId] : [])
  const log = await ctx.db.select().from(attempts).where(eq(attempts.deliveryId, id)).orderBy(asc(attempts.id))
  return { ...presentDelivery(row, people), log: log.map((a) => ({ from: a.from, to: a.to, reason: a.reason, at: a.at.toISOString() })) }
}

/** Tries a failed delivery again as a new one, because a failed one has ended. Of many who press, one makes it. */
export const retryDelivery = (ctx: Ctx, id: string) =>
  inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db.select().from(deliveries).where(eq(deliveries.id, id)).for('update')
    if (!row) throw common.not_found()
    if (row.status !== 'failed') throw refuse.not_failed()
    const { id: _, ...same } = row
    const [again] = await ctx.db
      .insert(deliveries)
      .values({
        ...same,
        eventKey: `${row.eventKey} retry ${row.id}`,
        status: 'queued',
        attempts: 0,
        error: null,
        provider: null,
        providerId: null,
        messageId: null,
        startedAt: null,
        sentAt: null,
        retryOf: row.id,
        dueAt: ctx.now(),
        createdAt: ctx.now(),
      })
      .onConflictDoNothing()
      .returning()
    if (!again) throw common.conflict({ detail: 'This delivery is being tried again already.' })
    await addDelivery(ctx, again.id)
    await audit(ctx, { action: 'delivery.retried', noun: 'delivery', nounId: row.id, subjectId: row.personId, after: { retry: again.id } })
    return presentDelivery(again, await peopleByIds(ctx, again.personId ? [again.personId] : []))
  })

/** What the provider says later about a message it accepted. A receipt that comes late, twice or for another's message changes nothing. */
export const receipt = (ctx: Ctx, it: { provider: string; providerId: string; outcome: 'delivered' | 'failed'; said: string | null }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .select({ id: deliveries.id, status: deliveries.status })
      .from(deliveries)
      .where(and(eq(deliveries.provider, it.provider), eq(deliveries.providerId, it.providerId)))
      .for('update')
    if (row && canMove(deliveryMachine, row.status, it.outcome) && row.status === 'sent')
      await move(ctx, deliveryMachine, row.id, it.outcome, { ...(it.said ? { reason: it.said } : {}), set: it.outcome === 'failed' ? { error: it.said } : {} })
  })

/** Captured messages, newest first. */
export async function outboxPage(ctx: Ctx, query: { channel?: Channel | undefined; cursor?: string | undefined; limit: number }) {
  const [after] = query.cursor === undefined ? [null] : readCursor(query.cursor, 1)
  const rows = await ctx.db
    .select({
      id: outbox.id,
      deliveryId: outbox.deliveryId,
      channel: outbox.channel,
      address: outbox.address,
      subject: outbox.subject,
      text: outbox.text,
      at: outbox.at,
      topic: deliveries.topic,
    })
    .from(outbox)
    .leftJoin(deliveries, eq(deliveries.id, outbox.deliveryId))
    .where(and(query.channel === undefined ? undefined : eq(outbox.channel, query.channel), after ? lt(outbox.id, after as string) : undefined))
    .orderBy(desc(outbox.id))
    .limit(query.limit + 1)
  return page(
    rows,
    query.limit,
    (r) => [r.id],
    (r) => ({
      id: r.id,
      deliveryId: r.deliveryId,
      channel: r.channel,
      to: r.address,
      subject: isSecret(ctx, r.topic) ? hidden : (r.subject ?? [...r.text].slice(0, 80).join('')),
      at: r.at.toISOString(),
    }),
  )
}

// Where people are real, a message that opens an account is not shown to anybody but its reader.
const hidden = 'Not shown: it holds a code or a link that opens an account'
const isSecret = (ctx: Ctx, topic: string | null): boolean => ctx.config.production && (topic === null || topic === 'security')

export async function outboxById(ctx: Ctx, id: string) {
  const [found] = await ctx.db.select({ row: outbox, topic: deliveries.topic }).from(outbox).leftJoin(deliveries, eq(deliveries.id, outbox.deliveryId)).where(eq(outbox.id, id))
  if (!found) throw common.not_found()
  const { row } = found
  if (isSecret(ctx, found.topic))
    return {
      id: row.id,
      deliveryId: row.deliveryId,
      channel: row.channel,
      to: row.address,
      subject: hidden,
      text: hidden,
      html: null,
      headers: {},
      raw: null,
      at: row.at.toISOString(),
    }
  return {
    id: row.id,
    deliveryId: row.deliveryId,
    channel: row.channel,
    to: row.address,
    subject: row.subject,
    text: row.text,
    html: row.html,
    headers: row.headers,
    raw: row.raw,
    at: row.at.toISOString(),
  }
}
