import { machine } from '#platform/states'
import { attempts, deliveries } from './schema.ts'

export type DeliveryState = (typeof deliveries.$inferSelect)['status']

/** The states of a delivery. Every move is an entry of the delivery log. */
export const deliveryMachine = machine<typeof deliveries, DeliveryState>({
  noun: 'delivery',
  table: deliveries,
  column: 'status',
  initial: ['queued'],
  moves: {
    queued: ['suppressed', 'sending'],
    sending: ['sent', 'retrying', 'failed'],
    retrying: ['sending', 'failed'],
    sent: ['delivered', 'failed'],
    delivered: ['read'],
    suppressed: [],
    read: [],
    failed: [],
  },
  record: async (tx, deliveryId, { from, to, reason }) =>
    void (await tx.db.insert(attempts).values({ deliveryId, from, to, reason: reason?.slice(0, 1000) ?? null, at: tx.now() })),
})
