import Type from 'typebox'
import { OneOf, Id, Nullable } from '#platform/openapi'
import { priorities, type Priority, type Status } from '#core/support'
import type { FieldError } from '#platform/problems'
import { Tag, Text } from '#platform/texts'
import { wrongWords } from './words.ts'

/** Whom a rule or macro may tell. */
export const audiences = ['assignee', 'team', 'supervisors', 'followers', 'requester'] as const
export type Audience = (typeof audiences)[number]
const settable = ['open', 'in_progress', 'waiting_customer', 'resolved', 'closed', 'cancelled'] as const

/** What a macro or a rule does, one after the other. */
export type Action =
  | { do: 'set_status'; status: Status }
  | { do: 'close' }
  | { do: 'set_priority'; priority: Priority }
  | { do: 'raise_priority' }
  | { do: 'set_team'; teamId: string | null }
  | { do: 'set_category'; categoryId: string }
  | { do: 'assign'; assigneeId: string }
  | { do: 'assign_to_me' }
  | { do: 'unassign' }
  | { do: 'add_tags'; tags: string[] }
  | { do: 'remove_tags'; tags: string[] }
  | { do: 'note'; body: string }
  | { do: 'reply'; cannedReplyId?: string; body?: string }
  | { do: 'notify'; who: Audience; text: string }
  | { do: 'request_rating' }
  | { do: 'escalate' }
  | { do: 'remind_overdue' }

const one = <const D extends string, P extends Type.TProperties>(name: D, more: P = {} as P) => Type.Object({ do: Type.Literal(name), ...more }, { additionalProperties: false })
const Tags = Type.Array(Tag, { minItems: 1, maxItems: 20 })
const Words = Text({ maxLength: 10_000 })

export const ActionSchema = Type.Unsafe<Action>(
  Type.Union([
    one('set_status', { status: OneOf(settable) }),
    one('close'),
    one('set_priority', { priority: OneOf(priorities) }),
    one('raise_priority'),
    one('set_team', { teamId: Nullable(Id) }),
    one('set_category', { categoryId: Id }),
    one('assign', { assigneeId: Id }),
    one('assign_to_me'),
    one('unassign'),
    one('add_tags', { tags: Tags }),
    one('remove_tags', { tags: Tags }),
    one('note', { body: Words }),
    one('reply', { cannedReplyId: Type.Optional(Id), body: Type.Optional(Words) }),
    one('notify', { who: OneOf(audiences), text: Text({ maxLength: 500 }) }),
    one('request_rating'),
    one('escalate'),
    one('remind_overdue'),
  ]),
)
/** For the console's builder: each action with a sentence. */
export const actionSentences: Readonly<Record<Action['do'], string>> = {
  set_status: 'Set the status',
  close: 'Close it, when it is resolved',
  set_priority: 'Set the priority',
  raise_priority: 'Raise the priority by one',
  set_team: 'Hand it to a team',
  set_category: 'Set the category',
  assign: 'Give it to somebody',
  assign_to_me: 'Give it to whoever runs the macro',
  unassign: 'Take it from its owner',
  add_tags: 'Add tags',
  remove_tags: 'Remove tags',
  note: 'Write an internal note',
  reply: 'Reply to the customer, with a canned reply or words',
  notify: 'Tell somebody',
  request_rating: 'Ask the customer for a rating',
  escalate: 'Escalate: raise the priority, tag it, tell the supervisors',
  remind_overdue: 'Remind the owner and the supervisors that it is overdue',
}
const onlyMacros = new Set<Action['do']>(['assign_to_me'])
const onlyRules = new Set<Action['do']>(['request_rating', 'remind_overdue'])

/** What is wrong with the actions beyond their form: words with unknown variables, what only a macro or only a rule can do. */
export function wrongActions(actions: readonly Action[], of: 'macro' | 'rule'): FieldError[] {
  return actions.flatMap((action, i) => {
    const path = `actions.${i}`
    if ((of === 'rule' ? onlyMacros : onlyRules).has(action.do)) return [{ path: `${path}.do`, message: of === 'rule' ? 'is for macros: a rule is nobody' : 'is for rules' }]
    if (action.do === 'reply') {
      if ((action.cannedReplyId === undefined) === (action.body === undefined)) return [{ path, message: 'needs either cannedReplyId or body' }]
      return action.body === undefined ? [] : wrongWords(action.body, `${path}.body`)
    }
    return action.do === 'note' ? wrongWords(action.body, `${path}.body`) : []
  })
}
