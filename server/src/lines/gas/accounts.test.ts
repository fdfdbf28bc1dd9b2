import { beforeAll, expect, test } from 'vitest'
import { decrypt } from '#platform/crypto'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make, type Made } from '#test/make'
import { makeGas, type MakeGas } from '#test/make.gas'
import { makeSupport } from '#test/make.support'

let t: TestApp
let make: Make
let gas: MakeGas
let agent: Made
beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  gas = await makeGas(t)
  agent = await make.agent()
})
let n = 1000
const account = async (more: object = {}) =>
  (await agent.client.post('/gas/accounts', { number: `14027789${++n}`, name: 'Meera Deshpande', address: '302 Shrirang Apts, Pune', lastBillAmount: 84_250, ...more })).body

test('a customer links several accounts by bill and by code, sees them, and takes one off', async () => {
  const who = await make.customer()
  const [a, b] = [await account({ meterNumber: 'M-1' }), await account({ email: 'home@example.test' })]
  const linked = await who.client.post('/gas/accounts/link', { number: `${a.number.slice(0, 4)} ${a.number.slice(4)}`, lastBillAmount: 84_250 })
  expect(linked.body).toMatchObject({ id: a.id, meterNumber: 'M-1', customers: [], cylinders: [] })
  expect((await who.client.post('/gas/accounts/link', { number: a.number, lastBillAmount: 84_250 })).body.code).toBe('gas.account_linked')
  expect((await who.client.post('/gas/accounts/code', { number: b.number, channel: 'email' })).status).toBe(204)
  const [e] = await t.rows(`select payload from platform.events where name = 'gas.account_code' order by seq desc limit 1`)
  const code = decrypt(t.config, 'notice', e!.payload.code)
  expect(decrypt(t.config, 'notice', e!.payload.to)).toBe('home@example.test')
  const other = await make.customer()
  expect((await other.client.post('/gas/accounts/link', { number: b.number, code })).body.code).toBe('gas.account_proof')
  expect((await who.client.post('/gas/accounts/link', { number: b.number, code })).status).toBe(200)
  expect((await who.client.get('/gas/accounts')).body.data.map((x: { id: string }) => x.id)).toEqual([a.id, b.id])
  expect((await other.client.get('/gas/accounts')).body.data).toEqual([])
  expect((await other.client.get(`/gas/accounts/${a.id}`)).status).toBe(404)
  expect((await agent.client.get(`/gas/accounts/${a.id}`)).body.customers).toEqual([{ id: who.id, name: who.name }])
  // With two accounts a booking names one; the open booking keeps it linked.
  const depotId = await gas.depot()
  await gas.filled(depotId, 1)
  expect((await gas.book(who, { depotId })).body.code).toBe('gas.account_choose')
  expect((await gas.book(other, { depotId, accountId: a.id })).body.code).toBe('gas.account_unknown')
  const booked = await gas.book(who, { depotId, accountId: a.id })
  expect(booked.body.booking.account).toEqual({ id: a.id, number: a.number })
  expect((await who.client.delete(`/gas/accounts/${a.id}/link`)).body.code).toBe('gas.account_booking_open')
  expect((await who.client.delete(`/gas/accounts/${b.id}/link`)).status).toBe(204)
  await agent.client.patch(`/gas/accounts/${a.id}`, { status: 'on_hold' })
  await who.client.post(`/gas/bookings/${booked.body.booking.id}/cancel`, {})
  expect((await gas.book(who, { depotId, accountId: a.id })).body.reasons[0].code).toBe('account_not_active')
})

test('nobody learns which numbers exist, and guessing ends', async () => {
  const a = await account()
  const who = await make.customer()
  const wrong = await who.client.post('/gas/accounts/link', { number: a.number, lastBillAmount: 1 })
  const none = await who.client.post('/gas/accounts/link', { number: '99990000', lastBillAmount: 1 })
  const plain = ({ requestId: _, ...rest }: { requestId: string }) => rest
  expect(plain(none.body)).toEqual(plain(wrong.body))
  expect((await who.client.post('/gas/accounts/code', { number: '99990000', channel: 'post' })).status).toBe(204)
  for (let i = 0; i < 8; i++) await who.client.post('/gas/accounts/link', { number: a.number, lastBillAmount: i })
  expect((await who.client.post('/gas/accounts/link', { number: a.number, lastBillAmount: 84_250 })).body.code).toBe('gas.account_tries')
  // Others who try the same account run out too.
  const others = await make.customers(3)
  for (let i = 0; i < 3; i++) await others[0]!.client.post('/gas/accounts/link', { number: a.number, lastBillAmount: i })
  expect((await others[1]!.client.post('/gas/accounts/link', { number: a.number, lastBillAmount: 84_250 })).body.code).toBe('gas.account_tries')
  expect((await who.client.post('/gas/accounts', { number: '12345', name: 'x', address: 'y' })).status).toBe(403)
})

test('a number is 4 to 30 letters and digits, however it is written', async () => {
  for (const number of ['----', '      ', 'A - - 1', '9'.repeat(31)]) {
    const made = await agent.client.post('/gas/accounts', { number, name: 'Nobody', address: 'Nowhere' })
    expect([number, made.status, made.body.errors?.[0].path]).toEqual([number, 400, 'number'])
  }
  const a = await account()
  expect((await agent.client.patch(`/gas/accounts/${a.id}`, { number: '- - -' })).status).toBe(400)
  expect((await agent.client.patch(`/gas/accounts/${a.id}`, { number: ' 77-88 99 00- ' })).body.number).toBe('77889900')
})

test('import of accounts: dry run, report by row, the same file again', async () => {
  const csv = 'number,name,address,supply,last_bill_amount\n5550001,Asha,1 MG Road,lpg,100\n5550002,Ravi,2 MG Road,steam,1.5\n,Nobody,x,,\n5550001,Asha,1 MG Road,lpg,100\n'
  const bring = (dryRun: boolean) => agent.client.post('/gas/accounts/import', { csv, dryRun })
  const errors = [
    { row: 3, field: 'supply', message: 'must be one of lpg, piped, both' },
    { row: 3, field: 'lastBillAmount', message: 'is whole paise' },
    { row: 4, field: 'number', message: 'takes 4 to 30 letters and digits' },
  ]
  expect((await bring(true)).body).toEqual({ rows: 4, created: 1, existing: 1, failed: 2, errors })
  expect((await agent.client.get('/gas/accounts?search=5550001')).body.data).toEqual([])
  expect((await bring(false)).body).toMatchObject({ created: 1 })
  expect((await bring(false)).body).toMatchObject({ created: 0, existing: 2 })
  expect((await agent.client.post('/gas/accounts/import', { csv: 'a,b\n1,2\n' })).body.code).toBe('gas.csv_invalid')
})

test('the page of an account: its bookings and the requests about it, its bookings and its cylinders; each customer sees their own', async () => {
  const desk = makeSupport(t)
  const { id: categoryId } = await desk.category({ kind: 'complaint' })
  const a = await account()
  const [who, other] = await make.customers(2)
  for (const p of [who!, other!]) await agent.client.post(`/gas/accounts/${a.id}/customers`, { personId: p.id })
  const depotId = await gas.depot()
  const held = await gas.withCustomer(depotId, who!.id)
  const [mine, theirs] = [await gas.book(who!, { depotId, accountId: a.id, waitlist: true }), await gas.book(other!, { depotId, accountId: a.id, waitlist: true })]
  const complain = (person: Made, type: string, id: string) =>
    person.client.post('/support/tickets', { categoryId, subject: `About a ${type}`, description: 'It is late', relatedTo: { type, id } })
  for (const [type, id] of [
    ['gas_account', a.id],
    ['gas_booking', mine.body.booking.id],
    ['gas_cylinder', held],
  ] as const)
    expect((await complain(who!, type, id)).body).toMatchObject({ statusLabel: 'Pending', can: { cancel: true } })
  await complain(other!, 'gas_booking', theirs.body.booking.id)
  await who!.client.post('/support/tickets', { categoryId, subject: 'About nothing', description: 'Else' })
  const list = async (person: Made, what: string) => (await person.client.get(`/gas/accounts/${a.id}/${what}`)).body.data
  const subjects = async (person: Made) => (await list(person, 'requests')).map((r: { subject: string }) => r.subject)
  expect(await subjects(who!)).toEqual(['About a gas_cylinder', 'About a gas_booking', 'About a gas_account'])
  expect([(await subjects(other!)).length, (await subjects(agent)).length]).toEqual([1, 4])
  expect([(await list(who!, 'bookings')).length, (await list(agent, 'bookings')).length]).toEqual([1, 2])
  expect((await who!.client.get(`/gas/accounts/${a.id}`)).body).toMatchObject({ requests: 3, openBooking: { reference: mine.body.booking.reference } })
  const stranger = await make.customer()
  for (const what of ['bookings', 'requests']) expect((await stranger.client.get(`/gas/accounts/${a.id}/${what}`)).status).toBe(404)
  // The list of requests takes the same filter, and only a sound one.
  expect((await who!.client.get(`/support/tickets?related=gas_account:${a.id},gas_cylinder:${held}`)).body.data).toHaveLength(2)
  expect((await who!.client.get('/support/tickets?related=gas_account')).status).toBe(400)
})

test('papers: an ended proof of identity and an overdue inspection warn or refuse, as the operator decides', async () => {
  const who = await make.customer()
  const a = await account()
  await agent.client.post(`/gas/accounts/${a.id}/customers`, { personId: who.id })
  const depotId = await gas.depot()
  await gas.filled(depotId, 2)
  const quote = async () => {
    const { reasons, warnings } = (await who.client.post('/gas/bookings/quote', { depotId })).body
    return [reasons, warnings].map((list) => list.map((r: { code: string }) => r.code))
  }
  expect(await quote()).toEqual([[], []])
  await gas.setting('gas.kyc_gate', 'warn')
  await gas.setting('gas.inspection_gate', 'block')
  expect(await quote()).toEqual([['inspection_overdue'], ['kyc_not_valid']])
  const year = new Date().getUTCFullYear()
  const edit = (body: object) => agent.client.patch(`/gas/accounts/${a.id}`, body)
  expect((await edit({ kycValidTo: `${year + 1}-03-31`, inspectedOn: `${year - 6}-01-01` })).body).toMatchObject({ kycValidTo: `${year + 1}-03-31` })
  expect(await quote()).toEqual([['inspection_overdue'], []])
  expect((await gas.book(who, { depotId })).body).toMatchObject({ code: 'gas.not_eligible', reasons: [{ code: 'inspection_overdue', clearsOn: null }] })
  await edit({ kycValidTo: `${year - 1}-03-31`, inspectedOn: `${year - 4}-01-01` })
  expect(await quote()).toEqual([[], ['kyc_not_valid']])
  expect((await gas.book(who, { depotId })).status).toBe(201)
  await gas.setting('gas.kyc_gate', 'off')
  await gas.setting('gas.inspection_gate', 'off')
  const bring = (day: string) => agent.client.post('/gas/accounts/import', { csv: `number,name,address,inspected_on\n${`6660${day.replaceAll('-', '')}`},Asha,1 MG Road,${day}\n` })
  expect((await bring('2026-02-30')).body.errors).toEqual([{ row: 2, field: 'inspectedOn', message: 'is a day, such as 2027-03-31' }])
  expect((await bring('2026-02-28')).body).toMatchObject({ created: 1 })
})
