import { uuidv7 } from '#platform/ids'
import { actingAs, inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { system } from '#platform/access'
import { emit } from '#platform/events'
import Type from 'typebox'
import { setting } from '#platform/settings'
import { activeStaff, candidatesOf } from '#core/users'
import { lockTicket } from './access.ts'
import { chooseAgent, weightOf, type Candidate } from './assignment.ts'
import { change } from './change.ts'
import { emitTicket } from './events.ts'
import { asRow, ticketColumns, type Ticket } from './record.ts'
import { refuse } from './refusals.ts'
import type { assignments } from './schema.ts'

export const ramp = setting('support.ramp', {
  schema: Type.Integer({ minimum: 0, maximum: 100 }),
  default: 0,
  sentence: 'New tickets that somebody gets by themselves in the first ten minutes after coming online; 0 is as many as they have room for',
})

type How = (typeof assignments.$inferSelect)['how']
interface Load {
  agentId: string
  load: number
  lastAssignedAt: Date | null
  recent: number
  since: Date | null
}
const loadColumns = `select agent_id "agentId", load, last_assigned_at "lastAssignedAt", recent, since from support.agent_load where agent_id = any($1::uuid[])`
const lookAtLoads = read<Load>('support.look_at_loads', loadColumns)
const lockLoads = write<Load>('support.lock_loads', `${loadColumns} order by agent_id for no key update`)
const addLoads = write('support.add_loads', `insert into support.agent_load (agent_id) select * from unnest($1::uuid[]) order by 1 on conflict do nothing`)

/** The load of each, locked until commit: whoever chooses among the same people waits here and then sees what we chose. */
async function loadsOf(tx: Tx, ids: readonly string[]): Promise<Load[]> {
  let rows = await lockLoads(tx, [ids])
  if (rows.length < ids.length) {
    await addLoads(tx, [ids])
    rows = await lockLoads(tx, [ids])
  }
  return rows
}

const give = write<Ticket>(
  'support.give',
  `with d as (insert into support.assignments select * from jsonb_populate_record(null::support.assignments, $3::jsonb)),
        e as (insert into support.ticket_events (id, ticket_id, requester_id, type, at, actor_name, side, "to", data, public)
              select uuidv7(), t.id, t.requester_id, 'assigned', $4, $5, 'system', ($2::uuid)::text, $6::jsonb, true from support.tickets t where t.id = $1),
        l as (update support.agent_load set load = load + $7::int, last_assigned_at = $4, recent = case when since is not distinct from $8::timestamptz then recent + 1 else 1 end, since = $8::timestamptz where agent_id = $2::uuid)
   update support.tickets t set assignee_id = $2::uuid, assigned_at = $4, updated_at = $4, version = version + 1 where t.id = $1 returning ${ticketColumns('t')}`,
)
const note = write('support.note_decision', `insert into support.assignments select * from jsonb_populate_record(null::support.assignments, $1::jsonb)`)

/**
 * Gives a ticket that has no owner, and that this transaction made or locked, to the right member of its team; null when nobody can take it.
 * Exact under concurrency: the loads of all candidates are locked before somebody is chosen. Call it last, so that this lock is short.
 */
export async function assignAutomatically(tx: Tx, ticket: Ticket, skill: string | null, how: How): Promise<Ticket | null> {
  if (ticket.teamId === null || ticket.assigneeId !== null) return null
  const members = await candidatesOf(tx, ticket.teamId)
  const most = await ramp(tx)
  const at = tx.now()
  const able = members.filter((m) => m.active).map((m) => m.id)
  const choose = (loads: readonly Load[]) => {
    const of = new Map(loads.map((l) => [l.agentId, l]))
    const candidates = members.map((m): Candidate => {
      const load = of.get(m.id)
      const since = m.availableSince?.getTime() ?? null
      return {
        id: m.id,
        active: m.active,
        available: m.available,
        teams: [ticket.teamId!],
        skills: m.skills,
        load: load?.load ?? 0,
        capacity: m.capacity,
        lastAssignedAt: load?.lastAssignedAt?.getTime() ?? null,
        onlineSince: since,
        newSinceOnline: load && since !== null && load.since?.getTime() === since ? load.recent : 0,
      }
    })
    return chooseAgent(candidates, { team: ticket.teamId!, skills: skill === null ? [] : [skill], emergency: ticket.emergency }, at.getTime(), most === 0 ? null : most)
  }
  // A full team is the busy hour's usual state: a look without a lock finds it out. Whoever frees a place then drains the queue.
  let decision = choose(able.length > 0 ? await lookAtLoads(tx, [able]) : [])
  if (decision.chosenId !== null) decision = choose(await loadsOf(tx, able))
  const row: typeof assignments.$inferSelect = {
    id: uuidv7(at),
    ticketId: ticket.id,
    requesterId: ticket.requesterId,
    agentId: decision.chosenId,
    teamId: ticket.teamId,
    how,
    reason: decision.reason,
    candidates: decision.candidates,
    actorId: tx.actor.id,
    at,
  }
  const chosen = members.find((m) => m.id === decision.chosenId)
  if (!chosen) {
    // A queue that stays full is looked at often; what it says each time is the same.
    if (how === 'created' || how === 'emergency' || how === 'redistributed') await note(tx, [asRow(row)])
    return null
  }
  const [given] = await give(tx, [ticket.id, chosen.id, asRow(row), at, system().name, JSON.stringify({ name: chosen.name, how }), weightOf(ticket), chosen.availableSince])
  await emitTicket(tx, 'ticket.assigned', given!, { from: null, how }, 'none')
  return given!
}

/** Gives a locked ticket to somebody (or nobody) by hand, above capacity if need be. The reason stands in the log and the timeline. */
export async function assignByHand(tx: Tx, ticket: Ticket, to: { id: string; name: string } | null, how: How, reason: string): Promise<Ticket> {
  if (ticket.assigneeId === (to?.id ?? null)) return ticket
  const at = tx.now()
  const row: typeof assignments.$inferSelect = {
    id: uuidv7(at),
    ticketId: ticket.id,
    requesterId: ticket.requesterId,
    agentId: to?.id ?? null,
    teamId: ticket.teamId,
    how,
    reason,
    candidates: [],
    actorId: tx.actor.id,
    at,
  }
  await note(tx, [asRow(row)])
  const after = await change(
    tx,
    ticket,
    {
      // Without an owner, the instant says that somebody gave it back on purpose: then the queue does not hand it to the next by itself.
      set: { assigneeId: to?.id ?? null, assignedAt: to || how === 'released' ? at : null },
      events: [{ type: 'assigned', from: ticket.assigneeId, to: to?.id ?? null, reason, data: { name: to?.name ?? null, how }, public: to !== null }],
    },
    at,
  )
  if (to) await markAssigned(tx, [to.id, at])
  await emitTicket(tx, 'ticket.assigned', after, { from: ticket.assigneeId, how }, 'none')
  return after
}
const markAssigned = write(
  'support.mark_assigned',
  `insert into support.agent_load (agent_id, last_assigned_at) values ($1, $2) on conflict (agent_id) do update set last_assigned_at = excluded.last_assigned_at`,
)

interface Waiting {
  teamId: string
  skill: string | null
  emergency: boolean
}
const queues = read<Waiting>(
  'support.queues',
  `select t.team_id "teamId", c.skill, t.emergency from support.tickets t join support.categories c on c.id = t.category_id
   where t.assignee_id is null and t.assigned_at is null and t.team_id is not null and t.merged_into_id is null and t.status in ('open', 'in_progress') group by 1, 2, 3 order by t.emergency desc, 1, 2`,
)
const nextOf = write<{ id: string }>(
  'support.next_unassigned',
  `select t.id from support.tickets t join support.categories c on c.id = t.category_id
   where t.assignee_id is null and t.assigned_at is null and t.team_id = $1 and t.merged_into_id is null and t.status in ('open', 'in_progress') and c.skill is not distinct from $2::text and t.emergency = $3
   order by t.urgency, t.id limit 1 for no key update of t skip locked`,
)

/** Job and sweep: gives what waits in the queues, most urgent first, to whoever has room, until nobody has. */
export async function drain(ctx: Ctx): Promise<void> {
  const acting = actingAs(ctx, system())
  for (const { teamId, skill, emergency } of await queues(acting)) {
    let given = 0
    for (let more = true; more;) {
      more = await inTransaction(acting, async (tx) => {
        const [next] = await nextOf(tx, [teamId, skill, emergency])
        if (!next) return false
        const owned = await assignAutomatically(tx, await lockTicket(tx, next.id), skill, 'drained')
        if (owned) await emitTicket(tx, 'ticket.changed', owned, { what: ['assignee'] }, 'public')
        return owned !== null
      })
      if (more) given++
    }
    if (given > 0) await inTransaction(acting, (tx) => emit(tx, 'queue.changed', { teamId }, ['desk', `team:${teamId}`]))
  }
}

const held = read<{ id: string; skill: string | null }>(
  'support.held_by',
  `select t.id, c.skill from support.tickets t join support.categories c on c.id = t.category_id where t.assignee_id = $1 and t.status in ('open', 'in_progress', 'waiting_customer') order by t.urgency, t.id`,
)
/** Job: somebody left; what they held goes to others, or back to the queue. */
export async function redistribute(ctx: Ctx, agentId: string, why: string): Promise<void> {
  const acting = actingAs(ctx, system())
  for (const { id, skill } of await held(acting, [agentId])) {
    // Two transactions: the first would hold the old owner's load while it waits for those of the others.
    const free = await inTransaction(acting, async (tx) => {
      const ticket = await lockTicket(tx, id)
      if (ticket.assigneeId === agentId) await assignByHand(tx, ticket, null, 'redistributed', why)
      return ticket.assigneeId === agentId
    })
    if (!free) continue
    await inTransaction(acting, async (tx) => {
      const ticket = await lockTicket(tx, id)
      const after = (await assignAutomatically(tx, ticket, skill, 'redistributed')) ?? ticket
      await emitTicket(tx, 'ticket.changed', after, { what: ['assignee'] }, 'public')
    })
  }
}

/** Refuses to give tickets to somebody who is not active staff; the answer carries their name. */
export async function assignable(ctx: Ctx, id: string): Promise<{ id: string; name: string }> {
  const found = await activeStaff(ctx, id)
  if (!found) throw refuse.not_assignable({ errors: [{ path: 'assigneeId', message: 'is not active staff' }] })
  return found
}
