import { read, type Ctx } from '#platform/db'
import { may } from '#platform/access'
import { relatedThings } from '#platform/relates'
import { mediaByIds } from '#core/media'
import { customerCard } from '#core/users'
import { covers, named, visible } from './access.ts'
import { defaultSafetySteps } from './safety.ts'
import { conversationOf } from './messages.ts'
import { facesWithPictures, iso, isoOrNull } from './present.ts'
import { suspectedTag } from './leaks.ts'
import { ticketColumns, type Ticket } from './record.ts'
import { mostUrgent, slaOut, type ClockRow } from './sla.ts'
import type { CategoryField } from './schema.ts'
import { loadCalendars } from './terms.ts'
import type { TicketBody } from './wire.ts'
import { customerCancels, isActive, statusLabel } from './words.ts'

type Json<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] }
interface Row extends Ticket {
  categoryName: string
  categoryIcon: string
  categoryEmergency: boolean
  categoryFields: CategoryField[]
  categorySteps: string[] | null
  clocks: Json<ClockRow>[] | null
  files: string[] | null
  mergedInto: { reference: string; same: boolean | null } | null
  followsReference: string | null
  seen: number | null
}
/** The answers in the order of the questions; one whose question was taken away comes last, under the name it was kept by. */
function answersOf(answers: Record<string, unknown>, asked: readonly CategoryField[]): TicketBody['fields'] {
  const place = (key: string) => asked.findIndex((f) => f.key === key) >>> 0
  return Object.entries(answers)
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([key, value]) => {
      const field = asked.find((f) => f.key === key)
      const text =
        typeof value === 'boolean' ? (value ? 'Yes' : 'No') : (field?.options?.find((o) => o.value === value)?.label ?? (value === null ? '' : String(value as string | number)))
      return { key, label: field?.label ?? key, value, text }
    })
}
const select = `select ${ticketColumns('t')}, c.name "categoryName", c.icon "categoryIcon", c.emergency "categoryEmergency", c.fields "categoryFields", c.safety_steps "categorySteps",
    (select json_agg(json_build_object('kind', k.kind, 'turn', k.turn, 'calendarVersionId', k.calendar_version_id, 'targetSeconds', k.target_seconds, 'startedAt', k.started_at, 'pauses', k.pauses, 'stoppedAt', k.stopped_at,
       'voided', k.voided, 'state', k.state, 'dueAt', k.due_at)) from support.sla_clocks k where k.ticket_id = t.id and (k.stopped_at is null or (k.kind = t.sla_kind and k.turn = t.sla_turn))) clocks,
    (select json_agg(a.media_id order by a.position) from support.attachments a where a.ticket_id = t.id and a.message_id is null and a.note_id is null) files,
    (select json_build_object('reference', m.reference, 'same', m.requester_id = t.requester_id) from support.tickets m where m.id = t.merged_into_id) "mergedInto", (select m.reference from support.tickets m where m.id = t.follows_id) "followsReference", r.seen
  from support.tickets t join support.categories c on c.id = t.category_id left join support.reads r on r.ticket_id = t.id and r.person_id = $2::uuid`
const byId = read<Row>('support.detail_by_id', `${select} where t.id = $1`)
const byReference = read<Row>('support.detail_by_reference', `${select} where t.reference = $1`)

interface Desk {
  followers: string[] | null
  links:
    | {
        type: 'parent' | 'child' | 'related' | 'duplicate' | 'merged'
        id: string
        reference: string
        subject: string
        status: Ticket['status']
        teamId: string | null
        assigneeId: string | null
        requesterId: string | null
        line: string
      }[]
    | null
  decision: { reason: string; at: string; candidates: { id: string; load: number; capacity: number; eligible: boolean; why: string }[] } | null
  drafts: { kind: 'reply' | 'note'; body: string; savedAt: string; seenVersion: number }[] | null
  viewers: { id: string; name: string; field: 'reply' | 'note' | null }[] | null
  emergency: {
    triage: 'uncontrolled' | 'controlled'
    attendBy: string
    attendedAt: string | null
    preventBy: string
    preventedAt: string | null
    acknowledgedById: string | null
    acknowledgedAt: string | null
  } | null
  pages: { personId: string; level: number; at: string }[] | null
  requests: number
  open: { id: string; reference: string; subject: string }[] | null
}
/** What only the desk sees beside a ticket, in one query. */
const desk = read<Desk>(
  'support.desk_detail',
  `select (select json_agg(f.person_id) from support.followers f where f.ticket_id = $1) followers,
    (select json_agg(json_build_object('type', l.type, 'id', o.id, 'reference', o.reference, 'subject', o.subject, 'status', o.status, 'teamId', o.team_id, 'assigneeId', o.assignee_id, 'requesterId', o.requester_id, 'line', o.line) order by o.created_at)
       from (select case type when 'parent' then 'child' else type end type, other_id id from support.links where ticket_id = $1
             union all select type, ticket_id from support.links where other_id = $1) l join support.tickets o on o.id = l.id) links,
    (select json_build_object('reason', a.reason, 'at', a.at, 'candidates', a.candidates) from support.assignments a where a.ticket_id = $1 order by a.at desc, a.id desc limit 1) decision,
    (select json_agg(json_build_object('kind', d.kind, 'body', d.body, 'savedAt', d.saved_at, 'seenVersion', d.seen_version)) from support.drafts d where d.ticket_id = $1 and d.person_id = $2) drafts,
    (select json_agg(json_build_object('id', p.person_id, 'name', p.name, 'field', p.field)) from support.presence p where p.ticket_id = $1 and p.until > $3 and p.person_id <> $2) viewers,
    (select json_build_object('triage', e.triage, 'attendBy', e.attend_by, 'attendedAt', e.attended_at, 'preventBy', e.prevent_by, 'preventedAt', e.prevented_at, 'acknowledgedById', e.acknowledged_by_id, 'acknowledgedAt', e.acknowledged_at)
       from support.emergencies e where e.ticket_id = $1) emergency,
    (select json_agg(json_build_object('personId', g.person_id, 'level', g.level, 'at', g.at) order by g.at, g.level) from support.pages g where g.ticket_id = $1) pages,
    (select count(*)::int from (select 1 from support.tickets q where q.requester_id = $4::uuid limit 1000) q) requests,
    (select json_agg(q) from (select q.id, q.reference, q.subject from support.tickets q where q.requester_id = $4::uuid and q.id <> $1 and q.status in ('open', 'in_progress', 'waiting_customer') order by q.created_at desc limit 5) q) open`,
)

/** One ticket as the actor reads it. Missing and not visible are the same refusal. */
export async function detail(ctx: Ctx, idOrReference: string, include?: 'messages'): Promise<TicketBody> {
  const it = named(idOrReference)
  const [found] = 'id' in it ? await byId(ctx, [it.id, ctx.actor.id]) : await byReference(ctx, [it.reference, ctx.actor.id])
  const row = visible(ctx.actor, found)
  if (!include) return present(ctx, row)
  const [body, messages] = await Promise.all([present(ctx, row), conversationOf(ctx, row, { limit: 20, order: 'asc' })])
  return { ...body, messages }
}

/** The same for a ticket that the caller just made for somebody who cannot see it again (a guest). */
export async function unsafeDetail(ctx: Ctx, id: string): Promise<TicketBody> {
  const [row] = await byId(ctx, [id, ctx.actor.id])
  return present(ctx, row!)
}

async function present(ctx: Ctx, t: Row): Promise<TicketBody> {
  const { actor } = ctx
  const staff = actor.staff && t.requesterId !== actor.id
  const now = ctx.now()
  const [extra] = staff ? await desk(ctx, [t.id, actor.id, now, t.requesterId]) : [undefined]
  const decided = extra?.decision?.candidates.map((c) => c.id) ?? []
  const [{ person, team }, files, related, card] = await Promise.all([
    facesWithPictures(
      ctx,
      [
        t.requesterId,
        t.assigneeId,
        ...decided,
        ...(extra?.followers ?? []),
        ...(extra?.viewers ?? []).map((v) => v.id),
        ...(extra?.pages ?? []).map((p) => p.personId),
        extra?.emergency?.acknowledgedById ?? null,
      ],
      [t.teamId],
    ),
    mediaByIds(ctx, t.files ?? []),
    t.relatedType && t.relatedId ? relatedThings(ctx, [{ type: t.relatedType, id: t.relatedId }]) : undefined,
    staff && t.requesterId !== null && may(actor, 'user.read') ? customerCard(ctx, t.requesterId) : null,
    loadCalendars(
      ctx,
      (t.clocks ?? []).map((c) => c.calendarVersionId),
    ),
  ])
  const clocks = (t.clocks ?? []).map((c) => ({
    ...c,
    startedAt: new Date(c.startedAt),
    stoppedAt: c.stoppedAt ? new Date(c.stoppedAt) : null,
    dueAt: c.dueAt ? new Date(c.dueAt) : null,
  }))
  const due = (kind: ClockRow['kind']) => clocks.find((c) => c.kind === kind && c.stoppedAt === null)?.dueAt ?? null
  const next = nextStep(t, due)
  // An emergency until somebody made it safe; another until it ends, if its category or its words are those of one.
  const unsafe = t.emergency ? (due('attend') ?? due('prevent')) !== null : isActive(t.status) && (t.categoryEmergency || t.tags.includes(suspectedTag))
  return {
    id: t.id,
    reference: t.reference,
    status: t.status,
    statusLabel: statusLabel(t.status, t.kind, staff),
    priority: t.priority,
    category: { id: t.categoryId, name: t.categoryName, kind: t.kind, icon: t.categoryIcon, line: t.line, emergency: t.categoryEmergency },
    subject: t.subject,
    requester: person(t.requesterId, t.requesterName ?? undefined),
    place: t.place,
    assignee: t.assigneeId === null ? null : person(t.assigneeId),
    team: team(t.teamId),
    tags: staff ? t.tags : [],
    relatedTo: related?.get(`${t.relatedType}:${t.relatedId}`) ?? null,
    createdAt: iso(t.createdAt),
    updatedAt: iso(t.updatedAt),
    lastMessageAt: isoOrNull(t.lastMessageAt),
    firstRespondedAt: isoOrNull(t.firstRespondedAt),
    resolvedAt: isoOrNull(t.resolvedAt),
    closedAt: isoOrNull(t.closedAt),
    snoozedUntil: staff ? isoOrNull(t.snoozedUntil) : null,
    unread: staff ? isActive(t.status) && (t.seen === null || t.seen < t.messageVersion) : t.requesterSeen < t.publicVersion,
    emergency: t.emergency,
    version: t.version,
    messageVersion: staff ? t.messageVersion : t.messagesCount,
    sla: slaOut(mostUrgent(clocks), now),
    rating: t.rating,
    description: t.description,
    attachments: (t.files ?? []).flatMap((id) => files.get(id) ?? []),
    location: t.lat === null && t.address === null ? null : { lat: t.lat, lng: t.lng, address: t.address },
    fields: answersOf(t.fields, t.categoryFields),
    channel: t.channel,
    expectedAt: isoOrNull(next.at),
    nextStep: { ...next, at: isoOrNull(next.at) },
    can: abilities(ctx, t, staff),
    safety: unsafe ? { steps: t.categorySteps ?? [...defaultSafetySteps], number: ctx.config.EMERGENCY_NUMBER } : null,
    feedback: t.feedback,
    ratedAt: isoOrNull(t.ratedAt),
    reopenCount: t.reopenCount,
    // A customer does not learn of the ticket of another one.
    mergedInto: t.mergedIntoId && t.mergedInto && (staff || t.mergedInto.same) ? { id: t.mergedIntoId, reference: t.mergedInto.reference } : null,
    follows: t.followsId && t.followsReference ? { id: t.followsId, reference: t.followsReference } : null,
    ...(extra ? forStaff(extra) : {}),
  }

  function forStaff(d: Desk): Partial<TicketBody> {
    const draft = Object.fromEntries((d.drafts ?? []).map(({ kind, body, savedAt, seenVersion }) => [kind, { body, savedAt: iso(new Date(savedAt)), seenVersion }]))
    const at = (text: string | null) => (text === null ? null : iso(new Date(text)))
    return {
      followers: (d.followers ?? []).map((id) => person(id)),
      following: (d.followers ?? []).includes(actor.id!),
      // A link shows a ticket only to those who may see that ticket.
      links: (d.links ?? []).filter((l) => covers(actor, l)).map(({ type, id, reference, subject, status }) => ({ type, ticket: { id, reference, subject, status } })),
      assignment: d.decision && { reason: d.decision.reason, at: iso(new Date(d.decision.at)), candidates: d.decision.candidates.map((c) => ({ ...c, name: person(c.id).name })) },
      customer: card
        ? { id: card.id, name: card.name, email: card.email, phone: card.phone, address: card.address, since: iso(card.since), requests: d.requests, open: d.open ?? [] }
        : t.contact
          ? { id: null, name: t.contact.name, email: t.contact.email ?? null, phone: t.contact.phone ?? null, address: null, since: null, requests: 1, open: [] }
          : null,
      draft: d.drafts ? draft : null,
      viewers: (d.viewers ?? []).map((v) => ({ id: v.id, name: v.name, avatarUrl: person(v.id).avatarUrl, field: v.field })),
      emergencyState: d.emergency && {
        triage: d.emergency.triage,
        attendBy: at(d.emergency.attendBy)!,
        attendedAt: at(d.emergency.attendedAt),
        preventBy: at(d.emergency.preventBy)!,
        preventedAt: at(d.emergency.preventedAt),
        acknowledgedBy: d.emergency.acknowledgedById === null ? null : person(d.emergency.acknowledgedById),
        acknowledgedAt: at(d.emergency.acknowledgedAt),
        paged: (d.pages ?? []).map((p) => ({ person: person(p.personId), level: p.level, at: at(p.at)! })),
      },
      messagesCount: t.messagesCount,
      createdBy: t.createdByStaff ? 'staff' : 'customer',
    }
  }
}

type Step = { kind: TicketBody['nextStep']['kind']; text: string; at: Date | null }

/** What happens next, as the customer reads it; `at` is a promise only while a clock runs. */
function nextStep(t: Ticket, due: (kind: ClockRow['kind']) => Date | null): Step {
  if (t.status === 'waiting_customer') return { kind: 'waiting_for_you', text: 'We need your answer to go on.', at: null }
  if (t.status === 'resolved') return t.rating === null ? { kind: 'rate', text: 'Did this solve it?', at: null } : { kind: null, text: 'Write to us if it comes back.', at: null }
  if (t.status === 'closed' || t.status === 'cancelled') return { kind: null, text: '', at: null }
  if (t.emergency && due('attend')) return { kind: 'visit', text: 'We come to make it safe.', at: due('attend') }
  if (t.emergency && due('prevent')) return { kind: 'working', text: 'We are making it safe.', at: due('prevent') }
  if (t.firstRespondedAt === null && due('first_response')) return { kind: 'first_reply', text: 'We will answer you.', at: due('first_response') }
  return { kind: 'working', text: 'We are working on it.', at: due('resolution') }
}

/** What the actor could do with this ticket now, so that a screen shows no button that would be refused. */
function abilities(ctx: Ctx, t: Ticket, staff: boolean): Record<string, boolean> {
  const { actor } = ctx
  const has = (permission: string) => covers(actor, t, permission)
  const ended = t.status === 'closed' || t.status === 'cancelled'
  const mine = t.requesterId !== null && t.requesterId === actor.id
  const common = {
    cancel: has('support.ticket.cancel') && (staff ? isActive(t.status) : customerCancels(t.kind).includes(t.status)),
    reply: has('support.ticket.reply') && (!staff || !ended),
    rate: mine && has('support.ticket.rate') && (t.status === 'resolved' || (t.status === 'closed' && t.rating === null)),
    reopen: t.status === 'resolved' && (mine || (staff && has('support.ticket.edit'))),
  }
  if (!staff) return common
  return {
    ...common,
    note: has('support.ticket.note'),
    edit: has('support.ticket.edit'),
    assign: has('support.ticket.assign') && !ended,
    take: has('support.ticket.assign') && isActive(t.status) && t.assigneeId !== actor.id,
    release: has('support.ticket.assign') && t.assigneeId !== null && isActive(t.status),
    merge: has('support.ticket.merge') && !t.emergency && t.mergedIntoId === null,
    split: has('support.ticket.merge'),
    snooze: has('support.ticket.edit') && isActive(t.status),
    export: may(actor, 'support.ticket.export'),
  }
}
