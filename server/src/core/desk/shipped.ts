import type { RuleInput } from './rules.ts'

const period = (name: string) => ({ setting: `desk.${name}` })
const all = (...of: RuleInput['conditions']['of']) => ({ match: 'all' as const, of })

/** The rules that every desk starts with (S9). Setup writes those that are missing; people may change them or switch them off. */
export const shippedRules: readonly (RuleInput & { key: string; order: number })[] = [
  {
    key: 'escalate',
    name: 'Open for too long: escalate',
    order: 10,
    active: true,
    trigger: { on: 'time', everyMinutes: 15 },
    conditions: all({ field: 'status', is: 'equals', value: 'open' }, { field: 'createdAt', is: 'older_than_hours', value: period('escalate_after_hours') }),
    actions: [{ do: 'escalate' }],
    oncePerTicket: true,
    spacing: null,
  },
  {
    key: 'overdue',
    name: 'Overdue: remind again and again',
    order: 20,
    active: true,
    trigger: { on: 'time', everyMinutes: 15 },
    conditions: all({ field: 'status', is: 'in', value: ['open', 'in_progress', 'waiting_customer'] }, { field: 'sla', is: 'equals', value: 'breached' }),
    actions: [{ do: 'remind_overdue' }],
    oncePerTicket: false,
    spacing: period('overdue_every_hours'),
  },
  {
    key: 'ask_rating',
    name: 'Ask for a rating',
    order: 30,
    active: true,
    trigger: { on: 'time', everyMinutes: 15 },
    conditions: all(
      { field: 'status', is: 'equals', value: 'resolved' },
      { field: 'rated', is: 'equals', value: false },
      { field: 'resolvedAt', is: 'older_than_hours', value: period('rating_after_hours') },
      { field: 'ratingRequests', is: 'fewer_than', value: 1 },
    ),
    actions: [{ do: 'request_rating' }],
    oncePerTicket: false,
    spacing: null,
  },
  {
    key: 'remind_rating',
    name: 'Remind of the rating, at most twice',
    order: 40,
    active: true,
    trigger: { on: 'time', everyMinutes: 15 },
    conditions: all(
      { field: 'status', is: 'equals', value: 'resolved' },
      { field: 'rated', is: 'equals', value: false },
      { field: 'ratingRequests', is: 'at_least', value: 1 },
      { field: 'ratingRequests', is: 'fewer_than', value: period('rating_requests') },
      { field: 'ratingRequestedAt', is: 'older_than_hours', value: period('rating_reminder_hours') },
    ),
    actions: [{ do: 'request_rating' }],
    oncePerTicket: false,
    spacing: null,
  },
  {
    key: 'close',
    name: 'Close what stays resolved',
    order: 50,
    active: true,
    trigger: { on: 'time', everyMinutes: 15 },
    conditions: all(
      { field: 'status', is: 'equals', value: 'resolved' },
      { field: 'resolvedAt', is: 'older_than_hours', value: period('close_after_hours') },
      { field: 'emergency', is: 'equals', value: false },
    ),
    actions: [{ do: 'close' }],
    oncePerTicket: false,
    spacing: null,
  },
  {
    key: 'low_rating',
    name: 'Rated 1 or 2: tell the supervisors',
    order: 60,
    active: true,
    trigger: { on: 'event', event: 'ticket.rated' },
    conditions: all({ field: 'rating', is: 'at_most', value: 2 }),
    actions: [
      { do: 'add_tags', tags: ['unhappy'] },
      { do: 'notify', who: 'supervisors', text: 'A customer was not happy with how this was handled.' },
    ],
    oncePerTicket: true,
    spacing: null,
  },
]
