import { and, eq } from 'drizzle-orm'
import { inTransaction, type Ctx } from '#platform/db'
import { common } from '#platform/problems'
import { savedMethods } from './schema.ts'

export async function methodsOf(ctx: Ctx, ownerId: string) {
  const rows = await ctx.db.select().from(savedMethods).where(eq(savedMethods.ownerId, ownerId)).orderBy(savedMethods.createdAt)
  return rows.map((m) => ({ id: m.id, gateway: m.gateway, kind: m.kind, label: m.label, createdAt: m.createdAt.toISOString() }))
}

/** Forgets a token of one's own; of somebody else's there is nothing here. */
export const forgetMethod = (ctx: Ctx, ownerId: string, id: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .delete(savedMethods)
      .where(and(eq(savedMethods.id, id), eq(savedMethods.ownerId, ownerId)))
      .returning({ id: savedMethods.id })
    if (gone.length === 0) throw common.not_found()
  })
