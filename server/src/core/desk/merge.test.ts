import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'

let t: TestApp
let customer: Made
let other: Made
let agent: Made
let categoryId: string
let leakId: string

beforeAll(async () => {
  t = await testApp()
  const make = makeFor(t)
  const support = makeSupport(t)
  ;[customer, other, agent] = await Promise.all([make.customer({ name: 'Meera Joshi' }), make.customer({ name: 'Ravi Kulkarni' }), make.agent({ name: 'Kavya Rao' })])
  categoryId = (await support.category()).id
  leakId = (await support.category({ emergency: true })).id
})
const open = async (who: Made = customer, over: object = {}) =>
  (await who.client.post('/support/tickets', { categoryId, subject: 'No gas', description: 'Since the morning', ...over })).body
const seen = async (id: string, who: Made = agent) => (await who.client.get(`/support/tickets/${id}`)).body
const say = (id: string, body: string, who: Made = customer, more: object = {}) => who.client.post(`/support/tickets/${id}/messages`, { body, ...more })
const texts = async (id: string, who: Made) => (await who.client.get(`/support/tickets/${id}/messages?limit=100`)).body.data.map((m: { body: string }) => m.body)
const merge = (id: string, intoId: string, who = agent) => who.client.post(`/support/tickets/${id}/merge`, { intoId })

test('same customer: one conversation, later replies land in the target, and all of it can be undone', async () => {
  const [a, b] = [await open(), await open(customer, { subject: 'Still no gas', description: 'Nobody came' })]
  await say(a.id, 'first of a')
  await say(b.id, 'first of b')
  await say(b.id, 'a note on b', agent, { internal: true })
  await say(b.id, 'an answer on b', agent)
  const merged = await merge(b.id, a.reference)
  expect(merged.status).toBe(200)
  expect(merged.body).toMatchObject({ id: a.id, messagesCount: 4, links: [{ type: 'merged', ticket: { id: b.id } }] })
  expect(await texts(a.id, customer)).toEqual(['first of a', 'Still no gas\n\nNobody came', 'first of b', 'an answer on b'])
  expect(await texts(a.id, agent)).toContain('a note on b')
  expect((await seen(b.id, customer)).mergedInto).toEqual({ id: a.id, reference: a.reference })
  const queue = (await agent.client.get('/support/tickets?limit=100')).body.data.map((r: { id: string }) => r.id)
  expect([queue.includes(a.id), queue.includes(b.id)]).toEqual([true, false])
  const late = (await say(b.id, 'written to the merged one')).body
  expect(late.ticketId).toBe(a.id)
  expect((await texts(a.id, customer)).at(-1)).toBe('written to the merged one')

  expect((await agent.client.post(`/support/tickets/${b.id}/unmerge`)).status).toBe(200)
  expect(await texts(a.id, customer)).toEqual(['first of a', 'written to the merged one'])
  expect(await texts(b.id, agent)).toEqual(['first of b', 'a note on b', 'an answer on b'])
  expect((await seen(b.id)).mergedInto).toBeNull()
  expect((await agent.client.post(`/support/tickets/${b.id}/unmerge`)).body.code).toBe('desk.not_merged')
  expect((await say(b.id, 'its own again')).body.ticketId).toBe(b.id)
})

test('different customers never see one another, not even what they write later', async () => {
  const [a, b] = [await open(customer), await open(other, { description: 'Ravi lives at 12 Secret Lane' })]
  await say(b.id, 'a secret of Ravi', other)
  expect((await merge(b.id, a.id)).status).toBe(200)
  await say(b.id, 'a later secret of Ravi', other)
  await say(a.id, 'a secret of Meera', customer)
  await say(a.id, 'an answer to Meera', agent)
  expect(await texts(a.id, customer)).toEqual(['a secret of Meera', 'an answer to Meera'])
  expect(await texts(b.id, other)).toEqual(['a secret of Ravi', 'a later secret of Ravi'])
  const all = JSON.stringify([
    await seen(a.id, customer),
    (await customer.client.get(`/support/tickets/${a.id}/timeline`)).body,
    (await customer.client.get('/support/tickets?limit=100')).body,
  ])
  for (const secret of ['Ravi', 'Secret Lane', b.reference, b.id]) expect(all).not.toContain(secret)
  const his = JSON.stringify([await seen(b.id, other), (await other.client.get(`/support/tickets/${b.id}/timeline`)).body, (await other.client.get('/support/tickets')).body])
  for (const secret of ['Meera', a.reference, a.id]) expect(his).not.toContain(secret)
  const staff = (await texts(a.id, agent)).join('\n')
  for (const said of ['a secret of Ravi', 'a later secret of Ravi', 'Secret Lane', 'an answer to Meera']) expect(staff).toContain(said)
  // He learns how it ended.
  await agent.client.patch(`/support/tickets/${a.id}`, { status: 'resolved' })
  await t.work()
  expect((await seen(b.id, other)).status).toBe('resolved')
})

test('what may not be merged is refused by name', async () => {
  const [a, b, c] = [await open(), await open(), await open()]
  const leak = await open(customer, { categoryId: leakId })
  expect((await merge(a.id, a.reference)).body.code).toBe('desk.merge_self')
  expect((await merge(leak.id, a.id)).body.code).toBe('desk.merge_emergency')
  expect((await merge(a.id, b.id)).status).toBe(200)
  expect((await merge(b.id, a.id)).body.code).toBe('desk.merge_cycle')
  expect((await merge(c.id, a.id)).body.code).toBe('desk.merge_cycle')
  expect((await merge(a.id, c.id)).body.code).toBe('desk.merge_cycle')
  expect((await merge(b.id, c.id)).status).toBe(200)
  expect((await agent.client.post(`/support/tickets/${a.id}/unmerge`)).body.code).toBe('desk.merge_followed')
  const ended = await open()
  await agent.client.post(`/support/tickets/${ended.id}/cancel`)
  expect((await merge(await open().then((x) => x.id), ended.id)).body.code).toBe('desk.merge_ended')
  expect((await merge(a.id, b.id, customer)).status).toBe(403)
  expect((await merge('TKT-222222', b.id)).status).toBe(404)
  // The reply goes down the whole chain.
  expect((await say(a.id, 'to the end')).body.ticketId).toBe(c.id)
  await t.rows(`update desk.merges set at = at - interval '31 days' where source_id = $1`, [b.id])
  expect((await agent.client.post(`/support/tickets/${b.id}/unmerge`)).body.code).toBe('desk.merge_too_late')
})

test('forty merges at once, in every direction: no circle, and each ticket is merged at most once', async () => {
  const tickets = await Promise.all(Array.from({ length: 8 }, () => open()))
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => {
      const [x, y] = [tickets[i % 8]!, tickets[(i * 3 + 1) % 8]!]
      return i % 2 ? merge(x.id, y.id) : merge(y.id, x.id)
    }),
  )
  const pairs = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const [x, y] = [await open(), await open()]
      return Promise.all([merge(x.id, y.id), merge(y.id, x.id)])
    }),
  )
  for (const pair of pairs) expect(pair.map((r) => r.status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(answers.every((r) => [200, 409].includes(r.status))).toBe(true)
  const rows = await t.rows<{ id: string; into: string | null }>(`select id, merged_into_id "into" from support.tickets where id = any($1::uuid[])`, [tickets.map((x) => x.id)])
  const into = new Map(rows.map((r) => [r.id, r.into]))
  for (const { id } of rows) {
    const path = new Set<string>()
    for (let at: string | null = id; at !== null; at = into.get(at) ?? null) {
      expect(path.has(at)).toBe(false)
      path.add(at)
    }
  }
  expect(rows.filter((r) => r.into !== null)).toHaveLength(answers.filter((r) => r.status === 200).length)
})

test('a reply that races with the merge is never lost', async () => {
  for (let i = 0; i < 5; i++) {
    const [a, b] = [await open(), await open()]
    const [, ...replies] = await Promise.all([merge(b.id, a.id), ...Array.from({ length: 8 }, (_, n) => say(b.id, `reply ${n}`))])
    expect(replies.every((r) => r.status === 201)).toBe(true)
    const all = await texts(a.id, customer)
    for (let n = 0; n < 8; n++) expect(all).toContain(`reply ${n}`)
  }
})
