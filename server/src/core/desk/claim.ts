import { system } from '#platform/access'
import { audit } from '#platform/audit'
import { same, sha256 } from '#platform/crypto'
import { actingAs, inTransaction, write, type Ctx } from '#platform/db'
import { userId } from '#platform/access'
import { common } from '#platform/problems'
import { change, emitTicket, lockTicket, type Ticket } from '#core/support'

const handOver = write(
  'desk.claim_rows',
  // Every table of a ticket carries its customer, so that it can be sharded by them.
  `with m as (update support.messages set requester_id = $2, author_id = case when side = 'customer' and author_id is null then $2 else author_id end where ticket_id = $1),
        n as (update support.notes set requester_id = $2 where ticket_id = $1),
        a as (update support.attachments set requester_id = $2 where ticket_id = $1),
        e as (update support.ticket_events set requester_id = $2 where ticket_id = $1),
        c as (update support.sla_clocks set requester_id = $2 where ticket_id = $1),
        s as (update support.assignments set requester_id = $2 where ticket_id = $1),
        p as (update support.pages set requester_id = $2 where ticket_id = $1)
   update support.emergencies set requester_id = $2 where ticket_id = $1`,
)

/**
 * Makes a report that was sent without an account the signed-in person's own. The token was shown once, to whoever sent it. A wrong token, a ticket
 * that has an owner and one that does not exist are the same `request.not_found`. (S17)
 */
export const claimTicket = (ctx: Ctx, idOrReference: string, token: string): Promise<Ticket> =>
  inTransaction(ctx, async (tx) => {
    const me = userId(tx.actor)
    const ticket = await lockTicket(actingAs(tx, system()), idOrReference)
    if (ticket.requesterId === me && ticket.claimTokenHash === null) return ticket
    if (ticket.requesterId !== null || ticket.claimTokenHash === null || !same(sha256(token), ticket.claimTokenHash)) throw common.not_found()
    await handOver(tx, [ticket.id, me])
    const after = await change(
      tx,
      { ...ticket, requesterId: me },
      { set: { requesterId: me, claimTokenHash: null }, events: [{ type: 'claimed', public: true, side: 'customer' }] },
    )
    await audit(tx, { action: 'ticket.claimed', noun: 'ticket', nounId: ticket.id, subjectId: me })
    await emitTicket(tx, 'ticket.changed', after, { what: ['requester'] }, 'public')
    return after
  })
