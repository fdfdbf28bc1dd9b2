import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { makeGas, type MakeGas } from '#test/make.gas'
import { testDueOn } from './days.ts'
import { quarantineDue } from './inventory.ts'

let t: TestApp
let make: Make
let gas: MakeGas
let operations: Made
let customer: Made
beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  gas = await makeGas(t)
  operations = await make.operations()
  customer = await make.customer()
})
let n = 0
const register = async (depotId: string, more: object = {}) =>
  operations.client.post('/gas/cylinders', { code: `pqa ${++n + 100}`, depotId, typeId: gas.typeId, state: 'empty', tareGrams: 15_300, testDue: 'D35', ...more })
const shelf = async (depotId: string) => (await t.rows(`select * from gas.stock where depot_id = $1`, [depotId]))[0]!

test('a test-due code ends with its quarter', () => {
  expect(['A26', 'b-27', 'C 2028', 'D99', 'E26', 'A2', ''].map(testDueOn)).toEqual(['2026-03-31', '2027-06-30', '2028-09-30', '2099-12-31', null, null, null])
})

test('registered, filled, emptied, quarantined, cleared: each move is kept and counted', async () => {
  const depotId = await gas.depot()
  const { body } = await register(depotId)
  expect(body).toMatchObject({ code: 'PQA101', state: 'empty', stateLabel: 'Empty', testDueOn: '2035-12-31' })
  expect((await register(depotId, { code: 'PQA-101' })).body.code).toBe('gas.cylinder_code_taken')
  expect((await register(depotId, { code: '!', testDue: 'X1' })).body.errors.map((e: { path: string }) => e.path)).toEqual(['code', 'testDue'])
  const act = (event: string, reason?: string) => operations.client.patch(`/gas/cylinders/${body.id}`, { event, ...(reason ? { reason } : {}) })
  expect((await act('fill')).body).toMatchObject({ state: 'filled', stateLabel: 'Filled' })
  expect((await act('empty')).body.code).toBe('gas.reason_needed')
  expect((await act('fill')).body.code).toBe('request.illegal_move')
  expect((await act('quarantine', 'Hisses')).body.state).toBe('quarantined')
  expect((await act('clear', 'Valve changed')).body.state).toBe('empty')
  const { data } = (await operations.client.get('/gas/cylinders/PQA101/history')).body
  expect(data.map((m: { event: string }) => m.event).toReversed()).toEqual(['received_empty', 'manual_refill', 'leak', 'cleared'])
  expect(await shelf(depotId)).toMatchObject({ owned: 1, empty: 1, filled: 0 })
  await act('quarantine', 'Dented')
  expect((await act('condemn', 'Scrap')).body.state).toBe('condemned')
  expect(await shelf(depotId)).toMatchObject({ owned: 0, condemned: 1 })
  expect((await customer.client.get('/gas/cylinders/PQA101')).status).toBe(404)
  expect((await customer.client.patch(`/gas/cylinders/${body.id}`, { event: 'fill' })).status).toBe(403)
  await expect(t.rows(`update gas.cylinder_moves set event = 'x'`)).rejects.toThrow('are not changed')
  await expect(t.rows(`update gas.stock set owned = owned + 1 where depot_id = $1`, [depotId])).rejects.toThrow('stock_adds_up')
})

test('import: dry run, row by row, the same file again', async () => {
  const [depot] = await t.rows(`select d.code from gas.depots d where d.id = $1`, [await gas.depot()])
  const csv = `code,depot,type,state,test due,batch\nIMP1,${depot!.code},DOM14,filled,D30,B7\nIMP2,NOWHERE,DOM14,,,\nIMP3,${depot!.code},DOM14,filled,A20,\nIMP1,${depot!.code},DOM14,,,\nIMP4,${depot!.code},DOM14,empty,,B7\n`
  const bring = (dryRun: boolean) => operations.client.post('/gas/cylinders/import', { csv, dryRun })
  const errors = [
    { row: 3, field: 'depot', message: 'is not the code of a depot in use' },
    { row: 4, field: 'testDue', message: 'is over, so it cannot be registered as filled' },
  ]
  expect((await bring(true)).body).toEqual({ rows: 5, created: 2, existing: 1, failed: 2, errors })
  expect((await operations.client.get('/gas/cylinders?search=imp')).body.data).toEqual([])
  expect((await bring(false)).body).toEqual({ rows: 5, created: 2, existing: 1, failed: 2, errors })
  expect((await bring(false)).body).toMatchObject({ created: 0, existing: 3 })
  expect((await operations.client.get('/gas/cylinders?search=imp&state=filled')).body.data).toMatchObject([{ code: 'IMP1', batch: 'B7' }])
})

test('a refill batch: weight and test date decide; past its test date it is not filled and not given out', async () => {
  const depotId = await gas.depot()
  const ids = (await Promise.all(Array.from({ length: 5 }, () => register(depotId)))).map((a) => a.body.id as string)
  const sent = await operations.client.post('/gas/refill-batches', { depotId, plant: 'Chakan', cylinderIds: ids })
  expect(sent.status).toBe(201)
  expect((await operations.client.post('/gas/refill-batches', { depotId, plant: 'Chakan', cylinderIds: [ids[0]] })).body.code).toBe('gas.batch_cylinder')
  await operations.client.patch(`/gas/cylinders/${ids[2]}`, { testDue: 'A24' })
  const receive = (items: object[]) => operations.client.post(`/gas/refill-batches/${sent.body.id}/receive`, { items })
  const got = await receive([
    { cylinderId: ids[0], grossGrams: 29_500 },
    { cylinderId: ids[1], grossGrams: 29_349 },
    { cylinderId: ids[2], grossGrams: 29_500 },
    { cylinderId: ids[3], failed: 'hydro_test' },
  ])
  expect(got.body.data.map((d: { outcome: string; reason: string | null }) => [d.outcome, d.reason])).toEqual([
    ['filled', null],
    ['quarantined', '151 g too light'],
    ['quarantined', 'Past its test date'],
    ['condemned', 'Failed the pressure test'],
  ])
  expect((await receive([{ cylinderId: ids[0] }])).body.code).toBe('gas.batch_cylinder')
  expect((await receive([{ cylinderId: ids[4] }])).status).toBe(200)
  expect((await receive([{ cylinderId: ids[4] }])).body.code).toBe('gas.batch_closed')
  expect((await operations.client.get('/gas/refill-batches?open=true')).body.data).toEqual([])
  expect((await operations.client.get('/gas/refill-batches')).body.data[0]).toMatchObject({ id: sent.body.id, plant: 'Chakan', items: { length: 5 } })
  await operations.client.patch(`/gas/cylinders/${ids[0]}`, { testDue: 'A24' })
  const booked = await gas.book(customer, { depotId })
  await gas.pay(booked)
  expect((await customer.client.get(`/gas/bookings/${booked.body.booking.id}`)).body.cylinder.id).toBe(ids[4])
  await quarantineDue(t.ctx())
  expect((await operations.client.get(`/gas/cylinders/${ids[0]}`)).body).toMatchObject({ state: 'quarantined', testOverdue: true })
})

test('the board shows each shelf, its oldest, and says once that it runs low', async () => {
  const depotId = await gas.depot()
  await register(depotId, { state: 'filled' })
  await register(depotId, { state: 'filled' })
  const { data } = (await operations.client.get(`/gas/stock?depotId=${depotId}`)).body
  expect(data).toMatchObject([{ owned: 2, free: 2, low: true, waiting: 0, states: { filled: 2 }, oldest: { filled: expect.any(String), empty: null } }])
  const lows = await t.rows(`select 1 from platform.events where name = 'gas.stock_low' and payload ->> 'depotId' = $1`, [depotId])
  expect(lows).toHaveLength(1)
  expect((await customer.client.get('/gas/stock')).status).toBe(403)
})

test('correcting a state is an override; it cannot give a customer a second cylinder, nor touch a running booking', async () => {
  const depotId = await gas.depot()
  const [a, b] = [(await register(depotId)).body.id, (await register(depotId)).body.id]
  const who = await make.customer()
  const correct = (id: string, body: object) => operations.client.post(`/gas/cylinders/${id}/correct`, { reason: 'Counted by hand', ...body })
  expect((await correct(a, { state: 'with_customer', customerId: who.id })).body).toMatchObject({ state: 'with_customer', holder: { id: who.id } })
  expect((await correct(b, { state: 'with_customer', customerId: who.id })).body.code).toBe('gas.holder_has_one')
  expect((await correct(a, { state: 'empty' })).body).toMatchObject({ state: 'empty', holder: null })
  expect((await operations.client.get(`/gas/overrides?cylinderId=${a}`)).body.data).toMatchObject([
    { action: 'correct', reason: 'Counted by hand', actorName: operations.name },
    { action: 'correct', rule: 'cylinder_moves' },
  ])
  expect((await who.client.get('/gas/overrides')).status).toBe(403)
})
