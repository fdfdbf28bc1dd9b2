import { categoryByKey, type CategoryKey, type Priority } from './catalogue.ts'
import type { DemoCustomer } from './people.ts'
import type { DemoEvent, DemoMessage, DemoNote, DemoTicket, DemoVisit, Status } from './tickets.ts'

/** A ticket by hand: times in milliseconds, people by key. */
export interface HandMade {
  readonly reference: string
  readonly customer: DemoCustomer
  readonly category: CategoryKey
  readonly story: string
  readonly subject: string
  readonly description: string
  readonly createdAt: number
  readonly priority: Priority
  readonly status: Status
  readonly assignee: string | null
  readonly tags?: readonly string[]
  readonly said?: readonly (readonly [at: number, who: string, body: string, file?: string])[]
  readonly noted?: readonly (readonly [at: number, who: string, body: string])[]
  /** Besides created and assigned. */
  readonly happened?: readonly (readonly [at: number, type: DemoEvent['type'], actor: string, from: string | null, to: string | null, reason?: string])[]
  readonly visit?: DemoVisit
  readonly leak?: DemoTicket['leak']
}

/** All of these stand in the view of the gas desk in the pictures, whatever their category's usual team. */
export function handMade(one: HandMade): DemoTicket {
  const category = categoryByKey.get(one.category)!
  const created: DemoEvent = { at: new Date(one.createdAt), type: 'created', actorKey: one.customer.key, from: null, to: 'open' }
  const filed: DemoEvent[] =
    category.team === 'gas-desk' ? [] : [{ at: new Date(one.createdAt + 1200), type: 'team', actorKey: 'system', from: category.team, to: 'gas-desk', reason: 'Taken by the desk' }]
  const assigned: DemoEvent[] = one.assignee
    ? [{ at: new Date(one.createdAt + 2200), type: 'assigned', actorKey: 'system', from: null, to: one.assignee, reason: 'Most room in the team' }]
    : []
  const later = (one.happened ?? []).map(([at, type, actorKey, from, to, reason]): DemoEvent => ({
    at: new Date(at),
    type,
    actorKey,
    from,
    to,
    ...(reason !== undefined && { reason }),
  }))
  const messages = (one.said ?? []).map(([at, who, body, file]): DemoMessage =>
    who === 'customer' ? { author: 'customer', at: new Date(at), body, ...(file !== undefined && { files: [file] }) } : { author: 'agent', agentKey: who, at: new Date(at), body },
  )
  return {
    reference: one.reference,
    customerKey: one.customer.key,
    categoryKey: one.category,
    story: one.story,
    subject: one.subject,
    description: one.description,
    priority: one.priority,
    status: one.status,
    teamKey: 'gas-desk',
    assigneeKey: one.assignee,
    channel: 'portal',
    createdAt: new Date(one.createdAt),
    firstRespondedAt: messages.find((message) => message.author === 'agent')?.at ?? null,
    firstResolvedAt: null,
    resolvedAt: null,
    closedAt: null,
    cancelledAt: null,
    tags: one.tags ?? [],
    lat: one.customer.lat,
    lng: one.customer.lng,
    address: `${one.customer.address}, ${one.customer.locality} ${one.customer.pin}`,
    messages,
    notes: (one.noted ?? []).map(([at, agentKey, body]): DemoNote => ({ agentKey, at: new Date(at), body })),
    events: [created, ...filed, ...assigned, ...later].sort((a, b) => a.at.getTime() - b.at.getTime()),
    ...(one.visit && { visit: one.visit }),
    ...(one.leak && { leak: one.leak }),
  }
}
