import { eq } from 'drizzle-orm'
import { inTransaction, type Ctx } from '#platform/db'
import { contactsOf } from '#core/users'
import { GatewayRefused, GatewayUnknown } from './gateway.ts'
import { gatewayOf } from './gateways.ts'
import { gatewayCustomers } from './schema.ts'

/** Who a person is at the gateway, to whom saved methods belong there. Null when the gateway does not say now: then a payment goes on without saving. */
export async function customerAtGateway(ctx: Ctx, personId: string): Promise<string | null> {
  const [known] = await ctx.db.select().from(gatewayCustomers).where(eq(gatewayCustomers.personId, personId))
  if (known) return known.customerId
  const contact = (await contactsOf(ctx, [personId])).get(personId)
  try {
    const customerId = await gatewayOf(ctx).customer({ reference: personId, name: contact?.name ?? 'Customer', email: contact?.email ?? null, contact: contact?.phone ?? null })
    await inTransaction(ctx, (tx) => tx.db.insert(gatewayCustomers).values({ personId, customerId, createdAt: tx.now() }).onConflictDoNothing())
    return customerId
  } catch (error) {
    if (!(error instanceof GatewayUnknown) && !(error instanceof GatewayRefused)) throw error
    ctx.log.warn({ err: error }, 'the gateway made no customer')
    return null
  }
}
