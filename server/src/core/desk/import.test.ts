import { Readable } from 'node:stream'
import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'
import { makeSupport } from '#test/make.support'
import { importTickets } from './import.ts'

let t: TestApp
let meera: Made
let agent: Made

beforeAll(async () => {
  t = await testApp()
  const make = makeFor(t)
  ;[meera, agent] = await Promise.all([make.customer({ name: 'Meera Joshi', email: 'meera@example.test', phone: '+919820012345' }), make.agent({ email: 'kavya@example.test' })])
  await makeSupport(t).category({ name: 'Billing' })
  await makeSupport(t).category({ name: 'Gas leak', emergency: true })
})
const heading =
  'External ID,Category,Subject,Description,Status,Priority,Requester name,Requester email,Assignee email,Tags,Created at,First responded at,Resolved at,Closed at,Rating'
const good = [
  'OLD-1,Billing,"Bill, too high",It was 900,closed,high,,meera@example.test,kavya@example.test,refund;vip,2026-01-05T10:00:00+05:30,2026-01-05T11:00:00+05:30,2026-01-06T10:00:00+05:30,2026-01-13T10:00:00+05:30,4',
  'OLD-2,billing,Second,,in progress,normal,Asha,,kavya@example.test,,2026-02-05T10:00:00Z,,,,',
  'OLD-3,Gas leak,An old leak,,solved,,Asha,,,,2026-03-05T10:00:00Z,,2026-03-05T11:00:00Z,,',
]
const bad = [
  'OLD-4,Teapots,No category,,closed,,Asha,,,,2026-01-05T10:00:00Z,,,,',
  'OLD-5,Billing,,,opened,,Asha,,,,yesterday,,,,9',
  'OLD-6,Gas leak,Still leaking,,open,,Asha,,,,2026-01-05T10:00:00Z,,,,',
  'OLD-7,Billing,Nobody asked,,closed,,,nobody@example.test,,,2026-01-05T10:00:00Z,2026-01-04T10:00:00Z,,,',
  'OLD-1,Billing,Twice in the file,,closed,,Asha,,,,2026-01-05T10:00:00Z,,,,',
]
const run = (rows: string[], options = {}) => importTickets(t.ctx(), Readable.from([`\ufeff${[heading, ...rows].join('\r\n')}\r\n`]), options)

test('a dry run says what would happen and writes nothing; the import does it; the same file again changes nothing', async () => {
  const dry = await run([...good, ...bad], { dryRun: true })
  expect(dry).toMatchObject({ rows: 8, created: 3, existing: 1, failed: 4 })
  expect(dry.errors.map((e) => `${e.row} ${e.field}`)).toEqual([
    '5 category',
    '6 subject',
    '6 createdAt',
    '6 status',
    '6 rating',
    '7 category',
    '8 firstRespondedAt',
    '8 requesterName',
  ])
  expect(await t.rows('select 1 from support.tickets')).toEqual([])
  const real = await run([...good, ...bad])
  expect(real).toEqual(dry)
  const again = await run([...good, ...bad])
  expect(again).toMatchObject({ rows: 8, created: 0, existing: 4, failed: 4 })
  expect((await t.rows('select 1 from support.tickets')).length).toBe(3)

  const mine = (await meera.client.get('/support/tickets')).body.data
  expect(mine).toMatchObject([
    { subject: 'Bill, too high', status: 'closed', priority: 'high', createdAt: '2026-01-05T04:30:00.000Z', closedAt: '2026-01-13T04:30:00.000Z', rating: 4 },
  ])
  const staff = (await agent.client.get('/support/tickets?search=bill')).body.data
  expect(staff).toMatchObject([{ tags: ['refund', 'vip'], assignee: { id: agent.id } }])
  // Work that goes on weighs on its owner; nobody was told of anything.
  expect(await t.rows('select load from support.agent_load where agent_id = $1', [agent.id])).toEqual([{ load: 1 }])
  expect(await t.events()).toEqual([])
  expect((await agent.client.get(`/support/tickets/${mine[0].id}/timeline`)).body.data).toHaveLength(2)
})

test('a file that cannot be read is refused with what it lacks', async () => {
  await expect(importTickets(t.ctx(), Readable.from(['a,b\n1,2\n']))).rejects.toMatchObject({ code: 'desk.import_unreadable' })
  await expect(importTickets(t.ctx(), Readable.from(['externalId,subject\n1,2\n']))).rejects.toMatchObject({ code: 'desk.import_unreadable' })
})
