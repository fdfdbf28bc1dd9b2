import { may, system } from '#platform/access'
import { actingAs, inTransaction, read, type Ctx, type Tx } from '#platform/db'
import { uuidv7 } from '#platform/ids'
import { page, readCursor } from '#platform/page'
import { common } from '#platform/problems'
import { attach, mediaByIds, type Media } from '#core/media'
import { facesOf } from '#core/users'
import { covers, lockTicket, ticketFor } from './access.ts'
import { assignAutomatically } from './assign.ts'
import { change, type Change } from './change.ts'
import { blankTicket, categoryForTicket, insertNew } from './create.ts'
import { announce, statusColumns } from './edit.ts'
import { emitTicket, sideOf } from './events.ts'
import { suspectLeak } from './leaks.ts'
import { rootOf, sameCustomer } from './merged.ts'
import { facesWithPictures, iso, isoOrNull } from './present.ts'
import type { Ticket } from './record.ts'
import { refuse } from './refusals.ts'
import type { messages, notes } from './schema.ts'
import type { MessageBody } from './wire.ts'
import type { Channel, Status } from './words.ts'

type Message = typeof messages.$inferSelect
type Note = typeof notes.$inferSelect

/** What was written, its files, and the ticket as it is now. */
export interface Written<T> {
  row: T
  files: readonly Media[]
  ticket: Ticket
}

export interface NewMessage {
  body: string
  internal?: boolean
  attachmentIds?: string[]
  mentions?: string[]
  /** The `messageVersion` that the writer had seen. */
  seenVersion?: number
  /** Send although newer messages are there. */
  confirm?: boolean
  /** Staff: resolve with this answer. */
  resolve?: boolean
  /** Staff: wait for the customer after this answer. */
  wait?: boolean
  channel?: Channel
  /** Identity of a message that came from outside; the same one lands once. */
  sourceKey?: string
}

/**
 * Writes a public message or an internal note. A customer's message ends our waiting at that instant and re-opens what was resolved; on a closed or
 * cancelled ticket it opens one that follows it. The first public answer of a person ends the first-response clock.
 */
export const writeMessage = (ctx: Ctx, idOrReference: string, it: NewMessage): Promise<MessageBody> =>
  inTransaction(ctx, async (ctx) => {
    const permission = it.internal ? 'support.ticket.note' : 'support.ticket.reply'
    let ticket = await lockTicket(ctx, idOrReference, permission)
    if (ticket.mergedIntoId !== null) {
      const heir = await lockTicket(actingAs(ctx, system()), await rootOf(ctx, ticket))
      if (sameCustomer(ticket, heir)) {
        if (!covers(ctx.actor, heir, permission)) throw common.not_allowed()
        ticket = heir
      } else if (sideOf(ctx.actor, ticket) === 'customer' && ticket.status !== 'closed' && ticket.status !== 'cancelled') {
        // Two customers never read each other: the words stay in their own conversation, and staff find them where they work.
        const written = await addMessage(ctx, ticket, it)
        await addNote(actingAs(ctx, system()), heir, { body: `${ticket.reference}, ${written.row.authorName} wrote:\n\n${it.body}` })
        return presentOne(ctx, written)
      }
    }
    const side = sideOf(ctx.actor, ticket)
    if (it.internal) {
      if (side === 'customer') throw common.not_allowed()
      return presentOne(ctx, await addNote(ctx, ticket, it))
    }
    if (it.resolve || it.wait) if (side === 'customer' || !covers(ctx.actor, ticket, 'support.ticket.edit')) throw common.not_allowed()
    if (ticket.status === 'closed' || ticket.status === 'cancelled') {
      if (side !== 'customer') throw refuse.ended()
      return presentOne(ctx, await followUp(ctx, ticket, it))
    }
    return presentOne(ctx, await addMessage(ctx, ticket, it))
  })

const newSince = read<{ n: number }>(
  'support.new_since',
  `select (select count(*)::int from support.messages where ticket_id = $1 and n > $2 and author_id is distinct from $3::uuid) + (select count(*)::int from support.notes where ticket_id = $1 and n > $2 and author_id is distinct from $3::uuid) n`,
)
async function notBehind(ctx: Ctx, ticket: Ticket, it: NewMessage): Promise<void> {
  if (it.seenVersion === undefined || it.confirm || it.seenVersion >= ticket.messageVersion || sideOf(ctx.actor, ticket) !== 'staff') return
  const [found] = await newSince(ctx, [ticket.id, it.seenVersion, ctx.actor.id])
  // What I wrote myself since is no news to me.
  if (found!.n > 0) throw refuse.new_messages({ extra: { newMessages: found!.n, messageVersion: ticket.messageVersion } })
}

export const attachmentRows = (files: readonly { id: string }[], ticket: Ticket, at: Date, of: { messageId?: string; noteId?: string }) =>
  files.map(({ id }, position) => ({
    mediaId: id,
    ticketId: ticket.id,
    requesterId: ticket.requesterId,
    messageId: of.messageId ?? null,
    noteId: of.noteId ?? null,
    position,
    createdAt: at,
  }))

/** A public message on a locked ticket that has not ended. */
export async function addMessage(tx: Tx, ticket: Ticket, it: NewMessage): Promise<Written<Message>> {
  await notBehind(tx, ticket, it)
  const at = tx.now()
  const side = sideOf(tx.actor, ticket)
  const message = draftMessage(tx, ticket, it, ticket.messageVersion + 1, at)
  const files = await attach(tx, it.attachmentIds ?? [], { ownerId: tx.actor.id, to: { noun: 'message', id: message.id } })
  const to = nextStatus(ticket, side, it)
  const person = side === 'staff' || side === 'customer'
  const set: Change['set'] = {
    messageVersion: message.n,
    messagesCount: ticket.messagesCount + 1,
    lastMessageAt: at,
    ...(side === 'customer' ? { lastCustomerMessageAt: at, requesterSeen: message.n } : { publicVersion: message.n }),
    ...(side === 'staff' && ticket.firstRespondedAt === null ? { firstRespondedAt: at } : {}),
    // Whoever sleeps on it is woken by the customer.
    ...(side === 'customer' && ticket.snoozedUntil ? { snoozedUntil: null } : {}),
    ...(to ? statusColumns(ticket, to, at) : {}),
  }
  const reads = side === 'staff' && tx.actor.id ? [{ ticketId: ticket.id, personId: tx.actor.id, seen: message.n, at }] : []
  let after = await change(
    tx,
    ticket,
    {
      set,
      messages: [message],
      attachments: attachmentRows(files, ticket, at, { messageId: message.id }),
      events: [{ type: 'message', to: message.id, data: { n: message.n, channel: message.channel, human: person }, public: true }],
      reads,
      ...(to ? { status: { to } } : {}),
    },
    at,
  )
  await emitTicket(tx, 'ticket.replied', after, { messageId: message.id, authorId: message.authorId, side }, 'public')
  if (to) await announce(tx, ticket, after, ['status'], null)
  if (side === 'customer') after = await suspectLeak(tx, after, it.body)
  return { row: message, files, ticket: after }
}

/** A customer's message means: no longer waiting for them, and not solved. Staff say themselves what their answer means. */
function nextStatus(ticket: Ticket, side: string, it: NewMessage): Status | null {
  if (side === 'customer') return ticket.status === 'waiting_customer' ? 'in_progress' : ticket.status === 'resolved' ? 'open' : null
  if (it.resolve && ticket.status !== 'resolved') return 'resolved'
  if (it.wait && ticket.status !== 'waiting_customer') return 'waiting_customer'
  return null
}

const draftMessage = (tx: Tx, ticket: Ticket, it: NewMessage, n: number, at: Date): Message => ({
  id: uuidv7(at),
  ticketId: ticket.id,
  requesterId: ticket.requesterId,
  n,
  authorId: tx.actor.kind === 'user' ? tx.actor.id : null,
  authorName: tx.actor.kind === 'anyone' ? (ticket.requesterName ?? 'Guest') : tx.actor.name,
  side: sideOf(tx.actor, ticket),
  body: it.body,
  channel: it.channel ?? (tx.actor.kind === 'system' ? 'rule' : sideOf(tx.actor, ticket) === 'staff' ? 'console' : 'portal'),
  createdAt: at,
  readAt: null,
  sourceKey: it.sourceKey ?? null,
})

/** An internal note on a locked ticket, in any state of it. The requester learns nothing: not by the version, not live. */
export async function addNote(tx: Tx, ticket: Ticket, it: NewMessage): Promise<Written<Note>> {
  const at = tx.now()
  await notBehind(tx, ticket, it)
  const mentions = [...new Set(it.mentions ?? [])]
  if (mentions.length > 0) {
    const { people } = await facesOf(tx, mentions)
    if (mentions.some((id) => !people.get(id)?.staff)) throw common.invalid({ errors: [{ path: 'mentions', message: 'names somebody who is not staff' }] })
  }
  const note: Note = {
    id: uuidv7(at),
    ticketId: ticket.id,
    requesterId: ticket.requesterId,
    n: ticket.messageVersion + 1,
    authorId: tx.actor.kind === 'user' ? tx.actor.id : null,
    authorName: tx.actor.name,
    body: it.body,
    mentions,
    createdAt: at,
  }
  const files = await attach(tx, it.attachmentIds ?? [], { ownerId: tx.actor.id, to: { noun: 'note', id: note.id } })
  const after = await change(
    tx,
    ticket,
    {
      quiet: true,
      set: { messageVersion: note.n, notesCount: ticket.notesCount + 1 },
      notes: [note],
      attachments: attachmentRows(files, ticket, at, { noteId: note.id }),
      events: [{ type: 'note', to: note.id, data: { n: note.n }, public: false }],
      reads: tx.actor.id && tx.actor.kind === 'user' ? [{ ticketId: ticket.id, personId: tx.actor.id, seen: note.n, at }] : [],
    },
    at,
  )
  await emitTicket(tx, 'ticket.noted', after, { noteId: note.id, authorId: note.authorId, mentions }, 'staff')
  return { row: note, files, ticket: after }
}

/** A late reply: the old ticket has ended for good, so the words open a new one that names it. The answer is the message there. */
async function followUp(tx: Tx, old: Ticket, it: NewMessage): Promise<Written<Message>> {
  const at = tx.now()
  const category = await categoryForTicket(tx, old.categoryId)
  const ticket: Ticket = {
    ...blankTicket(at),
    requesterId: old.requesterId,
    contact: old.contact,
    requesterName: old.requesterName,
    place: old.place,
    categoryId: old.categoryId,
    line: category.line,
    kind: category.kind,
    subject: old.subject.startsWith('Re: ') ? old.subject : `Re: ${old.subject}`.slice(0, 200),
    description: `Follows ${old.reference}, which has ended.`,
    priority: category.emergency ? 'medium' : category.defaultPriority,
    teamId: category.teamId,
    channel: it.channel ?? 'portal',
    relatedType: old.relatedType,
    relatedId: old.relatedId,
    lat: old.lat,
    lng: old.lng,
    address: old.address,
    followsId: old.id,
    termsId: category.termsId,
  }
  await insertNew(tx, ticket, [])
  const message = draftMessage(tx, ticket, it, 1, at)
  const files = await attach(tx, it.attachmentIds ?? [], { ownerId: tx.actor.id, to: { noun: 'message', id: message.id } })
  // The words are the ticket's beginning: they start no second turn, so they are no message event for the clocks.
  let after = await change(tx, ticket, {
    set: { messageVersion: 1, messagesCount: 1, lastMessageAt: at, lastCustomerMessageAt: at, requesterSeen: 1 },
    messages: [message],
    attachments: attachmentRows(files, ticket, at, { messageId: message.id }),
    events: [{ type: 'followed_up', from: old.id, data: { reference: old.reference }, public: true }],
  })
  await change(tx, old, { events: [{ type: 'followed_up', to: ticket.id, data: { reference: ticket.reference }, public: true }], set: {} })
  await emitTicket(tx, 'ticket.created', after, { emergency: false, guest: false }, 'public')
  await emitTicket(tx, 'ticket.changed', old, { what: ['followed_up'] }, 'public')
  after = await suspectLeak(tx, after, it.body)
  await assignAutomatically(tx, after, category.skill, 'created')
  return { row: message, files, ticket: after }
}

interface Row {
  id: string
  ticketId: string
  n: number
  kind: 'message' | 'note'
  authorId: string | null
  authorName: string
  side: 'customer' | 'staff' | 'system'
  body: string
  channel: Channel
  createdAt: Date
  readAt: Date | null
  mentions: string[]
  files: string[] | null
}
const filesOf = (column: string) =>
  `(select array_agg(a.media_id::text order by a.position) from support.attachments a where a.ticket_id = m.ticket_id and a.${column} = m.id) files`
const messageColumns = `m.id, m.ticket_id "ticketId", m.n, 'message' kind, m.author_id "authorId", m.author_name "authorName", m.side, m.body, m.channel, m.created_at "createdAt", m.read_at "readAt", '{}'::uuid[] mentions, ${filesOf('message_id')}`
const noteColumns = `m.id, m.ticket_id "ticketId", m.n, 'note' kind, m.author_id "authorId", m.author_name "authorName", 'staff' side, m.body, 'console' channel, m.created_at "createdAt", null::timestamptz "readAt", m.mentions, ${filesOf('note_id')}`

const up = { asc: '>', desc: '<' } as const
// Customers' pages are read by statements that do not know the table of notes.
const publicPage = (order: 'asc' | 'desc') =>
  read<Row>(`support.messages_${order}`, `select ${messageColumns} from support.messages m where m.ticket_id = $1 and m.n ${up[order]} $2 order by m.n ${order} limit $3`)
const staffPage = (order: 'asc' | 'desc') =>
  read<Row>(
    `support.conversation_${order}`,
    `select * from ((select ${messageColumns} from support.messages m where m.ticket_id = $1 and m.n ${up[order]} $2 order by m.n ${order} limit $3)
     union all (select ${noteColumns} from support.notes m where m.ticket_id = $1 and m.n ${up[order]} $2 order by m.n ${order} limit $3)) x order by n ${order} limit $3`,
  )
const pages = { customer: { asc: publicPage('asc'), desc: publicPage('desc') }, staff: { asc: staffPage('asc'), desc: staffPage('desc') } }

/** Whether the actor reads the notes of this ticket. */
export const readsNotes = (ctx: Ctx, ticket: Ticket): boolean => sideOf(ctx.actor, ticket) !== 'customer' && ctx.actor.kind !== 'anyone'

/** A page of the conversation, oldest first unless asked otherwise; staff see notes between the messages. */
export const conversation = async (ctx: Ctx, idOrReference: string, query: PageOfMessages): Promise<Messages> => conversationOf(ctx, await ticketFor(ctx, idOrReference), query)

interface PageOfMessages {
  cursor?: string
  limit: number
  order: 'asc' | 'desc'
}
interface Messages {
  data: MessageBody[]
  nextCursor: string | null
}
/** The same of a ticket that the caller has read for the actor. */
export async function conversationOf(ctx: Ctx, ticket: Ticket, query: PageOfMessages): Promise<Messages> {
  const after = query.cursor === undefined ? (query.order === 'asc' ? 0 : 2_000_000_000) : Number(readCursor(query.cursor, 1)[0])
  if (!Number.isSafeInteger(after)) throw common.invalid({ errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] })
  const rows = await pages[readsNotes(ctx, ticket) ? 'staff' : 'customer'][query.order](ctx, [ticket.id, after, query.limit + 1])
  const out = await presentMessages(ctx, rows.slice(0, query.limit))
  return {
    ...page(
      rows,
      query.limit,
      (r) => [r.n],
      (r) => r,
    ),
    data: out,
  }
}

const messageById = read<Row>('support.message_by_id', `select ${messageColumns} from support.messages m where m.id = $1`)
const noteById = read<Row>('support.note_by_id', `select ${noteColumns} from support.notes m where m.id = $1`)

/** One message or note, if the actor may see its ticket. */
export async function messageFor(ctx: Ctx, id: string): Promise<MessageBody> {
  const [row] = await messageById(ctx, [id])
  if (row) {
    await ticketFor(ctx, row.ticketId)
    return (await presentMessages(ctx, [row]))[0]!
  }
  if (!may(ctx.actor, 'support.ticket.note')) throw common.not_found()
  const [note] = await noteById(ctx, [id])
  if (!note) throw common.not_found()
  if (!readsNotes(ctx, await ticketFor(ctx, note.ticketId))) throw common.not_found()
  return (await presentMessages(ctx, [note]))[0]!
}

const presentOne = async (tx: Tx, { row, files }: Written<Message | Note>): Promise<MessageBody> => {
  const it: Row = 'side' in row ? { ...row, kind: 'message', mentions: [], files: null } : { ...row, kind: 'note', side: 'staff', channel: 'console', readAt: null, files: null }
  return { ...(await presentMessages(tx, [it]))[0]!, attachments: [...files] }
}

export async function presentMessages(ctx: Ctx, rows: readonly Row[]): Promise<MessageBody[]> {
  const staff = ctx.actor.staff
  const { person } = await facesWithPictures(
    ctx,
    rows.flatMap((r) => [r.authorId, ...r.mentions]),
  )
  const files = await mediaByIds(
    ctx,
    rows.flatMap((r) => r.files ?? []),
  )
  return rows.map((r) => {
    const author = person(r.authorId, r.authorName)
    return {
      id: r.id,
      ticketId: r.ticketId,
      ...(staff ? { n: r.n } : {}),
      kind: r.kind,
      author: { id: author.id, name: author.name, side: r.side, avatarUrl: author.avatarUrl, teamName: author.teamName ?? null },
      body: r.body,
      attachments: (r.files ?? []).flatMap((id) => files.get(id) ?? []),
      createdAt: iso(r.createdAt),
      readAt: isoOrNull(r.readAt),
      channel: r.channel,
      internal: r.kind === 'note',
      mentions: r.mentions.map((id) => person(id)),
    }
  })
}

const bodyOf = read<{ body: string }>('support.message_body', `select body from support.messages where id = $1`)
/** The words of a public message for a notice to somebody who is known to be a party; asks nothing about the reader. */
export const unsafeMessageText = async (ctx: Ctx, id: string): Promise<string | null> => (await bodyOf(ctx, [id]))[0]?.body ?? null
