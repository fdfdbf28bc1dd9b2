import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { makeGas, type MakeGas } from '#test/make.gas'

let t: TestApp
let make: Make
let gas: MakeGas
let operations: Made
beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  gas = await makeGas(t)
  operations = await make.operations()
})

test('a shelf closely: ages, and the oldest first as they will go out', async () => {
  const depotId = await gas.depot()
  const ids = await gas.filled(depotId, 16)
  await t.rows(`update gas.cylinders set filled_at = filled_at - interval '6 days' where id = $1`, [ids[15]])
  await t.rows(`update gas.cylinders set filled_at = filled_at - interval '40 days', test_due_on = current_date + 3, test_due = 'A27' where id = $1`, [ids[14]])
  const { body } = await operations.client.get(`/gas/stock/shelf?depotId=${depotId}&typeId=${gas.typeId}`)
  expect(body.ages.map((a: { count: number }) => a.count)).toEqual([14, 1, 0, 0, 1])
  expect(body.next).toHaveLength(14)
  expect(body.next.slice(0, 3).map((c: { id: string }) => c.id)).toEqual([ids[14], ids[15], ids[0]])
  expect([body.next[0].soon, body.next[1].soon]).toEqual([true, false])
})

test('who waits, in the order of payment; what happened with a booking, with what went against the order', async () => {
  const depotId = await gas.depot()
  const people = await make.customers(2)
  // One after the other: who booked first pays last.
  const booked = []
  for (const p of people) booked.push(await gas.book(p, { depotId, waitlist: true }))
  await gas.pay(booked[1]!)
  await gas.pay(booked[0]!)
  const { body } = await operations.client.get(`/gas/waiting?depotId=${depotId}&typeId=${gas.typeId}`)
  expect(body.data.map((w: { reference: string; place: number }) => [w.reference, w.place])).toEqual([
    [booked[1]!.body.booking.reference, 1],
    [booked[0]!.body.booking.reference, 2],
  ])
  expect(body.data[0].customer.id).toBe(people[1]!.id)
  const { reference } = booked[0]!.body.booking
  await operations.client.post(`/gas/bookings/${reference}/override`, { action: 'cancel', reason: 'Asked by phone' })
  const history = (await operations.client.get(`/gas/bookings/${reference}/history`)).body.data
  expect(history.map((h: { to: string | null; action: string | null }) => h.to ?? h.action)).toEqual(expect.arrayContaining(['cancelled', 'cancel', 'waitlisted', 'paid']))
  expect(history.find((h: { kind: string }) => h.kind === 'override')).toMatchObject({
    action: 'cancel',
    rule: 'cancellation',
    reason: 'Asked by phone',
    actorName: operations.name,
  })
  // A customer has no business here.
  expect((await people[0]!.client.get(`/gas/bookings/${reference}/history`)).status).toBe(403)
})

test('moves of one motion are one line; a batch shows what the scales are compared with', async () => {
  const depotId = await gas.depot()
  const [depot] = await t.rows<{ code: string }>(`select code from gas.depots where id = $1`, [depotId])
  const [type] = await t.rows<{ code: string }>(`select code from gas.cylinder_types where id = $1`, [gas.typeId])
  const csv = `code,depot,type,state,tareGrams\n${[1, 2, 3].map((n) => `MOV${depot!.code.replaceAll('-', '')}${n},${depot!.code},${type!.code},empty,15300`).join('\n')}`
  expect((await operations.client.post('/gas/cylinders/import', { csv })).body).toMatchObject({ created: 3, failed: 0 })
  const line = (await operations.client.get('/gas/moves/recent')).body.data[0]
  expect(line).toMatchObject({ count: 3, to: 'empty', event: 'received_empty', depot: { id: depotId } })
  const all = (await operations.client.get(`/gas/moves?depotId=${depotId}&limit=2`)).body
  expect(all.data).toHaveLength(2)
  expect((await operations.client.get(`/gas/moves?depotId=${depotId}&cursor=${all.nextCursor}`)).body.data).toHaveLength(1)
  const cylinders = (await operations.client.get(`/gas/cylinders?depotId=${depotId}`)).body.data as { id: string }[]
  const { id } = (await operations.client.post('/gas/refill-batches', { depotId, plant: 'Talegaon', cylinderIds: cylinders.map((c) => c.id) })).body
  await operations.client.post(`/gas/refill-batches/${id}/receive`, { items: [{ cylinderId: cylinders[0]!.id, grossGrams: 28_000 }] })
  const batch = (await operations.client.get(`/gas/refill-batches/${id}`)).body
  expect(batch.items).toHaveLength(3)
  expect(batch.items.find((i: { cylinderId: string }) => i.cylinderId === cylinders[0]!.id)).toMatchObject({
    outcome: 'quarantined',
    grossGrams: 28_000,
    tareGrams: 15_300,
    netGrams: 14_200,
  })
})

test('the pace of a shelf; who made a rule and why; bookings by the code of their cylinder', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const who = await make.customer()
  const b = await gas.book(who, { depotId })
  await gas.pay(b)
  const pace = (await operations.client.get('/gas/stock/pace')).body
  expect(pace.data).toContainEqual({ depotId, typeId: gas.typeId, delivered: 1 })
  const supervisor = await make.supervisor()
  const rule = (await supervisor.client.post('/gas/rules', { kind: 'gap_days', value: 3, validFrom: '2020-01-01', validTo: '2020-02-01', reason: 'Order of the ministry' })).body
  expect((await operations.client.get('/gas/rules/log')).body.data).toContainEqual(
    expect.objectContaining({ ruleId: rule.id, action: 'gas.rule_added', actorName: supervisor.name, reason: 'Order of the ministry' }),
  )
  const { cylinder, reference } = (await operations.client.get(`/gas/bookings/${b.body.booking.id}`)).body
  for (const search of [cylinder.code, reference, reference.slice(4, 8)])
    expect((await operations.client.get(`/gas/bookings?search=${search}`)).body.data.map((x: { reference: string }) => x.reference)).toContain(reference)
})

test('a type is renamed or withdrawn by those who may; its weights stay, and one that is withdrawn is not booked', async () => {
  const admin = await make.admin()
  const add = { code: randomUUID().slice(0, 8).toUpperCase(), name: 'Commercial 19 kg', netGrams: 19_000, toleranceGrams: 200 }
  const type = (await admin.client.post('/gas/types', add)).body
  expect((await admin.client.patch(`/gas/types/${type.id}`, { name: 'Commercial 19 kg, blue' })).body).toEqual({ ...type, name: 'Commercial 19 kg, blue' })
  expect((await admin.client.patch(`/gas/types/${type.id}`, { netGrams: 5000 })).status).toBe(400)
  expect((await admin.client.patch(`/gas/types/${type.id}`, {})).status).toBe(400)
  expect((await admin.client.patch(`/gas/types/${randomUUID()}`, { active: false })).status).toBe(404)
  const customer = await make.customer()
  for (const { client } of [customer, operations]) expect((await client.patch(`/gas/types/${type.id}`, { active: false })).status).toBe(403)
  const depotId = await gas.depot()
  const wish = { depotId, typeId: type.id }
  expect((await customer.client.post('/gas/bookings/quote', wish)).body.type).toMatchObject({ id: type.id })
  expect((await admin.client.patch(`/gas/types/${type.id}`, { active: false })).body.active).toBe(false)
  expect((await customer.client.post('/gas/bookings', wish)).body.code).toBe('gas.type_unknown')
})
