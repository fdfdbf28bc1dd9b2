import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { indexAll, indexMissing } from '#core/support'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'
import { harmless } from './export.ts'

let t: TestApp
let meera: Made
let ravi: Made
let agent: Made
let boss: Made
let narrow: Made
let team: { id: string }
let categoryId: string
let otherCategory: string

beforeAll(async () => {
  t = await testApp()
  const make = makeFor(t)
  const support = makeSupport(t)
  ;[meera, ravi, agent, boss] = await Promise.all([
    make.customer({ name: 'Meera Joshi', phone: '+919820012345', email: 'meera@example.test' }),
    make.customer({ name: 'Ravi Kulkarni' }),
    make.agent(),
    make.supervisor(),
  ])
  team = await make.team({})
  await t.rows(
    `insert into users.roles (name, label, permissions) values ('narrow', 'Narrow', '{"support.ticket.read": "team", "support.ticket.note": "team", "support.ticket.export": "team"}')`,
  )
  narrow = await make.staffWith('narrow', { teams: [team.id] })
  categoryId = (await support.category({ name: 'Billing', teamId: null, fields: [{ key: 'meter', label: 'Meter', type: 'text', required: false }] })).id
  otherCategory = (await support.category({ name: 'Meter', teamId: team.id })).id
})
const open = async (who: Made, over: object = {}) => {
  const { body } = await who.client.post('/support/tickets', { categoryId, subject: 'The bill', description: 'too high', ...over })
  return body
}
const found = async (text: string, who: Made = agent, more = '') =>
  (await who.client.get(`/support/tickets?search=${encodeURIComponent(text)}${more}`)).body.data.map((r: { id: string }) => r.id)

test('finds words of subject, description, messages, notes, tags, answers and the customer; stems; beginnings; not what is excluded', async () => {
  const a = await open(meera, { subject: 'Strange bills arriving', description: 'The regulator whistles', fields: { meter: 'G4471209' } })
  const b = await open(ravi, { subject: 'No flame', description: 'since morning, गैस की बदबू', categoryId: otherCategory })
  await meera.client.post(`/support/tickets/${a.id}/messages`, { body: 'It happens on Thursdays with a peculiar humming' })
  await agent.client.post(`/support/tickets/${b.id}/messages`, { body: 'suspected vandalism', internal: true })
  await agent.client.patch(`/support/tickets/${b.id}`, { tags: ['drs-14'] })
  await t.work()
  for (const text of ['bill', 'strange arrivals', 'whistling', 'humming thursday', 'Joshi', 'Meera bills', 'pecul', 'g4471209', 'G4471209'])
    expect([text, await found(text)]).toEqual([text, [a.id]])
  for (const text of ['vandalism', 'drs-14', 'बदबू', 'Kulkarni', 'flame -whistles', 'flam']) expect([text, await found(text)]).toEqual([text, [b.id]])
  for (const text of ['bill flame', 'nonsenseword', 'the', '&|!()', "':*", '%', '']) expect([text, text === '' ? [] : await found(text)]).toEqual([text, []])
  expect(await found('whistl', agent, '&status=closed')).toEqual([])
})

test('exact keys win: reference, phone with and without the country, e-mail; and parts of them', async () => {
  const [a, b] = [await open(meera, { description: 'about 9820099999' }), await open(ravi, { description: 'call 9820012345 please' })]
  // The reference is found at once, before the index knows of it.
  expect(await found(a.reference)).toEqual([a.id])
  expect(await found(a.reference.slice(4).toLowerCase())).toEqual([a.id])
  await t.work()
  for (const text of ['9820012345', '+91 98200 12345', '919820012345', 'meera@example.test', '20012345']) {
    const ids = await found(text)
    expect([text, ids.includes(a.id), ids.includes(b.id)]).toEqual([text, true, false])
  }
  expect(await found('9820099999')).toEqual([a.id])
})

test('nobody finds what they may not see: customers not others, nor notes; a team not another team', async () => {
  const a = await open(meera, { subject: 'Unmistakable zebra' })
  const b = await open(ravi, { subject: 'Unmistakable giraffe', categoryId: otherCategory })
  await agent.client.post(`/support/tickets/${a.id}/messages`, { body: 'the customer is an elephant', internal: true })
  await agent.client.post(`/support/tickets/${a.id}/messages`, { body: 'we ask the walrus' })
  await t.work()
  expect(await found('unmistakable')).toHaveLength(2)
  expect(await found('unmistakable', meera)).toEqual([a.id])
  expect(await found('unmistakable', ravi)).toEqual([b.id])
  expect(await found('elephant')).toEqual([a.id])
  expect(await found('elephant', meera)).toEqual([])
  expect(await found('walrus', meera)).toEqual([a.id])
  expect(await found(b.reference, meera)).toEqual([])
  expect(await found('unmistakable', narrow)).toEqual([b.id])
  expect(await found(a.reference, narrow)).toEqual([])
})

test('the index follows: another name, a merge, a lost event, a whole new index', async () => {
  const a = await open(ravi, { subject: 'Cucumber' })
  await t.work()
  await t.rows(`update users.people set name = 'Ravi Deshpande' where id = $1`, [ravi.id])
  await t.happen('user.changed', { personId: ravi.id, what: ['name'] })
  await t.work()
  expect(await found('Deshpande cucumber')).toEqual([a.id])
  await t.rows(`delete from support.ticket_search where ticket_id = $1`, [a.id])
  expect(await found('cucumber')).toEqual([])
  await indexMissing(t.ctx())
  expect(await found('cucumber')).toEqual([a.id])
  await t.rows(`truncate support.ticket_search`)
  expect(await indexAll(t.ctx())).toBeGreaterThan(3)
  expect(await found('cucumber')).toEqual([a.id])
})

test('common words walk, rare ones ask the index, and both give the same pages', async () => {
  await t.rows(
    `insert into support.tickets (id, reference, requester_id, category_id, line, kind, subject, description, status, priority, created_at, updated_at)
     select uuidv7(), 'TKT-1' || lpad(n::text, 5, '0'), $1, $2, 'gas', 'issue', case when n <= 300 then 'ancient pressure' else 'pressure' end || case when n % 3000 = 0 then ' rarity' else '' end, 'd', 'closed', 'low', now() - make_interval(mins => 30000 - n), now() from generate_series(1, 26000) n`,
    [meera.id, categoryId],
  )
  await t.rows(
    `insert into support.ticket_search (ticket_id, created_at, words, keys) select id, created_at, strip(to_tsvector('english', subject || ' ' || description)), lower(' ' || reference || ' ') from support.tickets where reference like 'TKT-1%'`,
  )
  await t.rows('analyze support.ticket_search, support.tickets')
  const all = async (text: string, who = agent) => {
    const ids: string[] = []
    for (let cursor = ''; ;) {
      const { body } = await who.client.get(`/support/tickets?search=${text}&limit=100${cursor}`)
      ids.push(...body.data.map((r: { id: string }) => r.id))
      if (body.nextCursor === null || ids.length >= 400) return ids
      cursor = `&cursor=${body.nextCursor}`
    }
  }
  const newest = (where: string, limit: number) =>
    t.rows<{ id: string }>(`select id from support.tickets where ${where} order by created_at desc, id desc limit ${limit}`).then((r) => r.map((x) => x.id))
  expect(await all('pressure')).toEqual(await newest(`subject like '%pressure%'`, 400))
  expect(await all('rarity')).toEqual(await newest(`subject like '%rarity%'`, 400))
  // Common once, and all of them older than the walk goes.
  expect(await all('ancient')).toEqual(await newest(`subject like 'ancient%'`, 400))
  expect(await all('pressure', narrow)).toEqual([])
})

test('export: the same rows as the list, harmless cells, and only for those who may', async () => {
  const hostile = ["=cmd|' /C calc'!A0", '+1+1', '-2+3', '@SUM(A1)', '\t=1', '  =1+1', '＝1+1', 'a "quoted", text\nwith a line', 'गैस की बदबू']
  for (const subject of hostile) {
    const { id } = await open(meera, { subject: 'hostile', categoryId: otherCategory, description: 'hostile' })
    // Written past the API, which takes one line only: an export also holds what came before that rule.
    await t.rows(`update support.tickets set subject = $2 where id = $1`, [id, subject])
  }
  const answer = await boss.client.get(`/support/tickets/export?categoryId=${otherCategory}&requesterId=${meera.id}&sort=oldest`)
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="tickets-\d{4}-\d\d-\d\d\.csv"$/)
  const rows = parse(answer.body as string, { bom: true, columns: true }) as Record<string, string>[]
  expect(rows.map((r) => r.Subject!.replace(/^'/, ''))).toEqual(hostile)
  for (const r of rows) for (const cell of Object.values(r)) expect(cell).not.toMatch(/^\s*[=+\-@＝]/)
  expect(rows[0]).toMatchObject({ Status: 'Open', Customer: 'Meera Joshi', Category: 'Meter', Messages: '0' })
  const listed = (await boss.client.get(`/support/tickets?categoryId=${otherCategory}&requesterId=${meera.id}&sort=oldest&limit=100`)).body.data.map(
    (x: { reference: string }) => x.reference,
  )
  expect(rows.map((r) => r.Reference)).toEqual(listed)
  // The same predicate: a team's scope sees a team's rows.
  const mine = parse((await narrow.client.get('/support/tickets/export')).body as string, { bom: true, columns: true }) as Record<string, string>[]
  expect(new Set(mine.map((r) => r.Category))).toEqual(new Set(['Meter']))
  for (const who of [meera, agent]) expect((await who.client.get('/support/tickets/export')).status).toBe(403)
  expect((await t.client().get('/support/tickets/export')).status).toBe(401)
  expect((await boss.client.get('/support/tickets/export?status=opened')).status).toBe(400)
  expect((await t.rows(`select 1 from platform.audit_log where action = 'tickets.exported'`)).length).toBeGreaterThanOrEqual(2)
  // Search, too, is a filter of the export.
  expect((parse((await boss.client.get('/support/tickets/export?search=rarity')).body as string, { bom: true, columns: true }) as unknown[]).length).toBe(8)
})

test('property: no cell is a formula, and none loses a character', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.tuple(fc.constantFrom('', ' ', '\t', '\r', '\n', '\u0000'), fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', 'a'), fc.string()).map((p) => p.join('')),
      ),
      (text) => {
        const safe = harmless(text)
        expect(safe.endsWith(text)).toBe(true)
        expect(/^[\s\p{Cc}]*[=+\-@＝＋－＠]/u.test(safe)).toBe(false)
      },
    ),
  )
})
