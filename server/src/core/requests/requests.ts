import { userId } from '#platform/access'
import { inTransaction, read, readText, type Ctx } from '#platform/db'
import { page, readCursor } from '#platform/page'
import { common, problems } from '#platform/problems'
import { announce, change as alter, createTicket, lockTicket, ticketFor, editLocked, moveTicket, type Status } from '#core/support'

export const refuse = problems('requests', {
  unknown_type: [422, 'There is no service request of this type. Take one of those that the list of types names.'],
  begun: [409, 'We have begun to work on this, so its words can no longer be changed. Write a message instead.'],
})

export const states = ['pending', 'in_progress', 'resolved'] as const
/** The three words of a service request. Waiting for the customer is still being worked on; what is over is resolved. (S3) */
export const stateOf = (status: Status): (typeof states)[number] =>
  status === 'open' ? 'pending' : status === 'in_progress' || status === 'waiting_customer' ? 'in_progress' : 'resolved'

interface Row {
  id: string
  reference: string
  type: string
  title: string
  description: string
  status: Status
  createdAt: Date
  updatedAt: Date
  resolvedAt: Date | null
  key: string
  version: number
}
const columns = `t.id, t.reference, c.key "type", t.subject title, t.description, t.status, t.created_at "createdAt", t.updated_at "updatedAt", coalesce(t.resolved_at, t.closed_at, t.cancelled_at) "resolvedAt", t.created_at::text "key", t.version`
export const requestOut = (r: Row) => ({
  id: r.id,
  reference: r.reference,
  type: r.type,
  title: r.title,
  description: r.description,
  status: stateOf(r.status),
  createdAt: r.createdAt.toISOString(),
  updatedAt: r.updatedAt.toISOString(),
  resolvedAt: r.resolvedAt?.toISOString() ?? null,
})

// A category made in the console has an id of its own as key; its name, in small letters, is a type too.
const typeOf = read<{ id: string }>(
  'requests.type',
  `select id from support.categories where active and line = any($2::text[]) and (key = $1 or id::text = $1 or lower(regexp_replace(name, '[^A-Za-z0-9]+', '_', 'g')) = lower(regexp_replace($1, '[^A-Za-z0-9]+', '_', 'g'))) order by (key = $1) desc, sort_order limit 1`,
)

async function categoryOf(ctx: Ctx, type: string): Promise<string> {
  const [found] = await typeOf(ctx, [type, [...ctx.config.lines, 'general']])
  if (!found) throw refuse.unknown_type({ errors: [{ path: 'type', message: 'is not the key or name of a category' }] })
  return found.id
}

/** Opens a ticket in the words of a service request. */
export async function createRequest(ctx: Ctx, it: { type: string; title: string; description: string }): Promise<string> {
  userId(ctx.actor)
  return (await createTicket(ctx, { categoryId: await categoryOf(ctx, it.type), subject: it.title, description: it.description, channel: 'api' })).id
}

const one = read<Row>('requests.one', `select ${columns} from support.tickets t join support.categories c on c.id = t.category_id where t.id = $1`)

/** A request of the actor's own; of somebody else's there is nothing here, whoever asks. */
export async function requestFor(ctx: Ctx, idOrReference: string): Promise<Row> {
  const ticket = await ticketFor(ctx, idOrReference)
  if (ticket.requesterId !== userId(ctx.actor)) throw common.not_found()
  return (await one(ctx, [ticket.id]))[0]!
}

/** The actor's own requests, newest first. */
export async function listRequests(ctx: Ctx, { status, cursor, limit = 20 }: { status?: (typeof states)[number]; cursor?: string; limit?: number }) {
  const params: unknown[] = [userId(ctx.actor), limit + 1]
  const where = ['t.requester_id = $1']
  if (status)
    where.push(
      `t.status = any($${params.push({ pending: ['open'], in_progress: ['in_progress', 'waiting_customer'], resolved: ['resolved', 'closed', 'cancelled'] }[status])}::text[])`,
    )
  if (cursor !== undefined) {
    const [at, id] = readCursor(cursor, 2)
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(String(at)) || !/^[0-9a-f-]{36}$/.test(String(id)))
      throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
    where.push(`(t.created_at, t.id) < ($${params.push(at)}::timestamptz, $${params.push(id)}::uuid)`)
  }
  const rows = await readText<Row>(
    ctx,
    `select ${columns} from support.tickets t join support.categories c on c.id = t.category_id where ${where.join(' and ')} order by t.created_at desc, t.id desc limit $2`,
    params,
  )
  return page(rows, limit, (r) => [r.key, r.id], requestOut)
}

const describe = async (ctx: Ctx, id: string) => (await one(ctx, [id]))[0]!

/**
 * Changes one's own request: its words while nobody has begun to work on it, and its status where the customer may: `resolved` says that it is solved
 * (an open one is withdrawn), `pending` opens again what was resolved.
 */
export const changeRequest = (ctx: Ctx, idOrReference: string, change: { title?: string; description?: string; status?: (typeof states)[number] }, version?: number) =>
  inTransaction(ctx, async (tx) => {
    let ticket = await lockTicket(tx, idOrReference)
    if (ticket.requesterId !== userId(tx.actor)) throw common.not_found()
    if (version !== undefined && version !== ticket.version) throw common.stale()
    if (change.title !== undefined || change.description !== undefined) {
      if (ticket.status !== 'open' || ticket.firstRespondedAt !== null) throw refuse.begun()
      if (change.title !== undefined) ticket = await editLocked(tx, ticket, { subject: change.title })
      if (change.description !== undefined && change.description !== ticket.description) {
        const after = await alter(tx, ticket, {
          set: { description: change.description },
          events: [{ type: 'fields', data: { before: { description: ticket.description }, after: { description: change.description } }, public: true }],
        })
        await announce(tx, ticket, after, ['description'], null)
        ticket = after
      }
    }
    if (change.status !== undefined && change.status !== stateOf(ticket.status)) {
      if (change.status === 'resolved')
        ticket =
          ticket.status === 'open'
            ? await moveTicket(tx, ticket, 'cancelled', { reason: 'Withdrawn by the customer' })
            : await moveTicket(tx, ticket, 'resolved', { reason: 'The customer says that it is solved' })
      else if (change.status === 'pending' && ticket.status === 'resolved') ticket = await moveTicket(tx, ticket, 'open', { reason: null })
      else
        throw common.illegal_move({
          detail: `This request is ${stateOf(ticket.status).replace('_', ' ')} and you cannot make it ${change.status.replace('_', ' ')}.`,
          extra: { from: stateOf(ticket.status), to: change.status },
        })
    }
    return describe(tx, ticket.id)
  })
