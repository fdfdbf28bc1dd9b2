import Type, { type Static, type TSchema } from 'typebox'
import { MediaOut } from '#core/media'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { PageOf } from '#platform/page'
import { channels, kinds, priorities, statuses } from './words.ts'

/** The shapes that the help desk's addresses speak. */

export const slaKinds = ['first_response', 'next_response', 'resolution', 'attend', 'prevent'] as const
export const slaStates = ['running', 'at_risk', 'breached', 'paused', 'met', 'none'] as const

export const Person = Type.Object({
  id: Nullable(Id),
  name: Type.String(),
  avatarUrl: Nullable(Type.String()),
  teamName: Type.Optional(Nullable(Type.String({ description: 'Of staff' }))),
})
export const CategoryShort = Type.Object({ id: Id, name: Type.String(), kind: OneOf(kinds), icon: Type.String(), line: Type.String(), emergency: Type.Boolean() })
export const Related = Type.Object({ type: Type.String(), id: Type.String(), label: Type.String(), href: Nullable(Type.String()) })
export const Sla = Type.Object({
  state: OneOf(slaStates),
  kind: Nullable(OneOf(slaKinds)),
  dueAt: Nullable(Instant),
  percent: Nullable(Type.Integer({ description: 'Of the target used, in working time' })),
})

const row = {
  id: Id,
  reference: Type.String(),
  status: OneOf(statuses),
  statusLabel: Type.String({ description: 'The word for the reader' }),
  priority: OneOf(priorities),
  category: CategoryShort,
  subject: Type.String(),
  requester: Nullable(Person),
  place: Nullable(Type.String()),
  assignee: Nullable(Person),
  team: Nullable(Type.Object({ id: Id, name: Type.String() })),
  tags: Type.Array(Type.String()),
  relatedTo: Nullable(Related),
  createdAt: Instant,
  updatedAt: Instant,
  lastMessageAt: Nullable(Instant),
  firstRespondedAt: Nullable(Instant),
  resolvedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  snoozedUntil: Nullable(Instant),
  unread: Type.Boolean(),
  emergency: Type.Boolean(),
  version: Type.Integer(),
  messageVersion: Type.Integer({ description: 'Number of the last message that you can see; send it back as `seenVersion`' }),
  sla: Sla,
  rating: Nullable(Type.Integer()),
}
export const TicketRow = Type.Object(row)
export type TicketRowOut = Static<typeof TicketRow>

export const MessageOut = Type.Object({
  id: Id,
  ticketId: Id,
  n: Type.Optional(Type.Integer({ description: 'For staff: messages and notes of a ticket are numbered together' })),
  kind: OneOf(['message', 'note']),
  author: Type.Object({
    id: Nullable(Id),
    name: Type.String(),
    side: OneOf(['customer', 'staff', 'system']),
    avatarUrl: Nullable(Type.String()),
    teamName: Nullable(Type.String()),
  }),
  body: Type.String(),
  attachments: Type.Array(MediaOut),
  createdAt: Instant,
  readAt: Nullable(Instant),
  channel: OneOf(channels),
  internal: Type.Boolean(),
  mentions: Type.Array(Person),
})
export type MessageBody = Static<typeof MessageOut>

const Short = Type.Object({ id: Id, reference: Type.String() })
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)
export const TicketOut = Type.Object({
  ...row,
  description: Type.String(),
  attachments: Type.Array(MediaOut),
  location: Nullable(Type.Object({ lat: Nullable(Type.Number()), lng: Nullable(Type.Number()), address: Nullable(Type.String()) })),
  fields: Type.Array(
    Type.Object({ key: Type.String(), label: Type.String(), value: Type.Unknown(), text: Type.String({ description: 'The answer in words: of a choice what it is called' }) }),
  ),
  channel: OneOf(channels),
  expectedAt: Nullable(Instant),
  nextStep: Type.Object({ kind: Nullable(OneOf(['first_reply', 'working', 'visit', 'waiting_for_you', 'rate'])), text: Type.String(), at: Nullable(Instant) }),
  can: Type.Record(Type.String(), Type.Boolean()),
  safety: Nullable(Type.Object({ steps: Type.Array(Type.String()), number: Type.String() })),
  feedback: Nullable(Type.String()),
  ratedAt: Nullable(Instant),
  reopenCount: Type.Integer(),
  mergedInto: Nullable(Short),
  follows: Nullable(Short),
  messages: optional(PageOf(MessageOut)),
  claimToken: optional(Type.String({ description: 'Only in the answer to a report without an account: what claims it later' })),
  // For staff only; a customer's answer does not have these members.
  followers: optional(Type.Array(Person)),
  following: optional(Type.Boolean()),
  links: optional(
    Type.Array(
      Type.Object({
        type: OneOf(['parent', 'child', 'related', 'duplicate', 'merged']),
        ticket: Type.Object({ id: Id, reference: Type.String(), subject: Type.String(), status: OneOf(statuses) }),
      }),
    ),
  ),
  assignment: optional(
    Nullable(
      Type.Object({
        reason: Type.String(),
        at: Instant,
        candidates: Type.Array(Type.Object({ id: Id, name: Type.String(), load: Type.Integer(), capacity: Type.Integer(), eligible: Type.Boolean(), why: Type.String() })),
      }),
    ),
  ),
  customer: optional(
    Nullable(
      Type.Object({
        id: Nullable(Id),
        name: Type.String(),
        email: Nullable(Type.String()),
        phone: Nullable(Type.String()),
        address: Type.Unknown(),
        since: Nullable(Instant),
        requests: Type.Integer(),
        open: Type.Array(Type.Object({ id: Id, reference: Type.String(), subject: Type.String() })),
      }),
    ),
  ),
  draft: optional(
    Nullable(
      Type.Object({
        reply: optional(Type.Object({ body: Type.String(), savedAt: Instant, seenVersion: Type.Integer() })),
        note: optional(Type.Object({ body: Type.String(), savedAt: Instant, seenVersion: Type.Integer() })),
      }),
    ),
  ),
  viewers: optional(Type.Array(Type.Object({ id: Id, name: Type.String(), avatarUrl: Nullable(Type.String()), field: Nullable(OneOf(['reply', 'note'])) }))),
  emergencyState: optional(
    Nullable(
      Type.Object({
        triage: Nullable(OneOf(['uncontrolled', 'controlled'])),
        attendBy: Instant,
        attendedAt: Nullable(Instant),
        preventBy: Instant,
        preventedAt: Nullable(Instant),
        acknowledgedBy: Nullable(Person),
        acknowledgedAt: Nullable(Instant),
        paged: Type.Array(Type.Object({ person: Person, level: Type.Integer(), at: Instant })),
      }),
    ),
  ),
  messagesCount: optional(Type.Integer()),
  createdBy: optional(OneOf(['customer', 'staff'])),
})
export type TicketBody = Static<typeof TicketOut>

export const idOrReference = Type.Object({ id: Type.String({ description: 'Id or reference, such as TKT-4H7Q2M' }) })
