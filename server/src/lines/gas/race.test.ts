import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { cancelIntent, intentOf, type Intent } from '#core/payments'
import { testApp, type Answer, type TestApp } from '#test/app'
import { makeFor, type Make } from '#test/make'
import { booksTruth, moneyTruth, stockTruth } from '#test/gas-truth'
import { makeGas, type MakeGas } from '#test/make.gas'
import { expirePromises, serveAll } from './end.ts'
import { bookingMoves, bookingStates, cylinderMoves, cylinderStates } from './words.ts'
import { moveBooking } from './booking.ts'
import { moveCylinder } from './cylinder.ts'

let t: TestApp
let make: Make
let gas: MakeGas
beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
  gas = await makeGas(t)
  // Photos of hand-overs, as many as the interleavings want.
  await gas.setting('media.files_per_hour', 1000)
})

/** Most of a crowd: forty in every run, four hundred when asked for (GAS_CROWD=400). */
const crowd = Number(process.env.GAS_CROWD ?? 40)

test(`${crowd} customers at once on fewer cylinders: the oldest are sold, all different, the rest wait in order of payment`, { timeout: 120_000 }, async () => {
  const depotId = await gas.depot()
  const n = Math.floor(crowd / 2.5)
  const cylinders = await gas.filled(depotId, n)
  const people = await make.customers(crowd)
  const booked = await Promise.all(people.map((p) => gas.book(p, { depotId, waitlist: true })))
  expect(booked.map((b) => b.status)).toEqual(Array(crowd).fill(201))
  expect(booked.filter((b) => b.body.booking.held)).toHaveLength(n)
  await Promise.all(booked.map((b) => gas.pay(b)))
  const rows = await t.rows<{ status: string; cylinder_id: string | null; held: string }>(
    `select status, cylinder_id, id from gas.bookings where depot_id = $1 order by paid_at, id`,
    [depotId],
  )
  const sold = rows.filter((r) => r.status === 'delivered').map((r) => r.cylinder_id)
  // Each sale took the oldest that was left, so in order of payment they are the shelf in its order.
  expect(sold).toEqual(cylinders)
  const waiting = rows.filter((r) => r.status === 'waitlisted')
  expect(waiting).toHaveLength(crowd - n)
  expect((await t.rows(`select promised, filled, with_customer, owned from gas.stock where depot_id = $1`, [depotId]))[0]).toEqual({
    promised: 0,
    filled: 0,
    with_customer: n,
    owned: n,
  })
  await gas.filled(depotId, crowd - n)
  await serveAll(t.ctx())
  const after = await t.rows<{ status: string; filled_at: string }>(
    `select b.status, c.filled_at from gas.bookings b join gas.cylinders c on c.id = b.cylinder_id where b.depot_id = $1 and b.waiting_since is not null order by b.paid_at, b.id`,
    [depotId],
  )
  expect(after).toHaveLength(crowd - n)
  expect(after.map((a) => a.filled_at)).toEqual(after.map((a) => a.filled_at).toSorted((x, y) => +new Date(x) - +new Date(y)))
})

test(`${crowd} who never asked to wait: as many get a promise as there are cylinders, the others are told so`, { timeout: 120_000 }, async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 10)
  const people = await make.customers(crowd)
  const answers = await Promise.all(people.map((p) => gas.book(p, { depotId })))
  expect(answers.filter((a) => a.status === 201)).toHaveLength(10)
  expect(new Set(answers.filter((a) => a.status === 409).map((a) => a.body.code))).toEqual(new Set(['gas.out_of_stock']))
})

test('forty bookings of one customer at once: one is made', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 40)
  const who = await make.customer()
  const answers = await Promise.all(Array.from({ length: 40 }, () => gas.book(who, { depotId })))
  expect(answers.filter((a) => a.status === 201)).toHaveLength(1)
  expect((await t.rows(`select promised from gas.stock where depot_id = $1`, [depotId]))[0]).toEqual({ promised: 1 })
})

test('payment and cancellation at the same moment: one of them, wholly', async () => {
  const depotId = await gas.depot()
  await gas.filled(depotId, 20)
  const people = await make.customers(20)
  await gas.setting('gas.mode', 'delivery')
  const booked = await Promise.all(people.map((p) => gas.book(p, { depotId })))
  await gas.setting('gas.mode', 'instant')
  await Promise.all(booked.flatMap((b, i) => [gas.pay(b), people[i]!.client.post(`/gas/bookings/${b.body.booking.id}/cancel`, {})]))
  const rows = await t.rows(
    `select b.status, b.refund_amount, b.cylinder_id, i.state intent, coalesce(a.refund_total, 0) refunded from gas.bookings b join payments.intents i on i.id = b.intent_id left join payments.attempts a on a.id = i.attempt_id where b.depot_id = $1`,
    [depotId],
  )
  for (const r of rows) {
    expect(r.status).toBe('cancelled')
    expect(Number(r.refunded)).toBe(r.intent === 'captured' ? 100_000 : 0)
  }
  expect((await t.rows(`select promised, filled, allocated from gas.stock where depot_id = $1`, [depotId]))[0]).toEqual({ promised: 0, filled: 20, allocated: 0 })
})

const factsOfPayment = (i: Intent) => ({
  intentId: i.id,
  reference: i.reference,
  purpose: i.purpose,
  businessRef: { type: i.businessType, id: i.businessId },
  amount: i.amount,
  currency: i.currency,
  payerId: i.payerId,
  line: i.line,
})

test('any interleaving keeps one active cylinder, one open booking, promises within stock, every cylinder in one place', { timeout: 240_000 }, async () => {
  const step = fc.record({
    what: fc.constantFrom(
      'book',
      'book',
      'pay',
      'pay',
      'cancel',
      'fill',
      'quarantine',
      'expire',
      'serve',
      'dispatch',
      'fail',
      'deliver',
      'override',
      'mode',
      'try_fails',
      'call_off',
      'work',
    ),
    who: fc.nat(3),
    pick: fc.nat(20),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 12 }), async (rounds) => {
      const depotId = await gas.depot()
      await gas.filled(depotId, 2)
      // Its own each time: what one person may write in a minute is limited.
      const operations = await make.operations()
      const people = await make.customers(4)
      const last: (Answer | undefined)[] = []
      const quiet = (p: Promise<unknown>) =>
        p.catch((e: { code?: string }) => (/^(gas|request|payment|ledger)\./.test(e.code ?? '') && e.code !== 'request.too_many' ? undefined : Promise.reject(e as Error)))
      const run = async ({ what, who, pick }: { what: string; who: number; pick: number }) => {
        const person = people[who]!
        const mine = last[who]
        const cylinder = async (state: string) =>
          (await t.rows(`select id from gas.cylinders where depot_id = $1 and state = $2 order by id offset $3 limit 1`, [depotId, state, pick % 3]))[0]?.id
        const staff = (path: string, body: object = {}) => mine && operations.client.post(`/gas/bookings/${mine.body.booking.id}/${path}`, body)
        switch (what) {
          case 'book': {
            const b = await gas.book(person, { depotId, waitlist: pick % 2 === 0 })
            if (b.status === 201) last[who] = b
            return
          }
          case 'pay':
            return mine && quiet(gas.pay(mine).then((a) => expect(a.status).toBeLessThan(500)))
          case 'cancel':
            return mine && person.client.post(`/gas/bookings/${mine.body.booking.id}/cancel`, {})
          case 'fill': {
            const id = await cylinder('empty')
            return id ? operations.client.patch(`/gas/cylinders/${id}`, { event: 'fill' }) : gas.filled(depotId, 1)
          }
          case 'quarantine': {
            const id = await cylinder(pick % 2 === 0 ? 'filled' : 'with_customer')
            return id && operations.client.patch(`/gas/cylinders/${id}`, { event: 'quarantine', reason: 'Leaks' })
          }
          case 'expire':
            await t.rows(`update gas.bookings set promised_until = now() - interval '1 hour' where depot_id = $1 and status = 'payment_pending' and customer_id = $2`, [
              depotId,
              person.id,
            ])
            await t.rows(`update payments.intents set expires_at = now() - interval '1 hour' where payer_id = $1 and state in ('created', 'attempted')`, [person.id])
            return quiet(expirePromises(t.ctx()))
          case 'serve':
            return serveAll(t.ctx())
          case 'try_fails': {
            const intent = mine && (await intentOf(t.ctx(), mine.body.paymentIntent.id))
            return intent && t.happen('payment.failed', { ...factsOfPayment(intent), attemptId: intent.id, error: null })
          }
          case 'call_off':
            return mine && quiet(t.tx((tx) => cancelIntent(tx, mine.body.paymentIntent.id)))
          case 'work':
            return t.work()
          case 'dispatch':
            return staff('dispatch')
          case 'fail':
            await staff('fail', { failure: pick % 2 ? 'no_answer' : 'bad_cylinder' })
            return staff('reschedule')
          case 'deliver':
            return mine && gas.handOver(operations, mine.body.booking.id)
          case 'override': {
            const id = await cylinder('filled')
            if (pick % 3 === 0) return staff('override', { action: pick % 2 ? 'take_away' : 'take_away_damaged', reason: 'Needed' })
            return id && operations.client.post(`/gas/cylinders/${id}/assign`, { customerId: person.id, reason: 'Needed' })
          }
          default:
            return gas.setting('gas.mode', pick % 2 ? 'instant' : 'delivery')
        }
      }
      for (const round of rounds) {
        await Promise.all(round.map(run))
        await stockTruth(t, depotId)
        await moneyTruth(t, depotId)
      }
    }),
    { numRuns: Number(process.env.GAS_RUNS ?? 12) },
  )
  await gas.setting('gas.mode', 'instant')
  await booksTruth(t)
})

test('every move that the tables do not list is refused', async () => {
  const depotId = await gas.depot()
  const who = await make.customer()
  const [cylinder] = await gas.filled(depotId, 1)
  for (const from of cylinderStates)
    for (const to of cylinderStates) {
      if (cylinderMoves[from].includes(to)) continue
      await t.rows(`update gas.cylinders set state = $2, holder_id = $3, booking_id = $1 where id = $1`, [cylinder, from, who.id])
      await expect(t.tx((tx) => moveCylinder(tx, cylinder!, to, { event: 'x' }))).rejects.toMatchObject({ code: 'request.illegal_move', extra: { from, to } })
    }
  const b = (await gas.book(who, { depotId, waitlist: true })).body.booking.id
  await t.rows(`update gas.bookings set promised = false where id = $1`, [b])
  await t.rows(`update gas.stock set promised = 0 where depot_id = $1`, [depotId])
  for (const from of bookingStates)
    for (const to of bookingStates) {
      if (bookingMoves[from].includes(to)) continue
      await t.rows(`update gas.bookings set status = $2, cylinder_id = $3 where id = $1`, [b, from, cylinder])
      await expect(t.tx((tx) => moveBooking(tx, b, to))).rejects.toMatchObject({ code: 'request.illegal_move', extra: { from, to } })
    }
})
