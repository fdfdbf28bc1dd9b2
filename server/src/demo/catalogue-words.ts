import type { Priority } from './catalogue.ts'
import type { RoleKey, TeamKey } from './people.ts'

export interface DemoCannedReply {
  readonly key: string
  readonly title: string
  readonly shortcut: string
  readonly team: TeamKey | null
  readonly body: string
}

export const cannedReplies: readonly DemoCannedReply[] = [
  {
    key: 'ask-photo-meter',
    title: 'Ask for a photo of the meter',
    shortcut: 'photo',
    team: null,
    body: 'Hello {{customer.firstName}}, could you send us a photo of the meter, with the number plate and the display both in the picture? We can then go on with {{ticket.reference}} at once.\n\n{{agent.firstName}}',
  },
  {
    key: 'neighbours',
    title: 'Ask about burners and neighbours',
    shortcut: 'flame',
    team: 'gas-desk',
    body: 'Hello {{customer.firstName}}, is the flame low on every burner, and do your neighbours have the same? It tells us whether to look at your stove or at the street.\n\n{{agent.firstName}}',
  },
  {
    key: 'area-problem',
    title: 'Low pressure in the area',
    shortcut: 'area',
    team: 'gas-desk',
    body: 'Hello {{customer.firstName}}, the pressure is low in your whole area, so your stove and pipes are fine. A crew is at the district regulator. Nothing needs to be done in your home; we will write here as soon as it is back to normal.\n\n{{agent.firstName}}',
  },
  {
    key: 'visit-booked',
    title: 'Visit booked',
    shortcut: 'visit',
    team: null,
    body: 'Hello {{customer.firstName}}, a technician will come to {{customer.address}}. Please ask for the ID card at the door and keep the kitchen free for half an hour. If the time does not suit you, reply here and we will change it.\n\n{{agent.firstName}}',
  },
  {
    key: 'visit-missed',
    title: 'Sorry for the missed visit',
    shortcut: 'missed',
    team: 'field-crew',
    body: 'Hello {{customer.firstName}}, I am sorry that nobody came. You kept your time free and we did not keep our word. Tell me which half of the day suits you and I will book the first visit of it myself.\n\n{{agent.firstName}}',
  },
  {
    key: 'bill-explained',
    title: 'Why the bill is higher',
    shortcut: 'bill',
    team: 'billing',
    body: 'Hello {{customer.firstName}}, I have looked at your bill. The earlier one was estimated because our reader could not see the meter, and it was too low. This one is from a real reading and makes up the difference. If you wish, we can split it into two payments.\n\n{{agent.firstName}}',
  },
  {
    key: 'refund-sent',
    title: 'Refund sent',
    shortcut: 'refund',
    team: 'billing',
    body: 'Hello {{customer.firstName}}, your refund has gone to the account you paid from. Banks take three to five working days to show it. Please quote {{ticket.reference}} if it is not there by then.\n\n{{agent.firstName}}',
  },
  {
    key: 'double-payment',
    title: 'Paid twice',
    shortcut: 'twice',
    team: 'billing',
    body: 'Hello {{customer.firstName}}, both payments reached us. We can send one back, or leave it on your account for the next bill. Which do you prefer?\n\n{{agent.firstName}}',
  },
  {
    key: 'name-change-papers',
    title: 'Papers for a change of name',
    shortcut: 'name',
    team: 'billing',
    body: 'Hello {{customer.firstName}}, for a change of name we need three things: the sale deed or index II, a photo ID of the new owner, and a no-dues letter from the present one. Photos are enough. It takes five working days once we have them.\n\n{{agent.firstName}}',
  },
  {
    key: 'cylinder-delivery',
    title: 'Delivery date',
    shortcut: 'delivery',
    team: 'lpg-bookings',
    body: 'Hello {{customer.firstName}}, your cylinder is on the list for the next round in {{customer.locality}}. You will get a delivery code by SMS that morning; give it only at the door, after you have seen the seal.\n\n{{agent.firstName}}',
  },
  {
    key: 'underweight',
    title: 'Underweight cylinder',
    shortcut: 'weight',
    team: 'lpg-bookings',
    body: 'Hello {{customer.firstName}}, please do not use the cylinder any further. We will weigh it at your door against the tare on its collar; if the net weight is more than 150 g short of 14.2 kg we exchange it at no cost.\n\n{{agent.firstName}}',
  },
  {
    key: 'regulator-exchange',
    title: 'Regulator exchange',
    shortcut: 'regulator',
    team: 'lpg-bookings',
    body: 'Hello {{customer.firstName}}, please turn the regulator off, put the safety cap on the cylinder, and do not try to force it. A delivery man will exchange it. Keep the subscription voucher at hand.\n\n{{agent.firstName}}',
  },
  {
    key: 'leak-follow-up',
    title: 'After a leak: what we found',
    shortcut: 'after',
    team: 'gas-desk',
    body: 'Hello {{customer.firstName}}, thank you for calling us. The crew has found the cause, repaired it and tested the pipe; it is safe to use gas again. If you notice the smell once more, leave and call 1906. Never wait for an answer here.\n\n{{agent.firstName}}',
  },
  {
    key: 'no-answer',
    title: 'We have not heard from you',
    shortcut: 'quiet',
    team: null,
    body: 'Hello {{customer.firstName}}, we still need your answer to go on with “{{ticket.subject}}”. If it is solved, you need not do anything.\n\n{{agent.firstName}}',
  },
  {
    key: 'solved',
    title: 'Solved',
    shortcut: 'done',
    team: null,
    body: 'Hello {{customer.firstName}}, this is done. Should anything still be wrong, just reply here within seven days and {{ticket.reference}} opens again.\n\n{{agent.firstName}}',
  },
]

/** What a macro or a rule does; the desk's own words for its fields. */
export type DemoAction =
  | { readonly do: 'set_status'; readonly status: 'open' | 'in_progress' | 'waiting_customer' | 'resolved' | 'closed' }
  | { readonly do: 'set_priority'; readonly priority: Priority }
  | { readonly do: 'raise_priority' }
  | { readonly do: 'set_team'; readonly team: TeamKey }
  | { readonly do: 'assign_to_me' }
  | { readonly do: 'add_tags'; readonly tags: readonly string[] }
  | { readonly do: 'reply'; readonly canned: string }
  | { readonly do: 'note'; readonly body: string }
  | { readonly do: 'notify'; readonly who: 'assignee' | 'team' | 'supervisors' | 'requester' | 'on_call'; readonly notice: string }
  | { readonly do: 'flag_suspected_leak' }

export interface DemoMacro {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly team: TeamKey | null
  readonly actions: readonly DemoAction[]
}

export const macros: readonly DemoMacro[] = [
  {
    key: 'kothrud-pressure',
    name: 'Part of the Kothrud low pressure',
    description: 'Tags it, raises it to high and tells the customer.',
    team: 'gas-desk',
    actions: [
      { do: 'add_tags', tags: ['drs-14', 'low-pressure'] },
      { do: 'set_priority', priority: 'high' },
      { do: 'reply', canned: 'area-problem' },
      { do: 'set_status', status: 'in_progress' },
    ],
  },
  {
    key: 'need-meter-photo',
    name: 'Need a photo of the meter',
    description: 'Asks for it and waits.',
    team: null,
    actions: [
      { do: 'reply', canned: 'ask-photo-meter' },
      { do: 'set_status', status: 'waiting_customer' },
    ],
  },
  {
    key: 'to-field-crew',
    name: 'Hand to the field crew',
    description: 'Moves it and leaves a note for the planner.',
    team: 'gas-desk',
    actions: [
      { do: 'set_team', team: 'field-crew' },
      { do: 'note', body: 'Needs a visit. Customer has been told that a time will follow.' },
    ],
  },
  {
    key: 'paid-twice',
    name: 'Paid twice: refund or keep?',
    description: 'Takes it, asks, waits.',
    team: 'billing',
    actions: [{ do: 'assign_to_me' }, { do: 'add_tags', tags: ['refund'] }, { do: 'reply', canned: 'double-payment' }, { do: 'set_status', status: 'waiting_customer' }],
  },
  {
    key: 'name-change',
    name: 'Start a change of name',
    description: 'Sends the list of papers and waits.',
    team: 'billing',
    actions: [
      { do: 'add_tags', tags: ['name-change'] },
      { do: 'reply', canned: 'name-change-papers' },
      { do: 'set_status', status: 'waiting_customer' },
    ],
  },
  {
    key: 'underweight',
    name: 'Underweight cylinder',
    description: 'Tells the customer to stop, raises it, alerts the supervisors.',
    team: 'lpg-bookings',
    actions: [
      { do: 'set_priority', priority: 'high' },
      { do: 'add_tags', tags: ['underweight'] },
      { do: 'reply', canned: 'underweight' },
      { do: 'notify', who: 'supervisors', notice: 'ticket.flagged' },
    ],
  },
  {
    key: 'missed-visit',
    name: 'We missed a visit',
    description: 'Says sorry, raises it, tags it.',
    team: 'field-crew',
    actions: [{ do: 'assign_to_me' }, { do: 'set_priority', priority: 'high' }, { do: 'add_tags', tags: ['missed-visit'] }, { do: 'reply', canned: 'visit-missed' }],
  },
  {
    key: 'solve',
    name: 'Solved, say so',
    description: 'Closing words and resolved.',
    team: null,
    actions: [
      { do: 'reply', canned: 'solved' },
      { do: 'set_status', status: 'resolved' },
    ],
  },
]

export interface DemoView {
  readonly key: string
  readonly name: string
  readonly order: number
  readonly shared: boolean
  readonly owner: string | null
  readonly roles: readonly RoleKey[]
  readonly filters: Readonly<Record<string, string | readonly string[]>>
  readonly sort: string
}
const anyStaff: readonly RoleKey[] = ['agent', 'supervisor', 'operations', 'finance', 'admin']
const openStates = ['open', 'in_progress', 'waiting_customer'] as const
const teamView = (order: number, key: TeamKey, name: string): DemoView => ({
  key: `team-${key}`,
  name,
  order,
  shared: true,
  owner: null,
  roles: anyStaff,
  filters: { status: openStates, team: key },
  sort: 'urgency',
})
export const savedViews: readonly DemoView[] = [
  { key: 'emergencies', name: 'Emergencies', order: 1, shared: true, owner: null, roles: anyStaff, filters: { status: openStates, category: 'gas-leak' }, sort: 'urgency' },
  { key: 'my-open', name: 'My open work', order: 2, shared: true, owner: null, roles: anyStaff, filters: { status: openStates, assignee: 'me' }, sort: 'urgency' },
  { key: 'unassigned', name: 'Unassigned', order: 3, shared: true, owner: null, roles: anyStaff, filters: { status: openStates, assignee: 'none' }, sort: 'urgency' },
  {
    key: 'at-risk',
    name: 'At risk or overdue',
    order: 4,
    shared: true,
    owner: null,
    roles: anyStaff,
    filters: { status: openStates, sla: ['at_risk', 'breached'] },
    sort: 'urgency',
  },
  { key: 'waiting', name: 'Waiting for customer', order: 5, shared: true, owner: null, roles: anyStaff, filters: { status: ['waiting_customer'] }, sort: 'oldest' },
  { key: 'resolved-today', name: 'Resolved today', order: 6, shared: true, owner: null, roles: anyStaff, filters: { status: ['resolved'], resolved: 'today' }, sort: 'newest' },
  { key: 'kothrud', name: 'Kothrud low pressure', order: 1, shared: false, owner: 'kavya-rao', roles: [], filters: { status: openStates, tag: 'drs-14' }, sort: 'urgency' },
  { key: 'meter-disputes', name: 'Meter disputes', order: 2, shared: false, owner: 'kavya-rao', roles: [], filters: { status: openStates, tag: 'meter-dispute' }, sort: 'oldest' },
  teamView(11, 'gas-desk', 'Gas desk'),
  teamView(12, 'billing', 'Billing'),
  teamView(13, 'field-crew', 'Field crew'),
  teamView(14, 'lpg-bookings', 'LPG bookings'),
]
