import type { Told } from '#core/support'
import type { DemoEvent, DemoTicket } from './tickets.ts'

export interface Who {
  person: (key: string) => { id: string; name: string }
  team: (key: string) => string
  category: (key: string) => { id: string; line: string; kind: string; emergency: boolean; termsId: string | null }
  customer: (key: string) => { id: string; name: string; locality: string; seen: boolean }
  newId: (at: Date) => string
  now: Date
}
type Event = Told['events'][number]

/** A ticket of the demo town as the desk tells it. */
export function toldFrom(
  t: DemoTicket,
  who: Who,
): {
  told: Told
  files: { messageId: string; name: string; ownerId: string; at: Date }[]
  emergency: { acknowledgedBy: string | null; paged: { personId: string; at: Date }[] } | null
  decidedAt: Date | null
} {
  const category = who.category(t.categoryKey)
  const customer = who.customer(t.customerKey)
  const triage = t.leak?.kind ?? null
  const actor = (key: string) => {
    if (key === 'system') return { actorId: null, actorName: 'Manifold', side: 'system' as const }
    if (key === t.customerKey) return { actorId: customer.id, actorName: customer.name, side: 'customer' as const }
    const p = who.person(key)
    return { actorId: p.id, actorName: p.name, side: 'staff' as const }
  }
  const paged: { personId: string; at: Date }[] = []
  let acknowledgedBy: string | null = null
  const events = t.events.flatMap((e): Event[] => {
    const base = { id: who.newId(e.at), at: e.at, ...actor(e.actorKey), from: e.from, to: e.to, reason: e.reason ?? null, data: null as Event['data'], public: true }
    switch (e.type) {
      case 'created':
        return [
          {
            ...base,
            type: 'created',
            from: null,
            to: 'open',
            data: { byStaff: false, priority: t.events.find((x) => x.type === 'priority')?.from ?? t.priority, termsId: category.termsId, triage },
          },
        ]
      case 'reopened':
        return [{ ...base, type: 'status', from: 'resolved', to: e.to && isStatus(e.to) ? e.to : 'open' }]
      case 'priority':
        return [{ ...base, type: 'priority', public: false }]
      case 'status':
      case 'rated':
        return [{ ...base, type: e.type }]
      case 'team':
        return [{ ...base, type: 'team', from: e.from ? who.team(e.from) : null, to: e.to ? who.team(e.to) : null, public: false }]
      case 'assigned':
        return [
          {
            ...base,
            type: 'assigned',
            from: e.from ? who.person(e.from).id : null,
            to: e.to ? who.person(e.to).id : null,
            data: { name: e.to ? who.person(e.to).name : null, fromName: e.from ? who.person(e.from).name : null },
          },
        ]
      // The desk keeps no visits: what was agreed stands in the conversation, and no text points elsewhere for it.
      case 'visit':
        return []
      case 'paged': {
        if (e.to) paged.push({ personId: who.person(e.to).id, at: e.at })
        return [{ ...base, type: 'paged', to: e.to ? who.person(e.to).id : null, data: { level: paged.length, name: e.to ? who.person(e.to).name : null }, public: false }]
      }
      case 'acknowledged':
        acknowledgedBy = actor(e.actorKey).actorId
        return [{ ...base, type: 'acknowledged', public: true }]
      case 'attended':
      case 'made_safe':
        return [{ ...base, type: e.type === 'attended' ? 'attended' : 'prevented', data: { at: e.at.getTime() } }]
    }
  })
  const files: ReturnType<typeof toldFrom>['files'] = []
  const said = [
    ...t.messages.map((m) => ({
      id: withFiles(who.newId(m.at), m),
      at: m.at,
      kind: 'message' as const,
      ...speaker(m.author === 'customer' ? { id: customer.id, name: customer.name } : who.person(m.agentKey!), m.author === 'customer' ? 'customer' : 'staff'),
      body: m.body,
      channel: m.author === 'customer' ? t.channel : ('console' as const),
    })),
    ...t.notes.map((n) => ({ id: who.newId(n.at), at: n.at, kind: 'note' as const, ...speaker(who.person(n.agentKey), 'staff'), body: n.body, channel: 'console' as const })),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime())
  function withFiles(messageId: string, m: DemoTicket['messages'][number]): string {
    for (const name of m.files ?? []) files.push({ messageId, name, ownerId: customer.id, at: m.at })
    return messageId
  }
  const last = (type: DemoEvent['type']) => t.events.findLast((e) => e.type === type)
  const assigned = last('assigned')
  const waiting = t.status === 'waiting_customer' ? t.events.findLast((e) => e.type === 'status' && e.to === 'waiting_customer') : undefined
  const told: Told = {
    newId: who.newId,
    said,
    events,
    seen: customer.seen || t.status === 'closed',
    ticket: {
      id: who.newId(t.createdAt),
      reference: t.reference,
      requesterId: customer.id,
      contact: null,
      requesterName: null,
      place: customer.locality,
      categoryId: category.id,
      line: category.line,
      kind: category.kind as Told['ticket']['kind'],
      subject: t.subject,
      description: t.description,
      status: t.status,
      priority: t.priority,
      assigneeId: t.assigneeKey ? who.person(t.assigneeKey).id : null,
      teamId: who.team(t.teamKey),
      channel: t.channel,
      createdByStaff: false,
      relatedType: null,
      relatedId: null,
      lat: t.lat,
      lng: t.lng,
      address: t.address,
      fields: {},
      tags: [...t.tags],
      emergency: category.emergency,
      triage,
      createdAt: t.createdAt,
      firstRespondedAt: t.firstRespondedAt,
      firstResolvedAt: t.firstResolvedAt,
      resolvedAt: t.resolvedAt,
      closedAt: t.closedAt,
      cancelledAt: t.cancelledAt,
      assignedAt: assigned?.at ?? null,
      waitingSince: waiting?.at ?? null,
      snoozedUntil: null,
      snoozedById: null,
      mergedIntoId: null,
      splitFromId: null,
      followsId: null,
      reopenCount: t.events.filter((e) => e.type === 'reopened').length,
      termsId: category.termsId,
      rating: t.rating ?? null,
      feedback: t.feedback ?? null,
      ratedAt: t.ratedAt ?? null,
      ratingRequestedAt: null,
      // Nobody is asked again about the past of a demo.
      ratingRequests: t.resolvedAt && t.resolvedAt.getTime() < who.now.getTime() - 2 * 86_400_000 ? 3 : 0,
      submissionKey: null,
      claimTokenHash: null,
    },
  }
  return { told, files, emergency: triage ? { acknowledgedBy, paged } : null, decidedAt: assigned?.at ?? null }
}

const isStatus = (text: string): boolean => ['open', 'in_progress', 'waiting_customer'].includes(text)
const speaker = (p: { id: string; name: string }, side: 'customer' | 'staff') => ({ side, authorId: p.id, authorName: p.name })
