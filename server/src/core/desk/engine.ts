import { system } from '#platform/access'
import { actingAs, inSavepoint, inTransaction, read, readText, write, type Ctx, type Tx } from '#platform/db'
import type { EventOf } from '#platform/events'
import { Problem } from '#platform/problems'
import { later, hours, days } from '#platform/time'
import { lockTicket, type Ticket } from '#core/support'
import { evaluate, resolved, toSql, type Facts } from './conditions.ts'
import { cycle } from './cycle.ts'
import { factColumns } from './fields.ts'
import { perform } from './perform.ts'
import type { RuleInput, Trigger, TriggerEvent } from './rules.ts'
import type { Why } from './schema.ts'
import { periodValues, ruleLogDays } from './settings.ts'

export interface Rule extends RuleInput {
  id: string
  key: string | null
  lastRunAt: Date | null
}
/** What a timeline shows as the actor of a rule, and how the engine knows its own work again. */
const RULE = 'Rule: '
/** After a failure a rule leaves the ticket alone for so long. */
const REST = 6 * hours

const rulesOn = read<Rule>(
  'desk.rules_on',
  `select id, key, name, active, trigger, conditions, actions, once_per_ticket "oncePerTicket", spacing, last_run_at "lastRunAt" from desk.rules where active and trigger->>'on' = $1 order by sort_order, id`,
)
const factsOf = read<Record<string, unknown>>(
  'desk.facts',
  `select ${factColumns} from support.tickets t join support.categories c on c.id = t.category_id where t.id = $2 and $1::timestamptz is not null`,
)
interface Mark {
  ruleId: string
  times: number
  lastAt: Date
  restUntil: Date | null
}
const marksOf = read<Mark>('desk.marks', `select rule_id "ruleId", times, last_at "lastAt", rest_until "restUntil" from desk.rule_marks where ticket_id = $1`)
const mark = write(
  'desk.mark',
  `insert into desk.rule_marks (rule_id, ticket_id, times, last_at) values ($1, $2, 1, $3) on conflict (rule_id, ticket_id) do update set times = rule_marks.times + 1, last_at = excluded.last_at, rest_until = null`,
)
const rest = write(
  'desk.rest',
  `insert into desk.rule_marks (rule_id, ticket_id, times, last_at, rest_until) values ($1, $2, 0, '-infinity', $3) on conflict (rule_id, ticket_id) do update set rest_until = excluded.rest_until`,
)
const log = write(
  'desk.log_run',
  `insert into desk.rule_runs (rule_id, ticket_id, reference, outcome, event_seq, why, did, error, at) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)`,
)

const spacingOf = (rule: Pick<Rule, 'spacing'>, values: ReadonlyMap<string, number>): number | null =>
  rule.spacing === null ? null : typeof rule.spacing === 'number' ? rule.spacing : values.get(rule.spacing.setting)!

/** Whether once-per-ticket, spacing and rest let the rule fire for the ticket now. */
function rested(rule: Rule, m: Mark | undefined, spacing: number | null, now: Date): boolean {
  if (!m) return true
  if (m.restUntil && m.restUntil > now) return false
  if (rule.oncePerTicket && m.times > 0) return false
  return spacing === null || m.times === 0 || m.lastAt.getTime() <= now.getTime() - spacing * hours
}

interface Occasion {
  event: TriggerEvent | null
  seq: number | null
  facts: Facts
}

/**
 * Runs the rules for one ticket. What the rules change does not call them again: the cycle itself looks at them anew (see cycle.ts), with
 * rules on changes joining once something has changed. `first` is the time rule that began it.
 */
async function run(tx: Tx, rules: readonly Rule[], ticketId: string, occasion: Occasion, first?: Rule): Promise<void> {
  const now = tx.now()
  const values = await periodValues(tx)
  let ticket: Ticket = await lockTicket(tx, ticketId)
  if (ticket.mergedIntoId !== null) return
  const marks = new Map((await marksOf(tx, [ticketId])).map((m) => [m.ruleId, m]))
  let changed: string[] = []
  let why: Why[] = []
  const look = async (rule: Rule): Promise<boolean> => {
    if (!rested(rule, marks.get(rule.id), spacingOf(rule, values), now)) return false
    const trigger: Trigger = rule.trigger
    let facts: Facts = occasion.facts
    if (rule !== first) {
      if (trigger.on !== 'event') return false
      if (trigger.event !== occasion.event) {
        if (trigger.event !== 'ticket.changed' || changed.length === 0) return false
        facts = { 'event.by': 'system', 'event.changed': changed, 'event.text': null }
      }
    }
    const [found] = await factsOf(tx, [now, ticketId])
    const answer = evaluate(resolved(rule.conditions, values), { ...found, ...facts }, now)
    why = answer.why
    return answer.held
  }
  const fire = async (rule: Rule): Promise<void> => {
    const as = actingAs(tx, system(`${RULE}${rule.name}`))
    const before = ticket
    const did: string[] = []
    try {
      await inSavepoint(tx, async () => {
        for (const action of rule.actions) {
          const done = await perform(as, ticket, action, `${RULE}${rule.name}`)
          ticket = done.ticket
          if (done.did) did.push(done.did)
        }
      })
      await mark(tx, [rule.id, ticketId, now])
      await log(tx, [rule.id, ticketId, ticket.reference, 'fired', occasion.seq, JSON.stringify(why), did, null, now])
      changed = [...new Set([...changed, ...differing(before, ticket)])]
    } catch (error) {
      if (passing(error)) throw error
      ticket = before
      const said = error instanceof Problem ? `${error.code}: ${error.message}` : 'The action failed; the log of the server says why.'
      if (!(error instanceof Problem)) tx.log.error({ err: error, rule: rule.id, ticket: ticketId }, 'a rule failed')
      await rest(tx, [rule.id, ticketId, later(now, REST)])
      await log(tx, [rule.id, ticketId, ticket.reference, 'failed', occasion.seq, JSON.stringify(why), did, said, now])
    }
  }
  await cycle(first ? [first, ...rules] : rules, look, fire)
}

/** A deadlock or a lost connection is nobody's fault: the whole transaction is tried again. */
const passing = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = (cause as { code?: string } | undefined)?.code
  return code === '40P01' || code === '40001' || (code?.startsWith('08') ?? false) || (code?.startsWith('57') ?? false)
}

const names: readonly (keyof Ticket)[] = ['status', 'priority', 'assigneeId', 'teamId', 'categoryId', 'tags', 'subject']
const differing = (a: Ticket, b: Ticket): string[] => names.filter((n) => JSON.stringify(a[n]) !== JSON.stringify(b[n])).map((n) => n.replace(/Id$/, ''))

const textOf = read<{ text: string | null }>(
  'desk.event_text',
  `select coalesce((select body from support.messages where id = $1), (select body from support.notes where id = $2), (select subject || E'\\n' || description from support.tickets where id = $3)) text`,
)

/** Subscriber: runs the rules on an event. An event that a rule caused runs none. */
export async function onTicketEvent(tx: Tx, event: EventOf<TriggerEvent>): Promise<void> {
  if (event.actorId === null && event.actorName.startsWith(RULE)) return
  const rules = await rulesOn(tx, ['event'])
  if (!rules.some((r) => r.trigger.on === 'event' && r.trigger.event === event.name)) return
  const p = event.payload as { ticketId: string; requesterId: string | null; side?: string; messageId?: string; noteId?: string; what?: readonly string[] }
  const [said] = await textOf(tx, [p.messageId ?? null, p.noteId ?? null, event.name === 'ticket.created' || event.name === 'leak.suspected' ? p.ticketId : null])
  const by = p.side ?? (event.actorId === null ? (event.actorName === system().name ? 'system' : 'customer') : event.actorId === p.requesterId ? 'customer' : 'staff')
  await run(tx, rules, p.ticketId, { event: event.name, seq: event.seq, facts: { 'event.by': by, 'event.text': said?.text ?? null, 'event.changed': [...(p.what ?? [])] } })
}

/** Tickets that a time rule looks at in one round; what is left over waits for the next sweep, a minute later. */
const BATCH = 500

/** The tickets for which a rule would fire now, oldest first. */
export async function candidates(ctx: Ctx, rule: Rule, limit: number): Promise<{ id: string; reference: string }[]> {
  const now = ctx.now()
  const settings = await periodValues(ctx)
  const values: unknown[] = [now]
  const value = (v: unknown) => `$${values.push(v)}`
  const where = toSql(resolved(rule.conditions, settings), value)
  const spacing = spacingOf(rule, settings)
  const ruleId = value(rule.id)
  const held = [
    `k.rest_until > $1::timestamptz`,
    ...(rule.oncePerTicket ? ['k.times > 0'] : []),
    ...(spacing === null ? [] : [`(k.times > 0 and k.last_at > $1::timestamptz - make_interval(secs => ${value(spacing * 3600)}::float8))`]),
  ]
  return readText(
    ctx,
    `select t.id, t.reference from support.tickets t join support.categories c on c.id = t.category_id
     where ${where} and t.merged_into_id is null and not exists (select 1 from desk.rule_marks k where k.rule_id = ${ruleId}::uuid and k.ticket_id = t.id and (${held.join(' or ')})) order by t.id limit ${limit}`,
    values,
  )
}

const claim = write<{ id: string }>(
  'desk.claim_rule',
  `update desk.rules set last_run_at = $2 where id = $1 and active and (last_run_at is null or last_run_at <= $2::timestamptz - make_interval(mins => (trigger->>'everyMinutes')::int)) returning id`,
)
const unclaim = write('desk.unclaim_rule', `update desk.rules set last_run_at = $2 where id = $1`)

/** Sweep: runs every time rule that is due. Each ticket in a transaction of its own, so that one that fails takes no other with it. */
export async function runTimeRules(ctx: Ctx): Promise<void> {
  for (const rule of await rulesOn(ctx, ['time'])) {
    const [mine] = await inTransaction(ctx, (tx) => claim(tx, [rule.id, ctx.now()]))
    if (!mine) continue
    const found = await candidates(ctx, rule, BATCH)
    for (const { id } of found) {
      try {
        await inTransaction(ctx, async (tx) => run(tx, await rulesOn(tx, ['event']), id, { event: null, seq: null, facts: {} }, rule))
      } catch (error) {
        ctx.log.error({ err: error, rule: rule.id, ticket: id }, 'a rule failed')
        await inTransaction(ctx, (tx) => rest(tx, [rule.id, id, later(tx.now(), REST)]))
      }
    }
    if (found.length === BATCH) await inTransaction(ctx, (tx) => unclaim(tx, [rule.id, rule.lastRunAt]))
  }
}

const recent = read<{ id: string; reference: string; subject: string }>(
  'desk.recent',
  `select id, reference, subject from support.tickets where merged_into_id is null order by created_at desc, id desc limit 100`,
)

/**
 * What the rule would do to the last 100 tickets as they are now: for each whether its conditions hold, and why. Changes nothing. What only an
 * event knows is unknown here: a condition on it is shown with no value and does not hold.
 */
export async function dryRun(ctx: Ctx, rule: Pick<Rule, 'id' | 'conditions' | 'trigger' | 'oncePerTicket' | 'spacing' | 'actions'>) {
  const now = ctx.now()
  const conditions = resolved(rule.conditions, await periodValues(ctx))
  const out: { ticket: { id: string; reference: string; subject: string }; held: boolean; why: Why[] }[] = []
  for (const ticket of await recent(ctx)) {
    const [facts] = await factsOf(ctx, [now, ticket.id])
    out.push({ ticket, ...evaluate(conditions, facts!, now) })
  }
  return out
}

const forget = write('desk.forget_runs', `delete from desk.rule_runs where at < $1`)
/** Sweep: the log of rules is kept for as long as the setting says. */
export const forgetRuns = (ctx: Ctx): Promise<void> => inTransaction(ctx, async (tx) => void (await forget(tx, [later(tx.now(), -(await ruleLogDays(tx)) * days)])))
