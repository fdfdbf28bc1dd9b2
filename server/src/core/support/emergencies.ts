import Type from 'typebox'
import { actingAs, inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { system } from '#platform/access'
import { setting } from '#platform/settings'
import { later, minutes, seconds } from '#platform/time'
import { candidatesOf, type Candidate } from '#core/users'
import { lockTicket } from './access.ts'
import { assignAutomatically } from './assign.ts'
import { change } from './change.ts'
import { emergencySeconds } from './clocks.ts'
import { emitTicket } from './events.ts'
import { asRow, columnsOf, type Ticket } from './record.ts'
import { refuse } from './refusals.ts'
import type { Triage } from './safety.ts'
import { emergencies } from './schema.ts'

export const pageEvery = setting('support.page_minutes', {
  schema: Type.Integer({ minimum: 1, maximum: 60 }),
  default: 3,
  sentence: 'Minutes after which an emergency that nobody has acknowledged is paged again, one further up the chain',
})

export type Emergency = typeof emergencies.$inferSelect
const insert = write(`support.open_emergency`, `insert into support.emergencies select * from jsonb_populate_record(null::support.emergencies, $1::jsonb)`)
const one = write<Emergency>('support.lock_emergency', `select ${columnsOf(emergencies, 'e')} from support.emergencies e where ticket_id = $1 for update`)
const insertPages = write(
  'support.insert_pages',
  `insert into support.pages (ticket_id, requester_id, person_id, level, at) select $1, $2::uuid, p, $4::int, $5 from unnest($3::uuid[]) p`,
)
const markPaged = write('support.mark_paged', `update support.emergencies set level = $2, next_page_at = $3 where ticket_id = $1`)

/** Who is called for a team, first to last; without an on-call order everybody active in it, the available first. */
export async function onCallOf(ctx: Ctx, teamId: string | null): Promise<Candidate[]> {
  const members = teamId === null ? [] : (await candidatesOf(ctx, teamId)).filter((m) => m.active)
  const chain = members.filter((m) => m.onCallOrder !== null).toSorted((a, b) => a.onCallOrder! - b.onCallOrder!)
  return chain.length > 0 ? chain : members.toSorted((a, b) => Number(b.available) - Number(a.available))
}

/** Starts the emergency of a ticket: attend and prevent clocks (by the ticket's events), and the first page. */
export async function openEmergency(tx: Tx, ticket: Ticket, reportedAt: Date): Promise<void> {
  const triage = ticket.triage ?? 'uncontrolled'
  const row: Emergency = {
    ticketId: ticket.id,
    requesterId: ticket.requesterId,
    triage,
    reportedAt,
    attendBy: later(reportedAt, emergencySeconds.attend[triage] * seconds),
    attendedAt: null,
    attendedById: null,
    preventBy: later(reportedAt, emergencySeconds.escape_prevented * seconds),
    preventedAt: null,
    preventedById: null,
    acknowledgedById: null,
    acknowledgedAt: null,
    level: 0,
    nextPageAt: null,
  }
  await insert(tx, [asRow(row)])
  await page(tx, ticket, 0)
}

/** Pages everybody up to `level` of the chain; the next page, one further, comes unless somebody acknowledges. */
async function page(tx: Tx, ticket: Ticket, level: number): Promise<void> {
  const chain = await onCallOf(tx, ticket.teamId)
  const people = chain.slice(0, level + 1).map((p) => p.id)
  if (people.length === 0) tx.log.error({ ticketId: ticket.id }, 'an emergency has nobody to page: put people on call for its team')
  await insertPages(tx, [ticket.id, ticket.requesterId, people, level, tx.now()])
  await markPaged(tx, [ticket.id, level, later(tx.now(), (await pageEvery(tx)) * minutes)])
  await emitTicket(tx, 'emergency.paged', ticket, { level, personIds: people }, 'staff')
}

const duePages = read<{ ticketId: string; level: number }>(
  'support.due_pages',
  `select ticket_id "ticketId", level from support.emergencies where next_page_at <= $1 order by next_page_at limit 200`,
)

const cancelledByStaff = read<{ yes: boolean }>(
  'support.cancelled_by_staff',
  `select true yes from support.ticket_events where ticket_id = $1 and type = 'status' and "to" = 'cancelled' and side <> 'customer' limit 1`,
)

/**
 * Sweep: pages again, one further up the chain, whatever nobody has acknowledged. Ends with the emergency: attended, or ended by staff. That the
 * customer takes the report back ends nothing: gas does not know of it, and somebody of ours has to have looked (decision 2026-11-21).
 */
export async function pageAgain(ctx: Ctx): Promise<void> {
  const acting = actingAs(ctx, system())
  for (const { ticketId } of await duePages(acting, [ctx.now()])) {
    await inTransaction(acting, async (tx) => {
      const ticket = await lockTicket(tx, ticketId)
      const [it] = await one(tx, [ticketId])
      if (!it?.nextPageAt || it.nextPageAt > tx.now()) return
      const ended = ticket.status === 'closed' || (ticket.status === 'cancelled' && (await cancelledByStaff(tx, [ticketId])).length > 0)
      if (it.acknowledgedAt || it.attendedAt || ended) await stopPaging(tx, [ticketId])
      else await page(tx, ticket, it.level + 1)
    })
  }
}
const stopPaging = write('support.stop_paging', `update support.emergencies set next_page_at = null where ticket_id = $1`)

const emergencyOf = async (tx: Tx, ticket: Ticket): Promise<Emergency> => {
  const [it] = await one(tx, [ticket.id])
  if (!it) throw refuse.not_emergency()
  return it
}

const acknowledged = write('support.acknowledge', `update support.emergencies set acknowledged_by_id = $2, acknowledged_at = $3, next_page_at = null where ticket_id = $1`)
/** Somebody takes charge: paging stops. Of two who press at once the first wins. */
export const acknowledge = (ctx: Ctx, idOrReference: string): Promise<Ticket> =>
  inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, idOrReference, 'support.ticket.edit')
    const it = await emergencyOf(ctx, ticket)
    if (it.acknowledgedAt) throw refuse.acknowledged()
    await acknowledged(ctx, [ticket.id, ctx.actor.id, ctx.now()])
    const after = await change(ctx, ticket, { events: [{ type: 'acknowledged', public: true }] })
    await emitTicket(ctx, 'emergency.acknowledged', after, { by: ctx.actor.id!, name: ctx.actor.name }, 'staff')
    await emitTicket(ctx, 'ticket.changed', after, { what: ['emergency'] }, 'public')
    return after
  })

const attended = write('support.attended', `update support.emergencies set attended_at = $3, attended_by_id = $2, next_page_at = null where ticket_id = $1`)
const prevented = write('support.prevented', `update support.emergencies set prevented_at = $3, prevented_by_id = $2 where ticket_id = $1`)

/** Somebody of ours is there (`attend`), or the escape is stopped (`prevent`). `at` may lie before now, never before the report. */
export const markEmergency = (ctx: Ctx, idOrReference: string, mark: 'attend' | 'prevent', when?: Date): Promise<Ticket> =>
  inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, idOrReference, 'support.ticket.edit')
    const it = await emergencyOf(ctx, ticket)
    const at = when ?? ctx.now()
    if (at < it.reportedAt || at > ctx.now()) throw refuse.at_wrong({ errors: [{ path: 'at', message: 'lies before the report or in the future' }] })
    if (mark === 'attend' ? it.attendedAt : it.preventedAt) throw mark === 'attend' ? refuse.attended() : refuse.prevented()
    await (mark === 'attend' ? attended : prevented)(ctx, [ticket.id, ctx.actor.id, at])
    const after = await change(ctx, ticket, { events: [{ type: mark === 'attend' ? 'attended' : 'prevented', data: { at: at.getTime() }, public: true }] })
    await emitTicket(ctx, 'ticket.changed', after, { what: ['emergency'] }, 'public')
    return after
  })

const reTriage = write('support.triage', `update support.emergencies set triage = $2, attend_by = $3 where ticket_id = $1`)
const skillOf = read<{ skill: string | null }>('support.skill_of', `select skill from support.categories where id = $1`)

/**
 * Says how bad it is. On a ticket that is no emergency yet it makes it one: urgent, paged, its clocks counted from the message that raised the suspicion
 * (`since`), or from the ticket's beginning.
 */
export const triage = (ctx: Ctx, idOrReference: string, to: Triage): Promise<Ticket> =>
  inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, idOrReference, 'support.ticket.edit')
    const [it] = await one(ctx, [ticket.id])
    const since = it?.reportedAt ?? (await suspectedSince(ctx, [ticket.id]))[0]?.at ?? ticket.createdAt
    const after = await change(ctx, ticket, {
      set: { triage: to, emergency: true, ...(it ? {} : { priority: 'urgent' as const }) },
      events: [
        ...(it || ticket.priority === 'urgent' ? [] : [{ type: 'priority' as const, from: ticket.priority, to: 'urgent', public: true }]),
        { type: 'triage', from: ticket.triage, to, data: { since: since.getTime() }, public: true },
      ],
    })
    if (it) await reTriage(ctx, [ticket.id, to, later(it.reportedAt, emergencySeconds.attend[to] * seconds)])
    else await openEmergency(ctx, after, since)
    await emitTicket(ctx, 'ticket.changed', after, { what: ['emergency', 'priority'] }, 'public')
    if (after.assigneeId !== null) return after
    const [category] = await skillOf(ctx, [after.categoryId])
    return (await assignAutomatically(ctx, after, category?.skill ?? null, 'emergency')) ?? after
  })
const suspectedSince = read<{ at: Date }>('support.suspected_since', `select at from support.ticket_events where ticket_id = $1 and type = 'suspected' order by at limit 1`)
