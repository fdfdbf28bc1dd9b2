import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { readText } from '#platform/db'
import { hours } from '#platform/time'
import { testApp, type TestApp } from '#test/app'
import { makeFor } from '#test/make'
import { makeSupport } from '#test/make.support'
import { evaluate, toSql, wrongConditions, type Condition, type Conditions } from './conditions.ts'
import { comparisons, factColumns, fields } from './fields.ts'
import { ends, undoes, type RuleInput } from './rules.ts'
import type { Action } from './actions.ts'

let t: TestApp
let ids: string[]

beforeAll(async () => {
  t = await testApp()
  const make = makeFor(t)
  const [customer, agent, team] = [await make.customer(), await make.agent(), await make.team({})]
  const categoryId = (await makeSupport(t).category()).id
  ids = [customer.id, agent.id, team.id, categoryId]
  // Tickets of all sorts, many of them with nothing in the columns that may be empty.
  await t.rows(
    `insert into support.tickets (id, reference, requester_id, category_id, line, kind, subject, description, status, priority, assignee_id, team_id, tags, emergency, created_at, updated_at, resolved_at, waiting_since, rating, rating_requests, sla_state, sla_due_at)
     select uuidv7(), 'TKT-1' || lpad(n::text, 5, '0'), $1, $4, 'gas', 'issue', case n % 3 when 0 then 'Gas 100% _off_' when 1 then 'METER ticks' else 'गैस की बदबू' end, 'd' || n,
       (array['open','in_progress','waiting_customer','resolved','closed'])[1 + n % 5], (array['low','medium','high','urgent'])[1 + n % 4], case when n % 2 = 0 then $2::uuid end, case when n % 3 = 0 then $3::uuid end,
       case n % 4 when 0 then '{}'::text[] when 1 then '{a}' when 2 then '{a,b}' else '{c}' end, n % 7 = 0, $5::timestamptz - make_interval(hours => n), $5::timestamptz - make_interval(hours => n / 2),
       case when n % 5 >= 3 then $5::timestamptz - make_interval(hours => n / 3) end, case when n % 5 = 2 then $5::timestamptz - make_interval(hours => 1) end, case when n % 6 = 0 then 1 + n % 5 end, n % 4,
       (array['running','at_risk','breached','paused','none'])[1 + n % 5], case when n % 5 < 3 then $5::timestamptz + make_interval(hours => 10 - n) end
     from generate_series(1, 40) n`,
    [customer.id, agent.id, team.id, categoryId, t.deps.clock.now()],
  )
})

const valueFor = (is: string, field: string): fc.Arbitrary<Condition['value'] | undefined> => {
  const { type, options } = fields[field]!
  const one = options
    ? fc.constantFrom(...options)
    : type === 'id'
      ? fc.nat(3).map((i) => ids[i]!)
      : type === 'list'
        ? fc.constantFrom('a', 'b', 'c', 'x')
        : fc.constantFrom('gas', '100%', '_off_', 'METER', 'बदबू', 'open', '\\', 'd1')
  if (is === 'is_set' || is === 'not_set') return fc.constant(undefined)
  if (type === 'number' || is.endsWith('_hours')) return fc.integer({ min: 0, max: 45 })
  if (type === 'boolean') return fc.boolean()
  return ['in', 'not_in', 'has_any', 'has_all', 'has_none', 'contains_any'].includes(is) ? fc.uniqueArray(one, { minLength: 1, maxLength: 3 }) : one
}
const known = Object.keys(fields).filter((f) => fields[f]!.sql)
const condition = fc
  .constantFrom(...known)
  .chain((field) => fc.tuple(fc.constant(field), fc.constantFrom(...comparisons[fields[field]!.type])))
  .chain(([field, is]) => valueFor(is, field).map((value): Condition => ({ field, is, ...(value === undefined ? {} : { value }) })))
const group = (part: fc.Arbitrary<Condition | Conditions>): fc.Arbitrary<Conditions> =>
  fc.record({ match: fc.constantFrom('all' as const, 'any' as const), of: fc.array(part, { maxLength: 3 }) })
const conditions = group(fc.oneof(condition, group(fc.oneof(condition, group(condition)))))

test('property: the conditions mean the same in SQL and in the engine', async () => {
  const now = t.deps.clock.now()
  const all = await readText<Record<string, unknown> & { id: string }>(
    t.ctx(),
    `select t.id, ${factColumns} from support.tickets t join support.categories c on c.id = t.category_id where $1::timestamptz is not null`,
    [now],
  )
  expect(all).toHaveLength(40)
  await fc.assert(
    fc.asyncProperty(conditions, async (c) => {
      expect(wrongConditions(c, new Set())).toEqual([])
      const values: unknown[] = [now]
      const where = toSql(c, (v) => `$${values.push(v)}`)
      const found = await readText<{ id: string }>(
        t.ctx(),
        `select t.id from support.tickets t join support.categories c on c.id = t.category_id where ${where} and $1::timestamptz is not null`,
        values,
      )
      const held = all.filter((facts) => evaluate(c, facts, now).held)
      expect(found.map((f) => f.id).toSorted()).toEqual(held.map((f) => f.id).toSorted())
    }),
    { numRuns: 400 },
  )
})

test('the log says which condition met which value', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const facts = { status: 'open', createdAt: new Date(now.getTime() - 49 * hours), tags: ['a'] }
  const answer = evaluate(
    {
      match: 'all',
      of: [
        { field: 'status', is: 'equals', value: 'open' },
        { field: 'createdAt', is: 'older_than_hours', value: 48 },
        { match: 'any', of: [{ field: 'tags', is: 'has_any', value: ['b'] }] },
      ],
    },
    facts,
    now,
  )
  expect(answer.held).toBe(false)
  expect(answer.why.map((w) => [w.field, w.held])).toEqual([
    ['status', true],
    ['createdAt', true],
    ['tags', false],
  ])
  expect(evaluate({ match: 'all', of: [] }, {}, now).held).toBe(true)
  expect(evaluate({ match: 'any', of: [] }, {}, now).held).toBe(false)
})

test('what makes no sense is named, field by field', () => {
  const wrong = (...of: Condition[]) => wrongConditions({ match: 'all', of }, new Set(['desk.close_after_hours'])).map((e) => e.path)
  expect(wrong({ field: 'colour', is: 'equals', value: 'red' })).toEqual(['conditions.of.0.field'])
  expect(wrong({ field: 'status', is: 'contains', value: 'o' })).toEqual(['conditions.of.0.is'])
  expect(wrong({ field: 'status', is: 'equals', value: 'opened' })).toEqual(['conditions.of.0.value'])
  expect(wrong({ field: 'createdAt', is: 'older_than_hours', value: 'long' as never })).toEqual(['conditions.of.0.value'])
  expect(wrong({ field: 'createdAt', is: 'older_than_hours', value: { setting: 'users.secret' } })).toEqual(['conditions.of.0.value'])
  expect(wrong({ field: 'createdAt', is: 'older_than_hours', value: { setting: 'desk.close_after_hours' } })).toEqual([])
  expect(wrong({ field: 'teamId', is: 'equals', value: 'us' })).toEqual(['conditions.of.0.value'])
  expect(wrongConditions({ match: 'all', of: [{ field: 'event.by', is: 'equals', value: 'staff' }] }, new Set(), 'conditions', false)).toHaveLength(1)
})

test('a time rule must stop by itself', () => {
  const rule = (of: Conditions['of'], actions: Action[], more: Partial<RuleInput> = {}) =>
    ends({ conditions: { match: 'all', of }, actions, oncePerTicket: false, spacing: null, ...more })
  const open: Condition = { field: 'status', is: 'equals', value: 'open' }
  expect(rule([open], [{ do: 'set_status', status: 'in_progress' }])).toBe(true)
  expect(rule([open], [{ do: 'set_status', status: 'open' }])).toBe(false)
  expect(rule([open], [{ do: 'note', body: 'x' }])).toBe(false)
  expect(rule([open], [{ do: 'note', body: 'x' }], { oncePerTicket: true })).toBe(true)
  expect(rule([open], [{ do: 'note', body: 'x' }], { spacing: 6 })).toBe(true)
  expect(rule([{ field: 'tags', is: 'has_none', value: ['late'] }], [{ do: 'add_tags', tags: ['late'] }])).toBe(true)
  expect(rule([{ field: 'tags', is: 'has_any', value: ['late'] }], [{ do: 'add_tags', tags: ['late'] }])).toBe(false)
  // A condition that need not hold does not stop anything.
  expect(rule([{ match: 'any', of: [open, { field: 'emergency', is: 'equals', value: false }] }], [{ do: 'set_status', status: 'in_progress' }])).toBe(false)
  // What one action makes false a later one makes true again.
  expect(
    rule(
      [open],
      [
        { do: 'set_status', status: 'in_progress' },
        { do: 'set_status', status: 'open' },
      ],
    ),
  ).toBe(false)
})

test('property: what an action undoes does not hold afterwards', () => {
  const action = fc.oneof(
    fc.record({ do: fc.constant('set_status' as const), status: fc.constantFrom('open' as const, 'resolved' as const, 'closed' as const) }),
    fc.record({ do: fc.constant('set_priority' as const), priority: fc.constantFrom('low' as const, 'urgent' as const) }),
    fc.record({ do: fc.constant('add_tags' as const), tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }) }),
    fc.record({ do: fc.constant('remove_tags' as const), tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }) }),
    fc.constant({ do: 'unassign' as const }),
  )
  const about = fc
    .constantFrom('status', 'priority', 'tags', 'assigneeId')
    .chain((field) =>
      fc
        .constantFrom(...comparisons[fields[field]!.type])
        .chain((is) => valueForPure(is, field).map((value): Condition => ({ field, is, ...(value === undefined ? {} : { value }) }))),
    )
  const facts = fc.record({
    status: fc.constantFrom('open', 'resolved', 'closed'),
    priority: fc.constantFrom('low', 'urgent'),
    tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    assigneeId: fc.constantFrom(null, uuid),
  })
  fc.assert(
    fc.property(action, about, facts, (a, c, f) => {
      fc.pre(undoes(a as Action, c))
      const after = {
        ...f,
        ...(a.do === 'set_status' ? { status: a.status } : {}),
        ...(a.do === 'set_priority' ? { priority: a.priority } : {}),
        ...(a.do === 'add_tags' ? { tags: [...new Set([...f.tags, ...a.tags])] } : {}),
        ...(a.do === 'remove_tags' ? { tags: f.tags.filter((x) => !a.tags.includes(x)) } : {}),
        ...(a.do === 'unassign' ? { assigneeId: null } : {}),
      }
      expect(evaluate({ match: 'all', of: [c] }, after, new Date()).held).toBe(false)
    }),
    { numRuns: 1000 },
  )
})
const uuid = '00000000-0000-4000-8000-000000000001'
const valueForPure = (is: string, field: string) => {
  const one =
    field === 'status'
      ? fc.constantFrom('open', 'resolved', 'closed')
      : field === 'priority'
        ? fc.constantFrom('low', 'urgent')
        : field === 'tags'
          ? fc.constantFrom('a', 'b', 'c')
          : fc.constant(uuid)
  if (is === 'is_set' || is === 'not_set') return fc.constant(undefined)
  return ['in', 'not_in', 'has_any', 'has_all', 'has_none'].includes(is) ? fc.uniqueArray(one, { minLength: 1 }) : one
}
