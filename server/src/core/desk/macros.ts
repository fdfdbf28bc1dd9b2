import { and, eq, sql } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { inTransaction, type Ctx } from '#platform/db'
import { common } from '#platform/problems'
import { checkTeams } from '#core/users'
import { lockTicket, type Ticket } from '#core/support'
import { wrongActions, type Action } from './actions.ts'
import { ofMyTeams } from './canned.ts'
import { perform } from './perform.ts'
import { refuse } from './refusals.ts'
import { macros } from './schema.ts'

export interface MacroInput {
  name: string
  description?: string
  actions: Action[]
  teamId?: string | null
  sortOrder?: number
}
export const macroOut = (m: typeof macros.$inferSelect) => ({
  id: m.id,
  name: m.name,
  description: m.description,
  actions: m.actions,
  teamId: m.teamId,
  sortOrder: m.sortOrder,
  version: m.version,
})

export const listMacros = async (ctx: Ctx) =>
  (await ctx.db.select().from(macros).where(ofMyTeams(ctx, macros.teamId)).orderBy(macros.sortOrder, macros.name, macros.id).limit(1000)).map(macroOut)

function check(actions: readonly Action[] | undefined): void {
  const errors = actions === undefined ? [] : wrongActions(actions, 'macro')
  if (errors.length > 0) throw refuse.macro_invalid({ errors })
}

export const createMacro = (ctx: Ctx, input: MacroInput) =>
  inTransaction(ctx, async (tx) => {
    check(input.actions)
    await checkTeams(tx, input.teamId ? [input.teamId] : [], 'teamId')
    const [row] = await tx.db
      .insert(macros)
      .values({ ...input, createdAt: tx.now() })
      .returning()
    await audit(tx, { action: 'macro.created', noun: 'macro', nounId: row!.id, after: input })
    return macroOut(row!)
  })

export const changeMacro = (ctx: Ctx, id: string, version: number | undefined, change: Partial<MacroInput>) =>
  inTransaction(ctx, async (tx) => {
    check(change.actions)
    await checkTeams(tx, change.teamId ? [change.teamId] : [], 'teamId')
    const [before] = await tx.db.select().from(macros).where(eq(macros.id, id)).for('update')
    if (!before) throw common.not_found()
    if (version !== undefined && version !== before.version) throw common.stale()
    const [row] = await tx.db
      .update(macros)
      .set({ ...change, version: sql`${macros.version} + 1` })
      .where(eq(macros.id, id))
      .returning()
    await audit(tx, { action: 'macro.changed', noun: 'macro', nounId: id, before, after: { ...before, ...change } })
    return macroOut(row!)
  })

export const deleteMacro = (ctx: Ctx, id: string) =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.delete(macros).where(eq(macros.id, id)).returning()
    if (!row) throw common.not_found()
    await audit(tx, { action: 'macro.deleted', noun: 'macro', nounId: id, before: row })
  })

/**
 * Runs all actions of a macro on a ticket, in their order and in one transaction: all of them or none. Each asks for the permission that the
 * same act by hand would ask for.
 */
export const runMacro = (ctx: Ctx, idOrReference: string, macroId: string): Promise<{ ticket: Ticket; did: string[] }> =>
  inTransaction(ctx, async (tx) => {
    const [macro] = await tx.db
      .select()
      .from(macros)
      .where(and(eq(macros.id, macroId), ofMyTeams(tx, macros.teamId)))
    if (!macro) throw common.not_found()
    let ticket = await lockTicket(tx, idOrReference)
    const did: string[] = []
    for (const action of macro.actions) {
      const done = await perform(tx, ticket, action, `Macro: ${macro.name}`)
      ticket = done.ticket
      if (done.did) did.push(done.did)
    }
    return { ticket, did }
  })
