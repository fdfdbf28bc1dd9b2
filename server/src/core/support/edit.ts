import { inTransaction, type Ctx, type Tx } from '#platform/db'
import { common } from '#platform/problems'
import { findTeam } from '#core/users'
import { covers, lockTicket } from './access.ts'
import { assignable, assignAutomatically, assignByHand } from './assign.ts'
import { change, type Change, type NewEvent } from './change.ts'
import { categoryForTicket } from './create.ts'
import { openEmergency } from './emergencies.ts'
import { emitTicket, sideOf } from './events.ts'
import type { Ticket } from './record.ts'
import { refuse } from './refusals.ts'
import { checkRelated } from './related.ts'
import { customerCancels, isActive, type Priority, type Status } from './words.ts'

export interface Edit {
  status?: Status
  priority?: Priority
  assigneeId?: string | null
  teamId?: string | null
  categoryId?: string
  tags?: string[]
  subject?: string
  relatedTo?: { type: string; id: string } | null
  fields?: Record<string, unknown>
  reason?: string
}

/** The dates and counts that come with a move from one status to another. */
export function statusColumns(before: Ticket, to: Status, at: Date): Partial<Ticket> {
  const set: Partial<Ticket> = {}
  if (to === 'waiting_customer') set.waitingSince = at
  else if (before.status === 'waiting_customer') set.waitingSince = null
  if (to === 'resolved') Object.assign(set, { resolvedAt: at, firstResolvedAt: before.firstResolvedAt ?? at, snoozedUntil: null })
  if (to === 'closed') set.closedAt = at
  if (to === 'cancelled') Object.assign(set, { cancelledAt: at, snoozedUntil: null })
  // A re-open is a new chance to be asked how it went; requests for the first answer stop.
  if (before.status === 'resolved' && to === 'open') Object.assign(set, { resolvedAt: null, reopenCount: before.reopenCount + 1, ratingRequestedAt: null, ratingRequests: 0 })
  return set
}

/**
 * Moves a locked ticket to another status and tells whom it concerns. The same status is no move. Refused by name when the table does not allow it,
 * and when a rule would close an emergency.
 */
export async function moveTicket(tx: Tx, ticket: Ticket, to: Status, options: { reason?: string | null; from?: readonly Status[] } = {}): Promise<Ticket> {
  if (ticket.status === to) return ticket
  return editLocked(tx, ticket, { status: to, ...(options.reason ? { reason: options.reason } : {}) }, options.from)
}

/** Changes a locked ticket: the one way for PATCH, bulk actions, macros and rules. Permissions are the caller's matter. */
export async function editLocked(tx: Tx, ticket: Ticket, edit: Edit, from?: readonly Status[]): Promise<Ticket> {
  const at = tx.now()
  const { set, events, what, assign, emergency } = await plan(tx, ticket, edit)
  let after = ticket
  const status = edit.status !== undefined && edit.status !== ticket.status ? edit.status : undefined
  if (status !== undefined) {
    if (status === 'closed' && ticket.emergency && tx.actor.kind === 'system') throw refuse.emergency_stays()
    Object.assign(set, statusColumns(ticket, status, at))
    what.push('status')
  }
  if (what.length > 0) {
    const it: Change = { set, events, ...(status ? { status: { to: status, reason: edit.reason ?? null, ...(from ? { from } : {}) } } : {}) }
    after = await change(tx, ticket, it, at)
  }
  if (emergency) await openEmergency(tx, after, at)
  if (assign !== undefined && (assign?.id ?? null) !== after.assigneeId) {
    after = await assignByHand(tx, after, assign, assign ? 'assigned' : 'released', edit.reason ?? (assign ? `Assigned by ${tx.actor.name}.` : `Released by ${tx.actor.name}.`))
    what.push('assignee')
  }
  if (what.length > 0) await announce(tx, ticket, after, what, edit.reason ?? null)
  return after
}

async function plan(tx: Tx, ticket: Ticket, edit: Edit) {
  const set: Partial<Ticket> = {}
  const events: NewEvent[] = []
  const what: string[] = []
  let emergency = false
  const reason = edit.reason ?? null
  const put = (key: string, columns: Partial<Ticket>, event: NewEvent) => {
    Object.assign(set, columns)
    events.push({ reason, ...event })
    what.push(key)
  }
  if (edit.priority !== undefined && edit.priority !== ticket.priority)
    put('priority', { priority: edit.priority }, { type: 'priority', from: ticket.priority, to: edit.priority, public: true })
  if (edit.subject !== undefined && edit.subject !== ticket.subject)
    put('subject', { subject: edit.subject }, { type: 'subject', from: ticket.subject, to: edit.subject, public: true })
  if (edit.fields !== undefined) put('fields', { fields: edit.fields }, { type: 'fields', data: { before: ticket.fields, after: edit.fields }, public: true })
  if (edit.tags !== undefined) {
    const tags = [...new Set(edit.tags)].toSorted()
    if (JSON.stringify(tags) !== JSON.stringify(ticket.tags.toSorted())) put('tags', { tags }, { type: 'tags', from: ticket.tags.join(', '), to: tags.join(', '), public: false })
  }
  if (edit.relatedTo !== undefined) {
    await checkRelated(tx, edit.relatedTo)
    put(
      'relatedTo',
      { relatedType: edit.relatedTo?.type ?? null, relatedId: edit.relatedTo?.id ?? null },
      { type: 'related', from: ticket.relatedId, to: edit.relatedTo?.id ?? null, public: true },
    )
  }
  let { teamId } = edit
  if (edit.categoryId !== undefined && edit.categoryId !== ticket.categoryId) {
    const [old, category] = [await categoryForTicket(tx, ticket.categoryId), await categoryForTicket(tx, edit.categoryId)]
    put(
      'category',
      { categoryId: category.id, line: category.line, kind: category.kind },
      { type: 'category', from: old.id, to: category.id, data: { from: old.name, to: category.name }, public: true },
    )
    // The team follows the category, unless somebody had chosen another one.
    if (teamId === undefined && ticket.teamId === old.teamId) teamId = category.teamId
    if (category.termsId !== ticket.termsId) {
      set.termsId = category.termsId
      events.push({ type: 'terms', from: ticket.termsId, to: category.termsId, reason: 'Another category', public: false })
    }
    // An emergency stays one in whatever category it is put; nothing but a person who attends ends it.
    if (category.emergency && !ticket.emergency) {
      emergency = true
      Object.assign(set, { emergency: true, triage: 'uncontrolled', priority: 'urgent' })
      if (ticket.priority !== 'urgent') events.push({ type: 'priority', from: ticket.priority, to: 'urgent', public: true })
      events.push({ type: 'triage', to: 'uncontrolled', data: { since: tx.now().getTime() }, public: true })
    }
  }
  if (teamId !== undefined && teamId !== ticket.teamId) {
    const [old, team] = [ticket.teamId === null ? null : await findTeam(tx, ticket.teamId), teamId === null ? null : await findTeam(tx, teamId)]
    if (teamId !== null && !team) throw refuse.team_unknown({ errors: [{ path: 'teamId', message: 'is not a team' }] })
    put('team', { teamId }, { type: 'team', from: ticket.teamId, to: teamId, data: { from: old?.name ?? null, to: team?.name ?? null }, public: false })
  }
  const assign = edit.assigneeId === undefined ? undefined : edit.assigneeId === null ? null : await assignable(tx, edit.assigneeId)
  return { set, events, what, assign, emergency }
}

const publicParts = new Set(['status', 'priority', 'subject', 'category', 'assignee', 'relatedTo', 'fields'])

/** Tells subscribers and screens what changed between two states of a ticket. */
export async function announce(tx: Tx, before: Ticket, after: Ticket, what: readonly string[], reason: string | null): Promise<void> {
  if (before.status !== after.status) {
    await emitTicket(tx, 'ticket.status_changed', after, { from: before.status, to: after.status, reason }, 'none')
    if (after.status === 'resolved') await emitTicket(tx, 'ticket.resolved', after, {}, 'none')
    if (after.status === 'closed') await emitTicket(tx, 'ticket.closed', after, {}, 'none')
    if (after.status === 'cancelled') await emitTicket(tx, 'ticket.cancelled', after, {}, 'none')
    if (before.status === 'resolved' && after.status === 'open') await emitTicket(tx, 'ticket.reopened', after, { by: sideOf(tx.actor, after) }, 'none')
  }
  if (before.priority !== after.priority) await emitTicket(tx, 'ticket.priority_changed', after, { from: before.priority, to: after.priority }, 'none')
  await emitTicket(tx, 'ticket.changed', after, { what }, what.some((w) => publicParts.has(w)) ? 'public' : 'staff')
}

/** PATCH by staff. A new owner needs the permission to assign as well. A ticket that is active without an owner looks for one when its team changed. */
export const editTicket = (ctx: Ctx, idOrReference: string, edit: Edit, version?: number): Promise<Ticket> =>
  inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, idOrReference, 'support.ticket.edit', version)
    if (edit.assigneeId !== undefined && edit.assigneeId !== ticket.assigneeId && !covers(ctx.actor, ticket, 'support.ticket.assign')) throw common.not_allowed()
    const after = await editLocked(ctx, ticket, edit)
    if (
      after.assigneeId !== null ||
      !isActive(after.status) ||
      after.status === 'waiting_customer' ||
      (after.teamId === ticket.teamId && isActive(ticket.status)) ||
      edit.assigneeId === null
    )
      return after
    const { skill } = await categoryForTicket(ctx, after.categoryId)
    return (await assignAutomatically(ctx, after, skill, after.emergency ? 'emergency' : 'drained')) ?? after
  })

/** Ends a request. The customer only in the states of `customerCancels`; staff while it is active. */
export const cancelTicket = (ctx: Ctx, idOrReference: string, reason: string | null): Promise<Ticket> =>
  inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, idOrReference, 'support.ticket.cancel')
    const customer = sideOf(ctx.actor, ticket) === 'customer'
    const from = customer ? customerCancels(ticket.kind) : undefined
    if (from && (ticket.status === 'in_progress' || ticket.status === 'waiting_customer') && !from.includes(ticket.status)) throw refuse.not_open()
    if (ticket.status === 'cancelled') throw common.illegal_move({ detail: 'This ticket is cancelled already.', extra: { from: 'cancelled', to: 'cancelled' } })
    return moveTicket(ctx, ticket, 'cancelled', { reason, ...(from ? { from } : {}) })
  })

/** A resolved request is not solved after all. Its requester may say so, or staff who may edit it. */
export const reopenTicket = (ctx: Ctx, idOrReference: string, reason: string | null): Promise<Ticket> =>
  inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, idOrReference)
    if (sideOf(ctx.actor, ticket) === 'customer' ? !covers(ctx.actor, ticket, 'support.ticket.reply') : !covers(ctx.actor, ticket, 'support.ticket.edit'))
      throw common.not_allowed()
    if (ticket.status !== 'resolved') throw refuse.cannot_reopen()
    return moveTicket(ctx, ticket, 'open', { reason })
  })

/** 1 to 5 and a few words by the requester: once it is resolved, changeable until it is closed. */
export const rateTicket = (ctx: Ctx, idOrReference: string, rating: number, feedback: string | null): Promise<Ticket> =>
  inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, idOrReference)
    if (ticket.requesterId === null || ticket.requesterId !== ctx.actor.id) throw refuse.requester_only()
    if (ticket.status !== 'resolved' && ticket.status !== 'closed') throw refuse.not_resolved()
    if (ticket.status === 'closed' && ticket.rating !== null) throw refuse.rating_closed()
    const after = await change(ctx, ticket, {
      set: { rating, feedback, ratedAt: ticket.ratedAt ?? ctx.now() },
      events: [{ type: 'rated', from: ticket.rating?.toString() ?? null, to: String(rating), data: feedback === null ? null : { feedback }, public: true }],
    })
    await emitTicket(ctx, 'ticket.rated', after, { rating }, 'none')
    await emitTicket(ctx, 'ticket.changed', after, { what: ['rating'] }, 'public')
    return after
  })

/** Takes a ticket for oneself, above capacity if need be. Of two who press at once the first has it, and the other learns who. */
export const takeTicket = (ctx: Ctx, idOrReference: string): Promise<Ticket> =>
  inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, idOrReference, 'support.ticket.assign')
    const me = await assignable(ctx, ctx.actor.id ?? '')
    if (ticket.assigneeId === me.id) return ticket
    if (!isActive(ticket.status)) throw refuse.ended({ detail: 'This ticket is no longer worked on. Re-open it first.' })
    if (ticket.assigneeId !== null) {
      const owner = await assignable(ctx, ticket.assigneeId).catch(() => null)
      const ago = ticket.assignedAt ? Math.max(0, Math.round((ctx.now().getTime() - ticket.assignedAt.getTime()) / 1000)) : null
      throw refuse.taken({
        detail: `${owner?.name ?? 'Somebody else'} has this ticket${ago === null ? '' : ` since ${ago < 120 ? `${ago} seconds` : `${Math.round(ago / 60)} minutes`}`}. Assign it to yourself if you agreed on that.`,
        extra: { assigneeId: ticket.assigneeId },
      })
    }
    return told(ctx, await assignByHand(ctx, ticket, me, 'taken', `${me.name} took it.`))
  })

/** Gives a ticket back to its queue. It is not handed to the next at once: whoever has room may take it. */
export const releaseTicket = (ctx: Ctx, idOrReference: string): Promise<Ticket> =>
  inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, idOrReference, 'support.ticket.assign')
    return ticket.assigneeId === null ? ticket : told(ctx, await assignByHand(ctx, ticket, null, 'released', `Released by ${ctx.actor.name}.`))
  })

/** Gives a ticket to a colleague, or to nobody. */
export const assignTicket = (ctx: Ctx, idOrReference: string, assigneeId: string | null, reason: string | null): Promise<Ticket> =>
  inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, idOrReference, 'support.ticket.assign')
    const to = assigneeId === null ? null : await assignable(ctx, assigneeId)
    if (to && (ticket.status === 'closed' || ticket.status === 'cancelled')) throw refuse.ended()
    if (ticket.assigneeId === (to?.id ?? null)) return ticket
    return told(ctx, await assignByHand(ctx, ticket, to, to ? 'assigned' : 'released', reason ?? (to ? `Assigned by ${ctx.actor.name}.` : `Released by ${ctx.actor.name}.`)))
  })

async function told(tx: Tx, after: Ticket): Promise<Ticket> {
  await emitTicket(tx, 'ticket.changed', after, { what: ['assignee'] }, 'public')
  return after
}
