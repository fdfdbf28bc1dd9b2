import { inTransaction, read, write, type Ctx } from '#platform/db'
import { assignAutomatically, blankTicket, categoryForTicket, change, emitTicket, insertNew, lockTicket, openEmergency, covers, type Ticket } from '#core/support'
import { common } from '#platform/problems'
import { refuse } from './refusals.ts'
import { staffOf } from './together.ts'

interface Text {
  id: string
  n: number
  body: string
  side: 'customer' | 'staff' | 'system'
  createdAt: Date
}
const texts = read<Text>('desk.split_texts', `select id, n, body, side, created_at "createdAt" from support.messages where ticket_id = $1 and id = any($2::uuid[]) order by n`)
const move = write(
  'desk.split_move',
  `update support.messages m set ticket_id = $2, n = a.next from (select id, row_number() over (order by n) as next from support.messages where id = any($3::uuid[])) a where m.id = a.id and m.ticket_id = $1`,
)
const moveFiles = write(
  'desk.split_files',
  `update support.attachments set ticket_id = $2, message_id = nullif(message_id, $4::uuid) where ticket_id = $1 and message_id = any($3::uuid[])`,
)
const drop = write('desk.split_drop', `delete from support.messages where id = $1`)
const putLink = write('desk.split_link', `insert into support.links (ticket_id, other_id, type, created_by_id, at) values ($1, $2, 'related', $3, $4)`)

/**
 * Makes a ticket of its own of some messages: the first becomes its description, the others and all their files move with it. The customer, the
 * place and what it is about are the same. Both timelines say so, and the two are linked.
 */
export const splitTicket = (ctx: Ctx, idOrReference: string, it: { messageIds: readonly string[]; subject: string; categoryId?: string }): Promise<Ticket> =>
  inTransaction(ctx, async (tx) => {
    const old = await lockTicket(tx, idOrReference, 'support.ticket.merge')
    staffOf(tx, old)
    if (!covers(tx.actor, old, 'support.ticket.edit')) throw common.not_allowed()
    const chosen = await texts(tx, [old.id, it.messageIds])
    const first = chosen.find((m) => m.side === 'customer')
    if (!first || chosen.length !== new Set(it.messageIds).size)
      throw refuse.split_nothing({ errors: [{ path: 'messageIds', message: 'must be messages of this ticket, one of them by the customer' }] })
    const at = tx.now()
    const category = await categoryForTicket(tx, it.categoryId ?? old.categoryId)
    const ticket: Ticket = {
      ...blankTicket(at),
      requesterId: old.requesterId,
      contact: old.contact,
      requesterName: old.requesterName,
      place: old.place,
      categoryId: category.id,
      line: category.line,
      kind: category.kind,
      subject: it.subject,
      description: first.body,
      priority: category.emergency ? 'urgent' : category.defaultPriority,
      teamId: category.teamId,
      channel: 'console',
      relatedType: old.relatedType,
      relatedId: old.relatedId,
      lat: old.lat,
      lng: old.lng,
      address: old.address,
      emergency: category.emergency,
      triage: category.emergency ? 'uncontrolled' : null,
      splitFromId: old.id,
      termsId: category.termsId,
    }
    await insertNew(tx, ticket, [])
    const rest = chosen.filter((m) => m.id !== first.id)
    await moveFiles(tx, [old.id, ticket.id, chosen.map((m) => m.id), first.id])
    await move(tx, [old.id, ticket.id, rest.map((m) => m.id)])
    await drop(tx, [first.id])
    await putLink(tx, [old.id, ticket.id, tx.actor.id, at])
    const after = await change(tx, ticket, {
      set: {
        messageVersion: rest.length,
        messagesCount: rest.length,
        requesterSeen: rest.length,
        publicVersion: rest.findLastIndex((m) => m.side !== 'customer') + 1,
        lastMessageAt: rest.at(-1)?.createdAt ?? null,
        lastCustomerMessageAt: rest.findLast((m) => m.side === 'customer')?.createdAt ?? null,
      },
      events: [{ type: 'split', from: old.id, data: { reference: old.reference, messages: chosen.length }, public: true }],
    })
    const left = await change(tx, old, {
      set: { messagesCount: old.messagesCount - chosen.length },
      events: [{ type: 'split', to: ticket.id, data: { reference: ticket.reference, messages: chosen.length }, public: true }],
    })
    await emitTicket(tx, 'ticket.created', after, { emergency: ticket.emergency, guest: false }, 'public')
    await emitTicket(tx, 'ticket.changed', left, { what: ['split'] }, 'public')
    if (ticket.emergency) await openEmergency(tx, after, at)
    return (await assignAutomatically(tx, after, category.skill, ticket.emergency ? 'emergency' : 'created')) ?? after
  })
