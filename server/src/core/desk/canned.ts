import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { may } from '#platform/access'
import { audit } from '#platform/audit'
import { inTransaction, read, type Ctx, type Tx } from '#platform/db'
import { checkTeams, customerCard } from '#core/users'
import { common } from '#platform/problems'
import { refuse } from './refusals.ts'
import { cannedReplies } from './schema.ts'
import { firstName, fill, wrongWords, type Values } from './words.ts'
import { statusLabel, type Kind, type Status } from '#core/support'

export interface CannedInput {
  title: string
  body: string
  shortcut?: string | null
  teamId?: string | null
}
export const cannedOut = (c: typeof cannedReplies.$inferSelect) => ({ id: c.id, title: c.title, body: c.body, shortcut: c.shortcut, teamId: c.teamId, version: c.version })

/** What belongs to everybody or to a team of the actor; those who configure the desk get all. */
export const ofMyTeams = (ctx: Ctx, column: Parameters<typeof isNull>[0]) =>
  may(ctx.actor, 'support.desk.configure', 'all')
    ? undefined
    : or(isNull(column), inArray(column as never, ctx.actor.teamIds.length > 0 ? [...ctx.actor.teamIds] : ['00000000-0000-0000-0000-000000000000']))

export const listCanned = async (ctx: Ctx) =>
  (await ctx.db.select().from(cannedReplies).where(ofMyTeams(ctx, cannedReplies.teamId)).orderBy(cannedReplies.title, cannedReplies.id).limit(1000)).map(cannedOut)

function check(body: string | undefined): void {
  const errors = body === undefined ? [] : wrongWords(body)
  if (errors.length > 0) throw refuse.unknown_variable({ errors })
}

export const createCanned = (ctx: Ctx, input: CannedInput) =>
  inTransaction(ctx, async (tx) => {
    check(input.body)
    await checkTeams(tx, input.teamId ? [input.teamId] : [], 'teamId')
    const [row] = await tx.db
      .insert(cannedReplies)
      .values({ ...input, createdAt: tx.now() })
      .returning()
    await audit(tx, { action: 'canned_reply.created', noun: 'canned_reply', nounId: row!.id, after: input })
    return cannedOut(row!)
  })

export const changeCanned = (ctx: Ctx, id: string, version: number | undefined, change: Partial<CannedInput>) =>
  inTransaction(ctx, async (tx) => {
    check(change.body)
    await checkTeams(tx, change.teamId ? [change.teamId] : [], 'teamId')
    const [before] = await tx.db.select().from(cannedReplies).where(eq(cannedReplies.id, id)).for('update')
    if (!before) throw common.not_found()
    if (version !== undefined && version !== before.version) throw common.stale()
    const [row] = await tx.db
      .update(cannedReplies)
      .set({ ...change, version: sql`${cannedReplies.version} + 1` })
      .where(eq(cannedReplies.id, id))
      .returning()
    await audit(tx, { action: 'canned_reply.changed', noun: 'canned_reply', nounId: id, before, after: { ...before, ...change } })
    return cannedOut(row!)
  })

export const deleteCanned = (ctx: Ctx, id: string) =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.delete(cannedReplies).where(eq(cannedReplies.id, id)).returning()
    if (!row) throw common.not_found()
    await audit(tx, { action: 'canned_reply.deleted', noun: 'canned_reply', nounId: id, before: row })
  })

/** The canned reply, if the actor may use it; a rule may use every one. */
export async function cannedFor(ctx: Ctx, id: string) {
  const [row] = await ctx.db
    .select()
    .from(cannedReplies)
    .where(and(eq(cannedReplies.id, id), ctx.actor.kind === 'system' ? undefined : ofMyTeams(ctx, cannedReplies.teamId)))
  if (!row) throw common.not_found()
  return row
}

const more = read<{ category: string; contact: { name: string; phone?: string; email?: string } | null; requesterId: string | null; requesterName: string | null }>(
  'desk.words_for',
  `select c.name category, t.contact, t.requester_id "requesterId", t.requester_name "requesterName" from support.tickets t join support.categories c on c.id = t.category_id where t.id = $1`,
)

/** The values of all variables for a ticket, written by the actor of the context. */
export async function valuesFor(ctx: Ctx, ticket: { id: string; reference: string; subject: string; status: Status; kind: Kind; place: string | null }): Promise<Values> {
  const [it] = await more(ctx, [ticket.id])
  const card = it?.requesterId ? await customerCard(ctx, it.requesterId) : null
  const who = card ?? { name: it?.contact?.name ?? it?.requesterName ?? '', phone: it?.contact?.phone ?? null, email: it?.contact?.email ?? null, address: null }
  const a = who.address
  return {
    'customer.firstName': firstName(who.name) || 'there',
    'customer.name': who.name,
    'customer.address': [a?.line1, a?.line2, a?.city, a?.postalCode].filter(Boolean).join(', ') || 'your address',
    'customer.locality': ticket.place ?? a?.city ?? 'your area',
    'customer.phone': who.phone ?? '',
    'customer.email': who.email ?? '',
    'ticket.reference': ticket.reference,
    'ticket.subject': ticket.subject,
    'ticket.category': it?.category ?? '',
    'ticket.status': statusLabel(ticket.status, ticket.kind, false),
    'agent.firstName': ctx.actor.kind === 'user' ? firstName(ctx.actor.name) : ctx.config.OPERATOR_NAME,
    'agent.name': ctx.actor.kind === 'user' ? ctx.actor.name : ctx.config.OPERATOR_NAME,
    'operator.name': ctx.config.OPERATOR_NAME,
    'operator.emergencyNumber': ctx.config.EMERGENCY_NUMBER,
  }
}

/** A text with its variables filled in for a ticket. */
export const wordsFor = async (ctx: Ctx | Tx, ticket: Parameters<typeof valuesFor>[1], text: string): Promise<string> => fill(text, await valuesFor(ctx, ticket))
