import { randomInt } from 'node:crypto'
import { may, require } from '#platform/access'
import { sha256, sign } from '#platform/crypto'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { uuidv7 } from '#platform/ids'
import { common, type FieldError } from '#platform/problems'
import { oneLine, plainText } from '#platform/texts'
import { attach } from '#core/media'
import { customerCard, type CustomerCard } from '#core/users'
import { assignAutomatically } from './assign.ts'
import { insertTicket } from './change.ts'
import { openEmergency } from './emergencies.ts'
import { emitTicket } from './events.ts'
import { countGuestPage, needGuestPage } from './guests.ts'
import { suspectLeak } from './leaks.ts'
import type { Ticket } from './record.ts'
import { refuse } from './refusals.ts'
import { checkRelated } from './related.ts'
import { triageOf } from './safety.ts'
import type { CategoryField, Contact } from './schema.ts'
import type { Channel, Kind, Priority } from './words.ts'

export interface NewTicket {
  categoryId: string
  subject: string
  description: string
  attachmentIds?: string[]
  relatedTo?: { type: string; id: string }
  location?: { lat?: number; lng?: number; address?: string }
  fields?: Record<string, unknown>
  priority?: Priority
  requesterId?: string
  triage?: { where: 'inside' | 'outside'; smellGone: boolean }
  submissionKey?: string
  contact?: Contact
  channel?: Channel
  tags?: string[]
}

export interface CategoryForTicket {
  id: string
  name: string
  line: string
  kind: Kind
  active: boolean
  defaultPriority: Priority
  emergency: boolean
  teamId: string | null
  skill: string | null
  fields: CategoryField[]
  safetySteps: string[] | null
  termsId: string | null
}
const categories = read<CategoryForTicket>(
  'support.category_for_ticket',
  `select c.id, c.name, c.line, c.kind, c.active, c.default_priority "defaultPriority", c.emergency, c.team_id "teamId", c.skill, c.fields, c.safety_steps "safetySteps", p.terms_id "termsId"
   from support.categories c left join support.sla_policies p on p.id = c.sla_policy_id where c.id = $1`,
)
/** A category with what a ticket takes from it; refuses one that does not exist. */
export async function categoryForTicket(ctx: Ctx, id: string): Promise<CategoryForTicket> {
  const [found] = await categories(ctx, [id])
  if (!found) throw refuse.category_unknown({ errors: [{ path: 'categoryId', message: 'is not a category' }] })
  return found
}

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** `TKT-` and six characters that cannot be misread: no 0, O, 1 or I. About a thousand million of them. */
export const newReference = (): string => `TKT-${Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')}`

/** What lets a guest claim a report later; made from the id, so that the same submission answers the same token again. */
export const claimTokenOf = (ctx: Ctx, ticketId: string): string => sign(ctx.config, 'claim', ticketId)

/** Every column of a new ticket, with what a plain one has. */
export const blankTicket = (at: Date): Ticket => ({
  id: uuidv7(at),
  reference: newReference(),
  requesterId: null,
  contact: null,
  requesterName: null,
  place: null,
  categoryId: '',
  line: '',
  kind: 'question',
  subject: '',
  description: '',
  status: 'open',
  priority: 'medium',
  assigneeId: null,
  teamId: null,
  channel: 'api',
  createdByStaff: false,
  relatedType: null,
  relatedId: null,
  lat: null,
  lng: null,
  address: null,
  fields: {},
  tags: [],
  emergency: false,
  triage: null,
  version: 1,
  messageVersion: 0,
  publicVersion: 0,
  requesterSeen: 0,
  messagesCount: 0,
  notesCount: 0,
  createdAt: at,
  updatedAt: at,
  lastMessageAt: null,
  lastCustomerMessageAt: null,
  firstRespondedAt: null,
  firstResolvedAt: null,
  resolvedAt: null,
  closedAt: null,
  cancelledAt: null,
  assignedAt: null,
  waitingSince: null,
  snoozedUntil: null,
  snoozedById: null,
  mergedIntoId: null,
  splitFromId: null,
  followsId: null,
  reopenCount: 0,
  termsId: null,
  slaState: 'none',
  slaKind: null,
  slaTurn: null,
  slaStartedAt: null,
  slaDueAt: null,
  urgency: 4e15,
  rating: null,
  feedback: null,
  ratedAt: null,
  ratingRequestedAt: null,
  ratingRequests: 0,
  submissionKey: null,
  claimTokenHash: null,
})

/**
 * Opens a ticket: for oneself, for a customer (staff), or as a guest with a name and a way to answer. `fields` may be left out (a phone call, a
 * program); when given they must be complete. The same `submissionKey` of the same person (of a visitor: with the same contact) answers with the first ticket. Emergencies start
 * urgent, page the people on call, and pass every capacity.
 */
export const createTicket = (ctx: Ctx, it: NewTicket): Promise<{ id: string; again: boolean; claimToken: string | null }> =>
  inTransaction(ctx, async (ctx) => {
    const { actor } = ctx
    const guest = actor.kind === 'anyone'
    if (!guest) require(actor, 'support.ticket.create')
    const forOther = it.requesterId !== undefined && it.requesterId !== actor.id
    if ((forOther || it.priority !== undefined || it.tags?.length) && !may(actor, 'support.ticket.create', 'team')) throw common.not_allowed()
    if (guest && !(it.contact && (it.contact.phone || it.contact.email)))
      throw refuse.contact_needed({ errors: [{ path: 'contact', message: 'needs a name and a phone number or an e-mail' }] })
    const requesterId = guest ? null : (it.requesterId ?? (actor.kind === 'user' ? actor.id : null))
    // A visitor's key counts together with who they say they are: a key that somebody else guesses must not open their report.
    const submitter = guest ? `guest:${sha256([it.contact!.name, it.contact!.phone, it.contact!.email].join('\n'))}` : requesterId
    const submissionKey = it.submissionKey ? `${submitter ?? 'system'}:${it.submissionKey}` : null
    const category = await categoryForTicket(ctx, it.categoryId)
    if (!category.active || !(ctx.config.lines.includes(category.line) || category.line === 'general'))
      throw refuse.category_unknown({ errors: [{ path: 'categoryId', message: 'is not in use' }] })
    checkFields(category.fields, it.fields)
    const requester = requesterId === null ? null : await customerCard(ctx, requesterId)
    if (requesterId !== null && requester?.status !== 'active') throw refuse.requester_unknown({ errors: [{ path: 'requesterId', message: 'is not a customer' }] })
    await checkRelated(ctx, it.relatedTo)

    const at = ctx.now()
    const address = it.location?.address === undefined ? undefined : oneLine(it.location.address, ', ')
    const ticket: Ticket = {
      ...blankTicket(at),
      requesterId,
      contact: guest ? it.contact! : null,
      requesterName: guest ? it.contact!.name : null,
      place: placeOf(address, requester),
      categoryId: category.id,
      line: category.line,
      kind: category.kind,
      subject: it.subject,
      description: it.description,
      priority: category.emergency ? 'urgent' : (it.priority ?? category.defaultPriority),
      teamId: category.teamId,
      channel: it.channel ?? (guest ? 'guest' : forOther ? 'console' : actor.kind === 'system' ? 'rule' : 'portal'),
      createdByStaff: forOther && actor.staff,
      relatedType: it.relatedTo?.type ?? null,
      relatedId: it.relatedTo?.id ?? null,
      lat: it.location?.lat ?? null,
      lng: it.location?.lng ?? null,
      address: address ?? null,
      fields: it.fields ?? {},
      tags: it.tags ?? [],
      emergency: category.emergency,
      triage: category.emergency ? triageOf(it.triage) : null,
      termsId: category.termsId,
      submissionKey,
    }
    const again = await insertNew(ctx, ticket, it.attachmentIds ?? [], guest)
    if (again !== null) {
      // Since it was claimed, it is read by signing in.
      if (guest && (await claimed(ctx, [again])).length > 0) throw common.conflict({ detail: 'This report belongs to an account now. Sign in to read it.' })
      return { id: again, again: true, claimToken: guest ? claimTokenOf(ctx, again) : null }
    }
    // After the look for an earlier sending of the same: a repeated one calls nobody.
    const limited = guest || (actor.kind === 'user' && !actor.staff)
    if (limited && ticket.emergency) await needGuestPage(ctx, it.contact ?? null, category.safetySteps ?? undefined)
    await emitTicket(ctx, 'ticket.created', ticket, { emergency: ticket.emergency, guest }, 'public')
    if (ticket.emergency) await openEmergency(ctx, ticket, at)
    const suspected = ticket.emergency
      ? ticket
      : await suspectLeak(ctx, ticket, `${ticket.subject}\n${ticket.description}`, limited ? async () => (await countGuestPage(ctx, it.contact ?? null)) === null : undefined)
    // Last, so that the loads it locks are held for two statements.
    await assignAutomatically(ctx, suspected, category.skill, ticket.emergency ? 'emergency' : 'created')
    return { id: ticket.id, again: false, claimToken: guest ? claimTokenOf(ctx, ticket.id) : null }
  })

const claimed = read<{ id: string }>('support.claimed', `select id from support.tickets where id = $1 and requester_id is not null`)
const lockSubmission = write('support.lock_submission', `select pg_advisory_xact_lock(hashtextextended($1, 71))`)
const bySubmission = read<{ id: string }>('support.by_submission', `select id from support.tickets where submission_key = $1`)

/** Writes it under a reference that is free; answers the id of the earlier ticket when the submission was sent before. */
export async function insertNew(tx: Tx, ticket: Ticket, attachmentIds: readonly string[], guest = false): Promise<string | null> {
  if (ticket.submissionKey !== null) {
    // The second of two that come at once waits here, and then finds the first.
    await lockSubmission(tx, [ticket.submissionKey])
    const [earlier] = await bySubmission(tx, [ticket.submissionKey])
    if (earlier) return earlier.id
  }
  const at = ticket.createdAt
  if (guest) ticket.claimTokenHash = sha256(claimTokenOf(tx, ticket.id))
  const files = await attach(tx, attachmentIds, { ownerId: tx.actor.id, to: { noun: 'ticket', id: ticket.id } })
  const attachments = files.map(({ id }, position) => ({
    mediaId: id,
    ticketId: ticket.id,
    requesterId: ticket.requesterId,
    messageId: null,
    noteId: null,
    position,
    createdAt: at,
  }))
  const created = {
    type: 'created' as const,
    to: 'open',
    data: { byStaff: ticket.createdByStaff, priority: ticket.priority, termsId: ticket.termsId, triage: ticket.triage, channel: ticket.channel },
    public: true,
  }
  for (let attempt = 1; !(await insertTicket(tx, ticket, { events: [created], attachments })); attempt++) {
    if (attempt === 5) throw new Error('No free reference was found')
    ticket.reference = newReference()
  }
  return null
}

const kindsOf: Record<CategoryField['type'], (value: unknown, field: CategoryField) => boolean> = {
  text: (v) => typeof v === 'string' && v.length <= 2000 && plainText(v) === v,
  number: (v) => typeof v === 'number' && Number.isFinite(v),
  boolean: (v) => typeof v === 'boolean',
  date: (v) => typeof v === 'string' && /^\d{4}-\d\d-\d\d$/.test(v) && !Number.isNaN(Date.parse(v)),
  select: (v, field) => field.options?.some((o) => o.value === v) ?? false,
}
const wanted: Record<CategoryField['type'], string> = {
  text: 'must be a text of at most 2000 characters, without control characters',
  number: 'must be a number',
  boolean: 'must be yes or no',
  date: 'must be a date, such as 2026-11-21',
  select: 'is not one of the choices',
}

/** Every answer that is missing, of the wrong form, or to a question that was not asked. */
export function checkFields(fields: readonly CategoryField[], answers: Record<string, unknown> | undefined): void {
  if (answers === undefined) return
  const errors: FieldError[] = []
  for (const field of fields) {
    const value = answers[field.key]
    const empty = value === undefined || value === null || value === ''
    if (empty && field.required) errors.push({ path: `fields.${field.key}`, message: 'is needed' })
    else if (!empty && !kindsOf[field.type](value, field)) errors.push({ path: `fields.${field.key}`, message: wanted[field.type] })
  }
  for (const key of Object.keys(answers)) if (!fields.some((f) => f.key === key)) errors.push({ path: `fields.${key}`, message: 'is not known here' })
  if (errors.length > 0) throw common.invalid({ errors })
}

/** A short locality for lists: the last part of an address that is no number, or what the customer's own address says. */
export function placeOf(address: string | undefined, person: CustomerCard | null): string | null {
  const parts = (address ?? '')
    .split(',')
    .map((p) => p.replace(/\b\d{5,6}\b/, '').trim())
    .filter((p) => p !== '' && !/^\d+$/.test(p))
  const here = parts.length > 2 ? parts.at(-2) : parts.at(-1)
  return (here ?? person?.address?.line2 ?? person?.address?.city ?? null)?.slice(0, 60) ?? null
}
