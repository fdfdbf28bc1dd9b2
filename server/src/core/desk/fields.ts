import { channels, kinds, priorities, statuses } from '#core/support'

export type FieldType = 'choice' | 'text' | 'number' | 'boolean' | 'instant' | 'list' | 'id'

/** What a rule may ask about. `sql` reads it from `t` (the ticket) and `c` (its category), with `$1` for the present instant. */
export interface Field {
  readonly sentence: string
  readonly type: FieldType
  readonly options?: readonly string[]
  /** Missing for what only the event knows. */
  readonly sql?: string
}

const slaStates = ['running', 'at_risk', 'breached', 'paused', 'met', 'none'] as const

/** Every field a condition may use: the documentation, the console's rule builder and the engine read this one table. */
export const fields: Readonly<Record<string, Field>> = {
  status: { sentence: 'Status', type: 'choice', options: statuses, sql: 't.status' },
  priority: { sentence: 'Priority', type: 'choice', options: priorities, sql: 't.priority' },
  kind: { sentence: 'Kind of request', type: 'choice', options: kinds, sql: 't.kind' },
  channel: { sentence: 'Where it came from', type: 'choice', options: channels, sql: 't.channel' },
  line: { sentence: 'Service line', type: 'text', sql: 't.line' },
  categoryId: { sentence: 'Category', type: 'id', sql: 't.category_id' },
  category: { sentence: 'Key of the category', type: 'text', sql: 'c.key' },
  emergency: { sentence: 'Is an emergency', type: 'boolean', sql: 't.emergency' },
  teamId: { sentence: 'Team', type: 'id', sql: 't.team_id' },
  assigneeId: { sentence: 'Owner', type: 'id', sql: 't.assignee_id' },
  requesterId: { sentence: 'Customer', type: 'id', sql: 't.requester_id' },
  tags: { sentence: 'Tags', type: 'list', sql: 't.tags' },
  subject: { sentence: 'Subject', type: 'text', sql: 't.subject' },
  description: { sentence: 'Description', type: 'text', sql: 't.description' },
  sla: {
    sentence: 'State of the most urgent clock',
    type: 'choice',
    options: slaStates,
    // What the row says is as of the last event; time alone makes a running clock breached.
    sql: `case when t.sla_state in ('running', 'at_risk') and t.sla_due_at < $1 then 'breached' else t.sla_state end`,
  },
  slaDueAt: { sentence: 'When the next promise is due', type: 'instant', sql: 't.sla_due_at' },
  rated: { sentence: 'Has a rating', type: 'boolean', sql: '(t.rating is not null)' },
  rating: { sentence: 'Rating, 1 to 5', type: 'number', sql: 't.rating' },
  ratingRequests: { sentence: 'How often a rating was asked for', type: 'number', sql: 't.rating_requests' },
  ratingRequestedAt: { sentence: 'When a rating was last asked for', type: 'instant', sql: 't.rating_requested_at' },
  reopenCount: { sentence: 'How often it was opened again', type: 'number', sql: 't.reopen_count' },
  messagesCount: { sentence: 'Number of messages', type: 'number', sql: 't.messages_count' },
  createdAt: { sentence: 'Created', type: 'instant', sql: 't.created_at' },
  updatedAt: { sentence: 'Last changed', type: 'instant', sql: 't.updated_at' },
  assignedAt: { sentence: 'Assigned', type: 'instant', sql: 't.assigned_at' },
  firstRespondedAt: { sentence: 'First answered', type: 'instant', sql: 't.first_responded_at' },
  lastMessageAt: { sentence: 'Last message', type: 'instant', sql: 't.last_message_at' },
  lastCustomerMessageAt: { sentence: 'Last message of the customer', type: 'instant', sql: 't.last_customer_message_at' },
  waitingSince: { sentence: 'Waiting for the customer since', type: 'instant', sql: 't.waiting_since' },
  resolvedAt: { sentence: 'Resolved', type: 'instant', sql: 't.resolved_at' },
  snoozedUntil: { sentence: 'Asleep until', type: 'instant', sql: 't.snoozed_until' },
  'event.by': { sentence: 'Who caused the event', type: 'choice', options: ['customer', 'staff', 'system'] },
  'event.text': { sentence: 'What was written', type: 'text' },
  'event.changed': { sentence: 'What changed', type: 'list' },
}

const nullness = ['is_set', 'not_set'] as const
/** The comparisons that make sense for each type of field. */
export const comparisons: Readonly<Record<FieldType, readonly string[]>> = {
  choice: ['equals', 'not_equals', 'in', 'not_in'],
  text: ['equals', 'not_equals', 'in', 'not_in', 'contains', 'not_contains', 'contains_any'],
  number: ['equals', 'not_equals', 'at_least', 'more_than', 'at_most', 'fewer_than', ...nullness],
  boolean: ['equals'],
  instant: ['older_than_hours', 'within_hours', 'due_within_hours', ...nullness],
  list: ['has_any', 'has_all', 'has_none'],
  id: ['equals', 'not_equals', 'in', 'not_in', ...nullness],
}

/** Reads every field of tickets in one row each; `$1` is the present instant. */
export const factColumns = Object.entries(fields)
  .filter(([, f]) => f.sql)
  .map(([name, f]) => `${f.sql!} "${name}"`)
  .join(', ')
