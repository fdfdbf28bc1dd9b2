import { asc, eq } from 'drizzle-orm'
import { system } from '#platform/access'
import { audit } from '#platform/audit'
import { actingAs, inTransaction, read, type Ctx, type Tx } from '#platform/db'
import { uuidv7 } from '#platform/ids'
import { addJob } from '#platform/jobs'
import { common, type FieldError } from '#platform/problems'
import { lockTicket } from './access.ts'
import { change } from './change.ts'
import { emitTicket } from './events.ts'
import { refuse } from './refusals.ts'
import { calendars, slaPolicies, slaTerms, type Targets } from './schema.ts'
import { isActive, priorities } from './words.ts'

declare module '#platform/jobs' {
  interface Jobs {
    'support.new_terms': { policyId: string; why: string }
  }
}

export interface PolicyEdit {
  name?: string
  targets?: Targets
}
const shown = { id: slaPolicies.id, name: slaPolicies.name, targets: slaPolicies.targets, version: slaPolicies.version }
export const listPolicies = (ctx: Ctx) => ctx.db.select(shown).from(slaPolicies).orderBy(asc(slaPolicies.name))

async function policyFor(ctx: Ctx, id: string) {
  const [row] = await ctx.db.select(shown).from(slaPolicies).where(eq(slaPolicies.id, id))
  if (!row) throw common.not_found()
  return row
}

const current = read<{ calendarId: string; id: string }>(
  'support.current_versions',
  `select c.id "calendarId", v.id from support.calendars c join support.calendar_versions v on v.calendar_id = c.id and v.version = c.version where c.id = any($1::uuid[])`,
)

async function checkTargets(ctx: Ctx, targets: Targets): Promise<void> {
  const known = new Set((await ctx.db.select({ id: calendars.id }).from(calendars)).map((c) => c.id))
  const errors: FieldError[] = priorities.filter((p) => !known.has(targets[p].calendarId)).map((p) => ({ path: `targets.${p}.calendarId`, message: 'is not a calendar' }))
  if (errors.length > 0) throw refuse.calendar_unknown({ errors })
}

/** Writes the policy as it stands, with the present versions of its calendars, as terms; new tickets and running clocks follow them. */
export async function newTerms(tx: Tx, policyId: string): Promise<string> {
  const policy = await policyFor(tx, policyId)
  const versions = new Map((await current(tx, [Object.values(policy.targets).map((t) => t.calendarId)])).map((v) => [v.calendarId, v.id]))
  const targets = Object.fromEntries(
    priorities.map((p) => [p, { ...policy.targets[p], calendarVersionId: versions.get(policy.targets[p].calendarId)! }]),
  ) as (typeof slaTerms.$inferInsert)['targets']
  const [terms] = await tx.db.insert(slaTerms).values({ policyId, policyName: policy.name, targets, createdAt: tx.now() }).returning({ id: slaTerms.id })
  await tx.db.update(slaPolicies).set({ termsId: terms!.id }).where(eq(slaPolicies.id, policyId))
  return terms!.id
}

export const addPolicy = (ctx: Ctx, it: Required<PolicyEdit>) =>
  inTransaction(ctx, async (ctx) => {
    await checkTargets(ctx, it.targets)
    const id = uuidv7(ctx.now())
    await ctx.db.insert(slaPolicies).values({ id, ...it, termsId: id, createdAt: ctx.now() })
    await newTerms(ctx, id)
    await audit(ctx, { action: 'sla_policy.created', noun: 'sla_policy', nounId: id, after: it })
    return policyFor(ctx, id)
  })

/** Changes the promises. Running clocks are computed anew from their events, pauses kept, with a record; what has stopped keeps what it was measured by. */
export const changePolicy = (ctx: Ctx, id: string, it: PolicyEdit, version?: number) =>
  inTransaction(ctx, async (ctx) => {
    const [before] = await ctx.db.select().from(slaPolicies).where(eq(slaPolicies.id, id)).for('update')
    if (!before) throw common.not_found()
    if (version !== undefined && version !== before.version) throw common.stale()
    if (it.targets) await checkTargets(ctx, it.targets)
    await ctx.db
      .update(slaPolicies)
      .set({ ...it, version: before.version + 1 })
      .where(eq(slaPolicies.id, id))
    const after = await policyFor(ctx, id)
    await newTerms(ctx, id)
    await addJob(ctx, 'support.new_terms', { policyId: id, why: `The policy ${after.name} changed` }, { key: `support.new_terms:${id}` })
    await audit(ctx, {
      action: 'sla_policy.changed',
      noun: 'sla_policy',
      nounId: id,
      before: { name: before.name, targets: before.targets },
      after: { name: after.name, targets: after.targets },
    })
    return after
  })

/** Deletes a policy that no category uses. Tickets keep the terms they are under. */
export const deletePolicy = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const [gone] = await ctx.db.delete(slaPolicies).where(eq(slaPolicies.id, id)).returning()
    if (!gone) throw common.not_found()
    await audit(ctx, { action: 'sla_policy.deleted', noun: 'sla_policy', nounId: id, before: { name: gone.name, targets: gone.targets } })
  })

const outdated = read<{ id: string }>(
  'support.outdated_tickets',
  `select t.id from support.tickets t join support.sla_terms o on o.id = t.terms_id where o.policy_id = $1 and o.id <> $2 and t.status in ('open', 'in_progress', 'waiting_customer', 'resolved') and t.id > $3 order by t.id limit 200`,
)
/** Job: puts tickets that are still alive under the present terms of their policy, each in its own transaction. Repeating it changes nothing. */
export async function applyNewTerms(ctx: Ctx, { policyId, why }: { policyId: string; why: string }): Promise<void> {
  const acting = actingAs(ctx, system())
  const [policy] = await ctx.db.select({ termsId: slaPolicies.termsId }).from(slaPolicies).where(eq(slaPolicies.id, policyId))
  if (!policy) return
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await outdated(acting, [policyId, policy.termsId, after])
    for (const { id } of rows) {
      await inTransaction(acting, async (tx) => {
        const ticket = await lockTicket(tx, id)
        if (ticket.termsId === policy.termsId || (!isActive(ticket.status) && ticket.status !== 'resolved')) return
        const changed = await change(tx, ticket, {
          set: { termsId: policy.termsId },
          events: [{ type: 'terms', from: ticket.termsId, to: policy.termsId, reason: why, public: false }],
        })
        await emitTicket(tx, 'ticket.changed', changed, { what: ['sla'] }, 'staff')
      })
      after = id
    }
    if (rows.length < 200) return
  }
}
