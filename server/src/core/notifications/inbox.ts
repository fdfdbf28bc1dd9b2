import { userId } from '#platform/access'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'

export interface NoticeRow {
  id: string
  topic: string
  title: string
  body: string
  href: string | null
  urgent: boolean
  createdAt: Date
  readAt: Date | null
}
const columns = `id, topic, title, body, href, urgent, created_at "createdAt", read_at "readAt"`
const all = read<NoticeRow>('notices.inbox', `select ${columns} from notices.inbox where person_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`)
const unreadOnly = read<NoticeRow>(
  'notices.inbox_unread',
  `select ${columns} from notices.inbox where person_id = $1 and read_at is null and ($2::uuid is null or id < $2) order by id desc limit $3`,
)
const countUnread = read<{ n: number }>('notices.unread', `select count(*)::int n from notices.inbox where person_id = $1 and read_at is null`)
const markOne = write<{ id: string; first: boolean; deliveryId: string }>(
  'notices.read_one',
  `update notices.inbox set read_at = coalesce(read_at, $3) where id = $1 and person_id = $2 returning id, old.read_at is null first, delivery_id "deliveryId"`,
)
const markAll = write<{ deliveryId: string }>(
  'notices.read_all',
  `update notices.inbox set read_at = $2 where person_id = $1 and read_at is null returning delivery_id "deliveryId"`,
)
// The move delivered → read for many at once, with its entries in the log.
const deliveriesRead = write(
  'notices.deliveries_read',
  `with moved as (update notices.deliveries set status = 'read' where id = any($1::uuid[]) and status = 'delivered' returning id)
   insert into notices.attempts (delivery_id, "from", "to", at) select id, 'delivered', 'read', $2 from moved`,
)

export const unreadCount = async (ctx: Ctx, personId: string): Promise<number> => (await countUnread(ctx, [personId]))[0]!.n

export const presentNotice = (n: NoticeRow) => ({
  id: n.id,
  topic: n.topic,
  title: n.title,
  body: n.body,
  href: n.href,
  createdAt: n.createdAt.toISOString(),
  readAt: n.readAt?.toISOString() ?? null,
  urgent: n.urgent,
})

/** The actor's notices, newest first, with the number of unread ones. */
export async function myInbox(ctx: Ctx, query: { unread?: boolean | undefined; cursor?: string | undefined; limit: number }) {
  const me = userId(ctx.actor)
  const [after] = query.cursor === undefined ? [null] : readCursor(query.cursor, 1)
  const rows = await (query.unread ? unreadOnly : all)(ctx, [me, after, query.limit + 1])
  return { ...page(rows, query.limit, (n) => [n.id], presentNotice), unreadCount: await unreadCount(ctx, me) }
}

export const readOne = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const [row] = await markOne(ctx, [id, userId(ctx.actor), ctx.now()])
    if (!row) throw common.not_found()
    if (row.first) await tell(ctx, [row.deliveryId])
  })

export const readAll = (ctx: Ctx): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const rows = await markAll(ctx, [userId(ctx.actor), ctx.now()])
    if (rows.length > 0)
      await tell(
        ctx,
        rows.map((r) => r.deliveryId),
      )
  })

async function tell(ctx: Tx, deliveryIds: string[]): Promise<void> {
  const me = userId(ctx.actor)
  await deliveriesRead(ctx, [deliveryIds, ctx.now()])
  await emit(ctx, 'notice.read', { unread: await unreadCount(ctx, me) }, [`user:${me}`])
}
