import { beforeAll, expect, test } from 'vitest'
import { testApp, type Client, type Answer, type TestApp } from '#test/app'
import { form, photo } from '#test/files'
import { makeFor, type Make, type Made } from '#test/make'
import { makeGas, type MakeGas } from '#test/make.gas'
import { expirePromises, endLongWaits } from './end.ts'

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
const shelf = async (depotId: string) => (await t.rows(`select * from gas.stock where depot_id = $1`, [depotId]))[0]!
const of = async (b: Answer) => (await operations.client.get(`/gas/bookings/${b.body.booking.id}`)).body

test('instant: the payment brings the oldest cylinder and takes the old one back, in one commit', async () => {
  const depotId = await gas.depot()
  const [oldest] = await gas.filled(depotId, 3)
  const who = await make.customer()
  const old = await gas.withCustomer(depotId, who.id)
  const quoted = await who.client.post('/gas/bookings/quote', { depotId })
  expect(quoted.body).toMatchObject({ price: { amount: 100_000, currency: 'INR' }, tax: { amount: 4762 }, inStock: true, reasons: [], returns: { id: old } })
  const b = await gas.book(who, { depotId })
  expect(b.status).toBe(201)
  expect(b.body).toMatchObject({
    booking: { status: 'payment_pending', statusLabel: 'Pending', held: true, cylinder: null },
    paymentIntent: { amount: { amount: 100_000, currency: 'INR' }, status: 'created' },
  })
  expect(await shelf(depotId)).toMatchObject({ promised: 1, filled: 3, with_customer: 1 })
  expect((await gas.pay(b)).body.intent).toMatchObject({ statusLabel: 'Success', businessRef: { type: 'gas_booking', id: b.body.booking.id } })
  expect((await gas.pay(b)).body.code).toBe('payment.not_payable')
  expect(await of(b)).toMatchObject({ status: 'delivered', statusLabel: 'Completed', cylinder: { id: oldest }, returnedCylinder: { id: old } })
  expect(await shelf(depotId)).toMatchObject({ promised: 0, filled: 2, with_customer: 1, empty: 1, owned: 4 })
  const history = (await operations.client.get(`/gas/cylinders/${oldest}/history`)).body.data
  expect(history.map((m: { event: string }) => m.event)).toEqual(['instant_hand_over', 'allocate'])
  expect((await who.client.get(`/gas/cylinders/${oldest}`)).body.holder.id).toBe(who.id)
  expect((await who.client.get(`/gas/cylinders/${old}`)).status).toBe(404)
})

test('one open booking; somebody else’s is not there; a promise that is not paid is free again', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  const [who, other] = await make.customers(2)
  const b = await gas.book(who!, { depotId })
  const again = await gas.book(who!, { depotId })
  expect([again.status, again.body.code]).toEqual([409, 'gas.not_eligible'])
  expect(again.body.reasons.map((r: { code: string }) => r.code)).toEqual(['booking_open', 'out_of_stock'])
  const none = await gas.book(other!, { depotId })
  expect(none.body).toMatchObject({ status: 409, code: 'gas.out_of_stock', waitlist: true, waiting: 0 })
  const { id } = b.body.booking
  for (const call of [other!.client.get(`/gas/bookings/${id}`), other!.client.post(`/gas/bookings/${id}/cancel`, {})]) expect((await call).status).toBe(404)
  expect((await other!.client.get('/gas/bookings')).body.data).toEqual([])
  await t.advance(16 * 60_000)
  await expirePromises(t.ctx())
  expect(await of(b)).toMatchObject({ status: 'expired', statusLabel: 'Cancelled' })
  expect(await shelf(depotId)).toMatchObject({ promised: 0, filled: 1 })
  expect((await gas.pay(b)).body.code).toBe('payment.not_payable')
  expect((await gas.book(other!, { depotId })).status).toBe(201)
})

test('waiting list: paid places are served in order of payment when stock arrives, and cancelled in the end', async () => {
  const depotId = await gas.depot()
  const people = await make.customers(4)
  const booked = await Promise.all(people.map((p) => gas.book(p, { depotId, waitlist: true })))
  for (const i of [2, 0, 3, 1]) await gas.pay(booked[i]!)
  expect(await Promise.all([2, 0, 3, 1].map(async (i) => (await of(booked[i]!)).place))).toEqual([1, 2, 3, 4])
  const empty = async () =>
    (await operations.client.post('/gas/cylinders', { code: `W${Math.floor(Math.random() * 1e9)}`, depotId, typeId: gas.typeId, state: 'empty' })).body.id as string
  const ids = [await empty(), await empty()]
  for (const id of ids) expect((await operations.client.patch(`/gas/cylinders/${id}`, { event: 'fill' })).status).toBe(200)
  await t.work()
  expect([await of(booked[2]!), await of(booked[0]!)]).toMatchObject([
    { status: 'delivered', cylinder: { id: ids[0] } },
    { status: 'delivered', cylinder: { id: ids[1] } },
  ])
  expect(await of(booked[3]!)).toMatchObject({ status: 'waitlisted', place: 1 })
  // Two went at once, and who still waits was told once, of the place that holds now.
  expect(
    await t.rows(
      `select payload->>'customerId' id, (payload->>'before')::int before, (payload->>'place')::int place from platform.events where name = 'gas.place_changed' order by seq`,
    ),
  ).toEqual([
    { id: people[3]!.id, before: 3, place: 1 },
    { id: people[1]!.id, before: 4, place: 2 },
  ])
  const inbox = async (i: number) => (await people[i]!.client.get('/notification/inbox')).body.data.map((n: { title: string }) => n.title)
  expect([await inbox(3), await inbox(1)]).toEqual([expect.arrayContaining(['You are number 1 in the queue']), expect.arrayContaining(['You are number 2 in the queue'])])
  expect((await people[1]!.client.post(`/gas/bookings/${booked[1]!.body.booking.id}/cancel`, {})).body).toMatchObject({ statusLabel: 'Cancelled', refund: { amount: 100_000 } })
  await t.advance(15 * 86_400_000)
  await endLongWaits(t.ctx())
  expect(await of(booked[3]!)).toMatchObject({ status: 'cancelled', refund: { amount: 100_000 } })
})

test('delivery: code at the door, five wrong ones lock it, failed tries, exchange at hand-over', async () => {
  const depotId = await gas.depot()
  const [first, second] = await gas.filled(depotId, 2)
  const who = await make.customer()
  const old = await gas.withCustomer(depotId, who.id)
  await gas.setting('gas.mode', 'delivery')
  const b = await gas.book(who, { depotId })
  await gas.setting('gas.mode', 'instant')
  await gas.pay(b)
  const { id } = b.body.booking
  expect(await of(b)).toMatchObject({ status: 'allocated', statusLabel: 'Pending', cylinder: { id: first } })
  const post = (what: string, body: object = {}) => operations.client.post(`/gas/bookings/${id}/${what}`, body)
  expect((await who.client.post(`/gas/bookings/${id}/dispatch`)).status).toBe(403)
  expect((await post('dispatch')).body.status).toBe('out_for_delivery')
  expect((await who.client.post(`/gas/bookings/${id}/cancel`, {})).body.code).toBe('gas.too_late_to_cancel')
  expect((await post('fail', { failure: 'bad_cylinder', note: 'Dented' })).body).toMatchObject({ status: 'delivery_failed', cylinder: null })
  expect(await shelf(depotId)).toMatchObject({ quarantined: 1, filled: 1 })
  expect((await post('reschedule')).body).toMatchObject({ status: 'allocated', cylinder: { id: second } })
  await post('dispatch')
  const codeOf = async () => {
    const { decrypt } = await import('#platform/crypto')
    const [e] = await t.rows(`select payload from platform.events where name = 'gas.booking_dispatched' order by seq desc limit 1`)
    return decrypt(t.config, 'notice', e!.payload.code)
  }
  const firstCode = await codeOf()
  const wrong = firstCode === '111111' ? '222222' : '111111'
  for (let i = 4; i >= 1; i--) expect((await post('deliver', { code: wrong })).body).toMatchObject({ code: 'gas.dac_wrong', left: i })
  expect((await post('deliver', { code: wrong })).body.code).toBe('gas.dac_locked')
  expect((await post('deliver', { code: firstCode })).body.code).toBe('gas.dac_locked')
  await post('code')
  expect((await post('deliver', { code: await codeOf() })).body).toMatchObject({ status: 'delivered', cylinder: { id: second }, returnedCylinder: { id: old } })
  expect(JSON.stringify(t.logged)).not.toContain(firstCode)
  expect(await t.rows(`select 1 from gas.bookings where dac_hash like '%' || $1 || '%'`, [firstCode])).toEqual([])
})

test('a hand-over without the code needs a photo, which stands in the history', async () => {
  const depotId = await gas.depot()
  const [cylinder] = await gas.filled(depotId, 1)
  const who = await make.customer()
  await gas.setting('gas.mode', 'delivery')
  const b = await gas.book(who, { depotId })
  await gas.setting('gas.mode', 'instant')
  await gas.pay(b)
  const { id } = b.body.booking
  await operations.client.post(`/gas/bookings/${id}/dispatch`)
  const send = async (client: Client, bytes: Buffer, name: string) => {
    const { payload, headers } = form(bytes, name)
    return (await client.post('/media', payload, { headers })).body.id as string
  }
  const deliver = (attachmentIds?: string[]) => operations.client.post(`/gas/bookings/${id}/override`, { action: 'deliver', reason: 'Phone is broken', attachmentIds })
  expect((await deliver()).body.code).toBe('gas.photo_needed')
  expect((await deliver([await send(operations.client, Buffer.from('He was there.'), 'note.txt')])).body.code).toBe('gas.photo_needed')
  expect((await deliver([await send(who.client, await photo(), 'mine.jpg')])).body.code).toBe('media.not_yours')
  expect((await of(b)).status).toBe('out_for_delivery')
  expect((await deliver([await send(operations.client, await photo(), 'door.jpg')])).body).toMatchObject({ status: 'delivered', cylinder: { id: cylinder } })
  const history = (await operations.client.get(`/gas/bookings/${id}/history`)).body.data as { kind: string; photos: { url: string }[] }[]
  const { photos } = history.find((h) => h.kind === 'override')!
  expect(photos).toHaveLength(1)
  expect((await operations.client.get(photos[0]!.url)).headers['content-type']).toBe('image/jpeg')
})

test('overrides: a chosen cylinder, another one, taken away; each kept with rule, reason and who; never unpaid', async () => {
  const depotId = await gas.depot()
  const [a, b, c] = await gas.filled(depotId, 3)
  const who = await make.customer()
  const assign = (cylinder: string, customerId = who.id) => operations.client.post(`/gas/cylinders/${cylinder}/assign`, { customerId, reason: 'Medical need' })
  expect((await assign(a!)).body.code).toBe('gas.no_paid_booking')
  await gas.setting('gas.mode', 'delivery')
  const booked = await gas.book(who, { depotId })
  await gas.setting('gas.mode', 'instant')
  expect((await assign(a!)).body.code).toBe('gas.no_paid_booking')
  await gas.pay(booked)
  expect((await of(booked)).cylinder.id).toBe(a)
  expect((await assign(c!)).body).toMatchObject({ status: 'allocated', cylinder: { id: c } })
  // The first one is back in its place: the next customer gets it.
  const next = await make.customer()
  const second = await gas.book(next, { depotId })
  await gas.pay(second)
  expect((await of(second)).cylinder.id).toBe(a)
  const over = await operations.client.post(`/gas/bookings/${booked.body.booking.id}/override`, { action: 'take_away_damaged', reason: 'Valve leaks' })
  expect(over.body).toMatchObject({ status: 'waitlisted', place: 1 })
  await t.work()
  expect(await of(booked)).toMatchObject({ status: 'allocated', cylinder: { id: b } })
  expect(await t.rows(`select action, rule, reason, actor_id from gas.overrides where booking_id = $1 order by at`, [booked.body.booking.id])).toEqual([
    { action: 'reallot', rule: 'fifo', reason: 'Medical need', actor_id: operations.id },
    { action: 'deallocate', rule: 'allotment', reason: 'Valve leaks', actor_id: operations.id },
  ])
  await expect(t.rows(`update gas.overrides set reason = 'x'`)).rejects.toThrow('are not changed')
  const cancelled = await operations.client.post(`/gas/bookings/${booked.body.booking.id}/override`, { action: 'cancel', reason: 'Moved away' })
  expect(cancelled.body).toMatchObject({ status: 'cancelled', refund: { amount: 100_000 } })
  expect((await operations.client.get(`/gas/cylinders/${b}`)).body).toMatchObject({ state: 'filled', holder: null })
  const agent = await make.agent()
  expect((await agent.client.post(`/gas/cylinders/${b}/assign`, { customerId: who.id, reason: 'x' })).status).toBe(403)
})

test('dated rules refuse with every reason and the day it clears', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 2)
  const who = await make.customer()
  const admin = await make.admin()
  await gas.pay(await gas.book(who, { depotId }))
  const rule = (kind: string, value: number) => admin.client.post('/gas/rules', { kind, value, validFrom: '2020-01-01', reason: 'Order of the ministry' })
  const made = [await rule('gap_days', 15), await rule('monthly_cap', 1), await rule('yearly_cap', 1)]
  expect(made.map((m) => m.status)).toEqual([201, 201, 201])
  const refused = await gas.book(who, { depotId })
  expect(refused.body.code).toBe('gas.not_eligible')
  expect(refused.body.reasons.map((r: { code: string }) => r.code)).toEqual(['refill_gap', 'monthly_cap', 'yearly_cap'])
  for (const r of refused.body.reasons) expect(r.clearsOn > t.deps.clock.now().toISOString().slice(0, 10)).toBe(true)
  for (const m of made) expect((await admin.client.patch(`/gas/rules/${m.body.id}`, { validTo: '2020-02-01', reason: 'Over' })).status).toBe(200)
  expect((await gas.book(who, { depotId })).status).toBe(201)
})
