import { asc, eq } from 'drizzle-orm'
import { audit } from '#platform/audit'
import { require } from '#platform/access'
import { inTransaction, type Ctx, type Tx } from '#platform/db'
import { common } from '#platform/problems'
import type { Rule } from './admission.ts'
import { cylinderTypes, depots, rules } from './schema.ts'

/** A fresh gas line has the domestic cylinder, whose weights are printed in the rules (14.2 kg ± 150 g), and one depot. */
export async function setupGas(tx: Tx): Promise<void> {
  if ((await tx.db.select().from(cylinderTypes).limit(1)).length === 0)
    await tx.db.insert(cylinderTypes).values([{ code: 'DOM14', name: 'Domestic 14.2 kg', netGrams: 14_200, toleranceGrams: 150 }])
  if ((await tx.db.select().from(depots).limit(1)).length === 0) await tx.db.insert(depots).values([{ code: 'MAIN', name: 'Main depot' }])
}

export const listDepots = (ctx: Ctx) => ctx.db.select().from(depots).orderBy(asc(depots.name), asc(depots.id))
export const listTypes = (ctx: Ctx) => ctx.db.select().from(cylinderTypes).orderBy(asc(cylinderTypes.createdAt), asc(cylinderTypes.id))

export const addDepot = (ctx: Ctx, it: { code: string; name: string; address?: string }) =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.configure', 'line')
    const [row] = await tx.db
      .insert(depots)
      .values({ ...it, createdAt: tx.now() })
      .returning()
    await audit(tx, { action: 'gas.depot_added', noun: 'gas_depot', nounId: row!.id, after: it })
    return row!
  })
export const editDepot = (ctx: Ctx, id: string, it: { name?: string; address?: string; active?: boolean }) =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.configure', 'line')
    const [before] = await tx.db.select().from(depots).where(eq(depots.id, id)).for('update')
    if (!before) throw common.not_found()
    const [row] = await tx.db.update(depots).set(it).where(eq(depots.id, id)).returning()
    await audit(tx, { action: 'gas.depot_changed', noun: 'gas_depot', nounId: id, before, after: row! })
    return row!
  })
export const addType = (ctx: Ctx, it: { code: string; name: string; netGrams: number; toleranceGrams: number }) =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.configure', 'line')
    const [row] = await tx.db
      .insert(cylinderTypes)
      .values({ ...it, createdAt: tx.now() })
      .returning()
    await audit(tx, { action: 'gas.type_added', noun: 'gas_type', nounId: row!.id, after: it })
    return row!
  })
/** A type keeps its code and its weights, by which cylinders were filled; it may get another name, or be withdrawn from booking. */
export const editType = (ctx: Ctx, id: string, it: { name?: string; active?: boolean }) =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.configure', 'line')
    const [before] = await tx.db.select().from(cylinderTypes).where(eq(cylinderTypes.id, id)).for('update')
    if (!before) throw common.not_found()
    const [row] = await tx.db.update(cylinderTypes).set(it).where(eq(cylinderTypes.id, id)).returning()
    await audit(tx, { action: 'gas.type_changed', noun: 'gas_type', nounId: id, before, after: row! })
    return row!
  })

export const listRules = (ctx: Ctx) => ctx.db.select().from(rules).orderBy(asc(rules.kind), asc(rules.validFrom), asc(rules.id))
/** Adds a dated rule of admission. One that is over stays: it says why a booking was refused then. */
export const addRule = (ctx: Ctx, it: Omit<Rule, 'area' | 'bottles' | 'validTo'> & Partial<Pick<Rule, 'area' | 'bottles' | 'validTo'>>, reason: string) =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.configure', 'line')
    const [row] = await tx.db
      .insert(rules)
      .values({ ...it, createdAt: tx.now() })
      .returning()
    await audit(tx, { action: 'gas.rule_added', noun: 'gas_rule', nounId: row!.id, after: it, reason })
    return row!
  })
/** Ends a rule with a day, the last on which it holds; null lets it run on. */
export const endRule = (ctx: Ctx, id: string, validTo: string | null, reason: string) =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.configure', 'line')
    const [before] = await tx.db.select().from(rules).where(eq(rules.id, id)).for('update')
    if (!before) throw common.not_found()
    if (validTo !== null && validTo < before.validFrom) throw common.invalid({ errors: [{ path: 'validTo', message: `must be ${before.validFrom} or later` }] })
    const [row] = await tx.db.update(rules).set({ validTo }).where(eq(rules.id, id)).returning()
    await audit(tx, { action: 'gas.rule_ended', noun: 'gas_rule', nounId: id, before, after: row!, reason })
    return row!
  })
