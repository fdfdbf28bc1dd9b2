import { expect, test } from 'vitest'
import { testApp } from '#test/app'
import { makeFor } from '#test/make'
import { makeGas } from '#test/make.gas'
import { makeSupport } from '#test/make.support'

test('recall in one motion: each found where it is, frozen, holders told, tickets opened, tracked to the last one', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const gas = await makeGas(t)
  await makeSupport(t).category({ name: 'Cylinder', kind: 'issue' })
  const operations = await make.operations()
  const depotId = await gas.depot()
  const [first, second, third] = await gas.filled(depotId, 3)
  const [holder, booked, payer, stranger] = await make.customers(4)
  const held = await gas.withCustomer(depotId, holder!.id)
  await t.rows(`update gas.cylinders set batch = 'B-77' where id = any($1::uuid[])`, [[first, second, held]])
  await gas.setting('gas.mode', 'delivery')
  const b = await gas.book(booked!, { depotId })
  await gas.pay(b)
  const waiting = await Promise.all([payer!, stranger!].map((p) => gas.book(p, { depotId })))
  await gas.setting('gas.mode', 'instant')
  expect(waiting.map((w) => w.status)).toEqual([201, 201])

  expect((await holder!.client.post('/gas/recalls', { batch: 'B-77', reason: 'Valve' })).status).toBe(403)
  expect((await operations.client.post('/gas/recalls/preview', { batch: 'B-77' })).body).toMatchObject({
    total: 3,
    holders: 1,
    states: { filled: 1, allocated: 1, with_customer: 1 },
  })
  expect((await operations.client.post('/gas/recalls', { batch: 'none', reason: 'Valve' })).status).toBe(404)
  const { body, status } = await operations.client.post('/gas/recalls', { batch: 'B-77', reason: 'The valve may leak' })
  expect([status, body.total, body.settled, body.status]).toEqual([201, 3, 0, 'open'])
  const item = (id: string) => body.items.find((i: { cylinderId: string }) => i.cylinderId === id)
  expect(item(first!)).toMatchObject({ foundIn: 'allocated', state: 'quarantined' })
  expect(item(second!)).toMatchObject({ foundIn: 'filled', state: 'quarantined' })
  expect(item(held)).toMatchObject({ foundIn: 'with_customer', state: 'with_customer', holder: { id: holder!.id }, ticket: { reference: expect.stringMatching(/^TKT-/) } })
  const tickets = (await holder!.client.get('/support/tickets')).body.data
  expect(tickets).toHaveLength(1)
  // Two promises stood on what is left of the shelf: the newest was taken back.
  expect((await t.rows(`select promised, filled from gas.stock where depot_id = $1`, [depotId]))[0]).toEqual({ promised: 1, filled: 1 })
  expect((await operations.client.get(`/gas/bookings/${b.body.booking.id}`)).body).toMatchObject({ status: 'waitlisted', place: 1 })
  await t.work()
  expect((await holder!.client.get('/notification/inbox')).body.data.map((n: { title: string }) => n.title).join()).toContain('Safety recall')

  const settle = (id: string, resolution: string) => operations.client.post(`/gas/recalls/${body.id}/items/${id}`, { resolution })
  expect((await operations.client.patch(`/gas/cylinders/${second}`, { event: 'clear', reason: 'x' })).body.code).toBe('gas.recall_open')
  expect((await settle(held, 'condemned')).body.code).toBe('request.illegal_move')
  expect((await settle(first!, 'condemned')).body).toMatchObject({ settled: 1, status: 'open' })
  expect((await settle(second!, 'cleared')).body).toMatchObject({ settled: 2 })
  expect((await operations.client.patch(`/gas/cylinders/${held}`, { event: 'return' })).body).toMatchObject({ state: 'quarantined', holder: null })
  expect((await operations.client.get(`/gas/recalls/${body.id}`)).body).toMatchObject({ settled: 3, status: 'closed' })
  expect(third).toBeDefined()
})

test('a complaint is about one’s own booking, cylinder or account, and never somebody else’s', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const gas = await makeGas(t)
  const { id: categoryId } = await makeSupport(t).category({ kind: 'complaint' })
  const [who, other] = await make.customers(2)
  const agent = await make.agent()
  const depotId = await gas.depot()
  const cylinder = await gas.withCustomer(depotId, who!.id)
  const b = (await gas.book(who!, { depotId, waitlist: true })).body.booking
  const account = (await agent.client.post('/gas/accounts', { number: '77001234', name: 'x', address: 'y' })).body
  await agent.client.post(`/gas/accounts/${account.id}/customers`, { personId: who!.id })
  const complain = (person: typeof who, type: string, id: string) =>
    person!.client.post('/support/tickets', { categoryId, subject: 'Late', description: 'It is late', relatedTo: { type, id } })
  for (const [type, id, label] of [
    ['gas_booking', b.id, `Booking ${b.reference}`],
    ['gas_cylinder', cylinder, 'Cylinder '],
    ['gas_account', account.id, 'Account 77001234'],
  ] as const) {
    const mine = await complain(who, type, id)
    expect(mine.status).toBe(201)
    expect(JSON.stringify(mine.body.relatedTo)).toContain(label)
    expect((await complain(other, type, id)).body.code).toBe('support.related_unknown')
  }
  expect((await complain(who, 'gas_booking', 'nonsense')).body.code).toBe('support.related_unknown')
  // About the account itself, and about a cylinder of its customer.
  expect((await agent.client.get(`/gas/accounts/${account.id}`)).body.requests).toBe(2)
})
