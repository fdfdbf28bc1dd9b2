import Type from 'typebox'
import type { FieldError } from '#platform/problems'
import { wrongActions, type Action } from './actions.ts'
import { isGroup, wrongConditions, type Condition, type Conditions } from './conditions.ts'
import { periodKeys } from './settings.ts'

/** Events that may set a rule off, by the names under which the desk emits them. */
export const triggers = {
  'ticket.created': 'A ticket is opened',
  'ticket.replied': 'A public message is written',
  'ticket.noted': 'An internal note is written',
  'ticket.changed': 'Something of a ticket changes',
  'ticket.rated': 'The customer rates it',
  'ticket.sla_at_risk': 'A clock has used 75 or 90 per cent',
  'ticket.sla_breached': 'A clock ran past its deadline',
  'leak.suspected': 'A text sounds like a gas leak',
} as const
export type TriggerEvent = keyof typeof triggers

export type Trigger = { on: 'event'; event: TriggerEvent } | { on: 'time'; everyMinutes: number }
export const TriggerSchema = Type.Unsafe<Trigger>(
  Type.Union([
    Type.Object({ on: Type.Literal('event'), event: Type.Unsafe<TriggerEvent>({ type: 'string', enum: Object.keys(triggers) }) }, { additionalProperties: false }),
    Type.Object({ on: Type.Literal('time'), everyMinutes: Type.Integer({ minimum: 1, maximum: 1440 }) }, { additionalProperties: false }),
  ]),
)

export interface RuleInput {
  name: string
  active: boolean
  trigger: Trigger
  conditions: Conditions
  actions: Action[]
  oncePerTicket: boolean
  /** Hours before it fires again for the same ticket. */
  spacing: number | { setting: string } | null
}

/** Everything that is wrong with a rule, field by field. */
export function wrongRule(rule: RuleInput): FieldError[] {
  const spacing =
    typeof rule.spacing === 'object' && rule.spacing !== null && !periodKeys.has(rule.spacing.setting) ? [{ path: 'spacing', message: 'names no setting that rules may use' }] : []
  return [...wrongConditions(rule.conditions, periodKeys, 'conditions', rule.trigger.on === 'event'), ...wrongActions(rule.actions, 'rule'), ...spacing]
}

/** Whether `action` makes `condition` false at once, whatever the ticket is like. Unsure means no. */
export function undoes(action: Action, { field, is, value }: Condition): boolean {
  const list = Array.isArray(value) ? (value as string[]) : undefined
  /** The field has this value afterwards. */
  const becomes = (to: string | null): boolean => {
    switch (is) {
      case 'equals':
        return value !== to
      case 'not_equals':
        return value === to
      case 'in':
        return to === null || !list!.includes(to)
      case 'not_in':
        return to !== null && list!.includes(to)
      case 'is_set':
        return to === null
      case 'not_set':
        return to !== null
      default:
        return false
    }
  }
  switch (`${action.do} ${field}`) {
    case 'set_status status':
      return becomes((action as { status: string }).status)
    case 'close status':
      return becomes('closed')
    case 'set_priority priority':
      return becomes((action as { priority: string }).priority)
    case 'set_team teamId':
      return becomes((action as { teamId: string | null }).teamId)
    case 'set_category categoryId':
      return becomes((action as { categoryId: string }).categoryId)
    case 'assign assigneeId':
      return becomes((action as { assigneeId: string }).assigneeId)
    case 'unassign assigneeId':
      return becomes(null)
    case 'add_tags tags':
      return is === 'has_none' && (action as { tags: string[] }).tags.some((t) => list!.includes(t))
    case 'remove_tags tags':
      return (
        (is === 'has_all' && (action as { tags: string[] }).tags.some((t) => list!.includes(t))) ||
        (is === 'has_any' && list!.every((t) => (action as { tags: string[] }).tags.includes(t)))
      )
    case 'escalate tags':
      return is === 'has_none' && list!.includes('escalated')
    case 'request_rating ratingRequestedAt':
      return is === 'not_set' || is === 'older_than_hours'
    case 'request_rating ratingRequests':
      return is === 'fewer_than' && value === 1
    case 'reply lastMessageAt':
    case 'reply updatedAt':
      return is === 'older_than_hours'
    default:
      return false
  }
}

/**
 * Whether a time rule stops by itself: it fires once per ticket, or not again for some hours, or one of its actions makes one of the
 * conditions that must all hold false. Without that it would fire at every round for ever.
 */
export function ends(rule: Pick<RuleInput, 'conditions' | 'actions' | 'oncePerTicket' | 'spacing'>): boolean {
  if (rule.oncePerTicket || rule.spacing !== null) return true
  const must = (c: Conditions): Condition[] => (c.match === 'all' || c.of.length === 1 ? c.of.flatMap((part) => (isGroup(part) ? must(part) : [part])) : [])
  return must(rule.conditions).some((condition) =>
    rule.actions.some(
      (action, i) => undoes(action, condition) && !rule.actions.slice(i + 1).some((later) => later.do === action.do || (later.do === 'set_status' && action.do === 'close')),
    ),
  )
}
