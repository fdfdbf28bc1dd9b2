import { read, readText, type Ctx } from '#platform/db'
import { page, readCursor, type Key } from '#platform/page'
import { common } from '#platform/problems'
import { visibleTickets } from './access.ts'
import { clockColumns, clockJoin, presentRows, type ListRow } from './present.ts'
import { horizon, newestHits, planSearch, searchCondition, type SearchPlan } from './search.ts'
import { slaStates, type TicketRowOut } from './wire.ts'
import { kinds, priorities, statuses } from './words.ts'

export const sorts = ['urgency', 'newest', 'oldest', 'updated', 'due'] as const
export type Sort = (typeof sorts)[number]

/** The filters of every list, count, export and saved view of tickets. Values with commas are several. */
export interface Filters {
  status?: string
  priority?: string
  categoryId?: string
  line?: string
  kind?: string
  assigneeId?: string
  teamId?: string
  team?: string
  requesterId?: string
  tag?: string
  /** Things that it is about: `type:id`, several with commas. */
  related?: string
  sla?: string
  from?: string
  to?: string
  search?: string
  emergency?: boolean
  snoozed?: 'only' | 'without' | 'with'
  view?: string
}

/**
 * What modules beside this one add to the lists: saved views (a view's id gives its filters and sort). Set once at start; without it a view is
 * unknown.
 */
export interface QueueExtensions {
  view?: (ctx: Ctx, id: string) => Promise<{ filters: Filters; sort?: Sort }>
}
const extensions: QueueExtensions = {}
export const extendQueue = (with_: QueueExtensions): void => void Object.assign(extensions, with_)

const columns = `t.id, t.reference, t.requester_id "requesterId", t.requester_name "requesterName", t.place, t.category_id "categoryId", t.line, t.kind, t.subject, t.status, t.priority, t.assignee_id "assigneeId", t.team_id "teamId",
  t.related_type "relatedType", t.related_id "relatedId", t.tags, t.emergency, t.version, t.message_version "messageVersion", t.public_version "publicVersion", t.requester_seen "requesterSeen", t.messages_count "messagesCount",
  t.created_at "createdAt", t.updated_at "updatedAt", t.last_message_at "lastMessageAt", t.first_responded_at "firstRespondedAt", t.resolved_at "resolvedAt", t.closed_at "closedAt", t.snoozed_until "snoozedUntil",
  t.sla_kind "slaKind", t.sla_turn "slaTurn", t.urgency, t.sla_due_at "slaDueAt", t.rating, c.name "categoryName", c.icon "categoryIcon", c.emergency "categoryEmergency", ${clockColumns}`
const joins = `join support.categories c on c.id = t.category_id ${clockJoin}`

const list = (value: string): string[] =>
  value
    .split(',')
    .map((v) => v.trim())
    .filter(Boolean)
const known = (path: string, value: string, allowed: readonly string[]): string[] => {
  const given = list(value)
  if (given.length === 0 || given.some((v) => !allowed.includes(v))) throw common.invalid({ errors: [{ path, message: `must be one of ${allowed.join(', ')}` }] })
  return given
}
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const ids = (path: string, value: string): string[] => {
  const given = list(value)
  if (given.length === 0 || given.some((v) => !uuid.test(v))) throw common.invalid({ errors: [{ path, message: 'must be an id' }] })
  return given
}
const instant = (path: string, value: string): Date => {
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) throw common.invalid({ errors: [{ path, message: 'is not an instant' }] })
  return at
}

/**
 * The condition on tickets `t` for filters, with what the actor may see as its first part. Everything is a parameter. `found` is the plan for
 * `search` where the caller has made it already; `elsewhere` when the caller's query begins with the hits.
 */
export async function matching(ctx: Ctx, f: Filters, params: unknown[], found?: SearchPlan | 'elsewhere'): Promise<string> {
  const p = (value: unknown, type: string) => `$${params.push(value)}::${type}`
  const where = [visibleTickets(ctx.actor, 't', params)]
  if (f.status) {
    const wanted = known('status', f.status, [...statuses, 'active'])
    const all = new Set(wanted.flatMap((s) => (s === 'active' ? ['open', 'in_progress', 'waiting_customer'] : [s])))
    // Words of our own, so they may stand in the text: there the planner knows how many rows they mean and which index holds just those.
    where.push(`t.status in (${[...all].map((status) => `'${status}'`).join(', ')})`)
  }
  if (f.priority) where.push(`t.priority = any(${p(known('priority', f.priority, priorities), 'text[]')})`)
  if (f.kind) where.push(`t.kind = any(${p(known('kind', f.kind, kinds), 'text[]')})`)
  if (f.line) where.push(`t.line = any(${p(list(f.line), 'text[]')})`)
  if (f.categoryId) where.push(`t.category_id = any(${p(ids('categoryId', f.categoryId), 'uuid[]')})`)
  if (f.assigneeId === 'none') where.push('t.assignee_id is null')
  else if (f.assigneeId === 'me') where.push(`t.assignee_id = ${p(ctx.actor.id, 'uuid')}`)
  else if (f.assigneeId) where.push(`t.assignee_id = any(${p(ids('assigneeId', f.assigneeId), 'uuid[]')})`)
  const team = f.teamId ?? f.team
  if (team === 'none') where.push('t.team_id is null')
  else if (team === 'mine') where.push(`t.team_id = any(${p(ctx.actor.teamIds, 'uuid[]')})`)
  else if (team) where.push(`t.team_id = any(${p(ids('teamId', team), 'uuid[]')})`)
  if (f.requesterId) where.push(`t.requester_id = any(${p(ids('requesterId', f.requesterId), 'uuid[]')})`)
  if (f.tag) where.push(`t.tags <> '{}' and t.tags && ${p(list(f.tag), 'text[]')}`)
  if (f.related) {
    const things = list(f.related).map((thing) => thing.split(':'))
    if (things.length === 0 || things.some((t) => t.length !== 2 || t.includes(''))) throw common.invalid({ errors: [{ path: 'related', message: 'must be type:id' }] })
    const [types, theirs] = [things.map((t) => t[0]), things.map((t) => t[1])]
    where.push(`(t.related_type, t.related_id) in (select * from unnest(${p(types, 'text[]')}, ${p(theirs, 'text[]')}))`)
  }
  if (f.sla) where.push(`t.sla_state = any(${p(known('sla', f.sla, slaStates), 'text[]')})`)
  if (f.emergency !== undefined) where.push(f.emergency ? 't.emergency' : 'not t.emergency')
  if (f.snoozed === 'only') where.push(`t.snoozed_until > ${p(ctx.now(), 'timestamptz')}`)
  if (f.snoozed === 'without') where.push(`(t.snoozed_until is null or t.snoozed_until <= ${p(ctx.now(), 'timestamptz')})`)
  if (f.from) where.push(`t.created_at >= ${p(instant('from', f.from), 'timestamptz')}`)
  if (f.to) where.push(`t.created_at < ${p(instant('to', f.to), 'timestamptz')}`)
  if (f.search && found !== 'elsewhere') where.push(searchCondition(found ?? (await planSearch(ctx, f.search)), ctx.actor.staff ? 'staff' : 'customer', params))
  // A merged ticket lives on in another one; its own customer keeps it, and whoever asks for it by name finds it.
  if (ctx.actor.staff && !f.search && !f.requesterId) where.push('t.merged_into_id is null')
  return where.join(' and ')
}

/** How each sort orders, and what of a row its cursor keeps. Every order ends in the id, so that no row is met twice. */
const orders: Record<Sort, { columns: [expression: string, type: string][]; direction: 'asc' | 'desc'; key: (r: ListRow) => Key }> = {
  urgency: {
    columns: [
      ['t.urgency', 'bigint'],
      ['t.id', 'uuid'],
    ],
    direction: 'asc',
    key: (r) => [r.urgency, r.id],
  },
  newest: {
    columns: [
      ['t.created_at', 'timestamptz'],
      ['t.id', 'uuid'],
    ],
    direction: 'desc',
    key: (r) => [(r as WithKey).sortKey, r.id],
  },
  oldest: {
    columns: [
      ['t.created_at', 'timestamptz'],
      ['t.id', 'uuid'],
    ],
    direction: 'asc',
    key: (r) => [(r as WithKey).sortKey, r.id],
  },
  updated: {
    columns: [
      ['t.updated_at', 'timestamptz'],
      ['t.id', 'uuid'],
    ],
    direction: 'desc',
    key: (r) => [(r as WithKey).sortKey, r.id],
  },
  due: {
    columns: [
      [`coalesce(t.sla_due_at, 'infinity')`, 'timestamptz'],
      ['t.id', 'uuid'],
    ],
    direction: 'asc',
    key: (r) => [(r as WithKey).sortKey, r.id],
  },
}
// JavaScript dates know milliseconds, the database microseconds: a cursor made from a date would skip rows.
type WithKey = ListRow & { sortKey: string }

export interface ListQuery extends Filters {
  sort?: Sort
  cursor?: string
  limit: number
}

const own = (newer: boolean) =>
  `select ${columns}, t.created_at::text "sortKey", null::int seen from support.tickets t ${joins} where t.requester_id = $1${newer ? ' and (t.created_at, t.id) < ($3::timestamptz, $4::uuid)' : ''} order by t.created_at desc, t.id desc limit $2`
const ownFirst = read<WithKey>('support.own', own(false))
const ownNext = read<WithKey>('support.own_after', own(true))

/** Tickets that the actor may see: a customer's own, newest first, or what the scope of staff allows, most urgent first. Two queries. */
export async function listTickets(ctx: Ctx, query: ListQuery): Promise<{ data: TicketRowOut[]; nextCursor: string | null }> {
  const { actor } = ctx
  const { sort: asked, cursor, limit, view, ...given } = query
  const filters = Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined)) as Filters
  const plain = !actor.staff && asked === undefined && view === undefined && Object.keys(filters).length === 0
  if (plain && actor.id !== null) {
    const after = cursor === undefined ? undefined : sound(readCursor(cursor, 2), orders.newest)
    const rows = after ? await ownNext(ctx, [actor.id, limit + 1, ...after]) : await ownFirst(ctx, [actor.id, limit + 1])
    return present(ctx, rows, limit, 'newest')
  }
  const saved = view === undefined ? undefined : await (extensions.view ?? noView)(ctx, view)
  const all: Filters = { ...saved?.filters, ...filters }
  const sort = sortFor(all, asked ?? saved?.sort ?? (actor.staff ? 'urgency' : 'newest'))
  const found = all.search ? await planSearch(ctx, all.search) : undefined
  const order = orders[sort]
  const key = cursor === undefined ? undefined : sound(readCursor(cursor, 2), order)
  const attempt = async (plan: SearchPlan | undefined, since: Date | null) => {
    const params: unknown[] = []
    // The cursor's place, and the order, over the tickets or over the hits of the search.
    const after = (columns: readonly string[]) =>
      key ? `(${columns.join(', ')}) ${order.direction === 'asc' ? '>' : '<'} (${order.columns.map(([, type], i) => `$${params.push(key[i])}::${type}`).join(', ')})` : 'true'
    const hits =
      plan && (plan.how === 'index' || since) && sort === 'newest' && actor.staff
        ? newestHits(plan, params, `${after(['created_at', 'ticket_id'])}${since ? ` and created_at >= $${params.push(since)}::timestamptz` : ''}`)
        : null
    const by = hits ? ['h.created_at', 'h.ticket_id'] : order.columns.map(([c]) => c)
    const where = [await matching(ctx, all, params, hits ? 'elsewhere' : plan), ...(hits ? [] : [after(by)])]
    const seen = actor.staff ? `left join support.reads r on r.ticket_id = t.id and r.person_id = $${params.push(actor.id)}::uuid` : ''
    const sorted = (columns: readonly string[]) => `order by ${columns.map((c) => `${c} ${order.direction}`).join(', ')}`
    const outer = order.columns.map(([c]) => c)
    // The page first, then what belongs to its rows: joined before, everything that matches would be joined.
    const text = `select ${columns}, ${sort === 'urgency' ? `''` : outer[0]!}::text "sortKey", ${actor.staff ? 'r.seen' : 'null::int'} seen
      from (select t.* from ${hits ?? 'support.tickets t'} where ${where.join(' and ')} ${sorted(by)} limit $${params.push(limit + 1)}) t ${joins} ${seen} ${sorted(outer)}`
    return readText<WithKey>(ctx, text, params)
  }
  if (found?.how === 'walk' && sort === 'newest' && actor.staff) {
    // A word that is common on the whole may be rare among the newest: the walk goes so far and no further, then the index is asked.
    const since = await horizon(ctx, key ? String(key[0]) : null)
    if (since) {
      const near = await attempt(found, since)
      return present(ctx, near.length > limit ? near : await attempt({ ...found, how: 'index' }, null), limit, sort)
    }
  }
  return present(ctx, await attempt(found, null), limit, sort)
}

/** Only what is still open is more or less urgent; a search, and a list of ended tickets only, is newest first instead. */
function sortFor(f: Filters, wanted: Sort): Sort {
  if (wanted !== 'urgency' && wanted !== 'due') return wanted
  const asked = f.status === undefined ? [] : list(f.status)
  const ended = asked.filter((s) => ['resolved', 'closed', 'cancelled'].includes(s))
  return (f.search && (asked.length === 0 || ended.length > 0)) || (asked.length > 0 && ended.length === asked.length) ? 'newest' : wanted
}

/** Refuses a cursor that somebody made up before the database has to. */
function sound(key: Key, order: { columns: [string, string][] }): Key {
  const forms: Record<string, RegExp> = { bigint: /^-?\d{1,16}$/, uuid, timestamptz: /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00|infinity)$/ }
  if (!order.columns.every(([, type], i) => forms[type]!.test(String(key[i])))) throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
  return key
}
const noView: NonNullable<QueueExtensions['view']> = async () => {
  throw common.invalid({ errors: [{ path: 'view', message: 'is not a view' }] })
}

async function present(ctx: Ctx, rows: WithKey[], limit: number, sort: Sort) {
  const data = await presentRows(ctx, rows.slice(0, limit))
  return { data, nextCursor: page(rows, limit, orders[sort].key, (r) => r).nextCursor }
}

/** How many tickets match, counted up to `most`: more than that is "many". */
export async function countTickets(ctx: Ctx, filters: Filters, most = 1000): Promise<number> {
  const params: unknown[] = []
  const where = await matching(ctx, filters, params)
  const [row] = await readText<{ n: number }>(ctx, `select count(*)::int n from (select 1 from support.tickets t where ${where} limit $${params.push(most)}) x`, params)
  return row!.n
}

/** The rows of a list and their order for a stream (export): text and parameters for `stream()`. */
export async function listText(ctx: Ctx, filters: Filters, sort: Sort): Promise<{ text: string; params: unknown[] }> {
  const params: unknown[] = []
  const where = await matching(ctx, filters, params)
  const { columns: keys, direction } = orders[sort]
  return { text: `select ${columns}, null::int seen from support.tickets t ${joins} where ${where} order by ${keys.map(([c]) => `${c} ${direction}`).join(', ')}`, params }
}
