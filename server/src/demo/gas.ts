import type { GasBatch } from '#lines/gas'
import type { SettlementsBatch } from '#core/payments'
import { stockGas } from './gas-stock.ts'
import { moneyMaker, type Method, type MoneyBatch } from './gas-money.ts'
import { dayOf, enliven } from './money.ts'
import type { DemoCustomer } from './people.ts'
import { prng, seedFor } from './prng.ts'
import { referenceAt } from './tickets.ts'

const MINUTE = 60_000
const DAY = 24 * 3_600_000
type BookingRow = GasBatch['bookings'][number]

const HADAPSAR = 1
const lakshmi = 3
/** How many at Hadapsar have paid and wait, and how many are paying now: all six full ones there are promised. */
const waiting = 11
const paying = 6

/**
 * The gas line of the town: four depots, an account for each customer, half a year of refills of those who cook with LPG, with their money. Meera Deshpande has an account, the
 * cylinder KTD482, a wallet of ₹1,250.00 and a booking that waits for her payment; Lakshmi Iyer (customer2@demo.test) stands in the waiting list of Hadapsar.
 */
export function demoGas(options: {
  now: Date
  seed: number
  customers: readonly DemoCustomer[]
  personId: (key: string) => string
  askedBy: string
  newId: (at: Date) => string
}): {
  gas: GasBatch
  money: MoneyBatch
  settled: SettlementsBatch
} {
  const { now, customers, personId, newId } = options
  const random = prng(seedFor(options.seed, 'gas'))
  const before = (days: number) => new Date(now.getTime() - Math.round(days * DAY))
  const stock = stockGas({ now, random, newId })
  const { batch, depots, types } = stock
  const money = moneyMaker({ seed: options.seed, random, newId })
  // Between half past nine and half past six in India.
  const byDay = (at: number) => new Date(Math.floor(at / DAY) * DAY + 4 * 3_600_000 + random.int(0, 9 * 3600) * 1000)
  const methods: readonly Method[] = ['upi', 'upi', 'upi', 'upi', 'card', 'netbanking', 'wallet']

  const book = (c: DemoCustomer, accountId: string, depot: number, created: Date, more: Partial<BookingRow>) => {
    const row = {
      id: newId(created),
      reference: referenceAt(batch.bookings.length, options.seed).replace('TKT', 'BKG'),
      customerId: personId(c.key),
      accountId,
      depotId: depots[depot]!.id,
      typeId: types[0]!.id,
      mode: 'instant' as const,
      status: 'payment_pending' as const,
      promised: false,
      amount: 100_000,
      taxBasisPoints: 500,
      promisedUntil: new Date(created.getTime() + 15 * MINUTE),
      paidAt: null,
      waitingSince: null,
      cylinderId: null,
      returnedCylinderId: null,
      allottedAt: null,
      deliveredAt: null,
      deliveredOn: null,
      endedAt: null,
      endReason: null,
      refundId: null,
      refundAmount: null,
      attempts: 0,
      intentId: null,
      createdAt: created,
      ...more,
    } satisfies BookingRow
    const intent = money.want(
      {
        purpose: 'lpg_booking',
        businessRef: { type: 'gas_booking', id: row.id },
        amount: row.amount,
        payerId: row.customerId,
        line: 'gas',
        description: `14.2 kg cylinder, booking ${row.reference}`,
        taxBasisPoints: row.taxBasisPoints,
        at: created,
        expiresAt: row.promisedUntil,
      },
      row.status === ('expired' as string) ? 'expired' : 'created',
    )
    const made = { ...row, intentId: intent.id! }
    batch.bookings.push(made)
    return { row: made, intent }
  }
  const settle = (intent: ReturnType<typeof book>['intent'], method: Method, at: Date) => {
    if (method === 'wallet') money.topUp(intent.payerId, random.pick([100_000, 120_000, 150_000, 200_000]), new Date(at.getTime() - random.int(10, 2000) * MINUTE))
    money.pay(intent, method, at)
  }

  let cooks = 0
  let atHadapsar = 0
  customers.forEach((c, i) => {
    const id = newId(c.createdAt)
    const person = personId(c.key)
    const lpg = c.supply !== 'piped'
    const nth = lpg ? cooks++ : i
    const depot = i === 0 ? 0 : i === lakshmi ? HADAPSAR : [0, HADAPSAR, 2, 3][nth % 4]!
    batch.accounts.push({
      id,
      number: c.accountNumber.replaceAll(/\s/g, ''),
      name: c.name,
      address: `${c.address}, ${c.locality}, ${c.city} ${c.pin}`,
      phone: c.phone,
      email: c.email,
      meterNumber: c.supply === 'lpg' ? null : c.meterNumber,
      supply: c.supply,
      depotId: depots[depot]!.id,
      kycValidTo: dayOf(before(i === 0 ? -600 : random.int(-1000, -30))),
      inspectedOn: dayOf(before(random.int(40, 1700))),
      lastBillAmount: i === 0 ? 194_000 : random.int(420, 1900) * 100,
      createdAt: c.createdAt,
      updatedAt: c.createdAt,
    })
    batch.links.push({ accountId: id, personId: person, how: 'bill', linkedAt: c.createdAt })
    if (!lpg) return
    const place = depot === HADAPSAR ? atHadapsar++ : -1
    const every = i === 0 ? 49 : 28 + random.next() * 30
    let at = now.getTime() - (i === 0 ? 52 : (place >= 0 ? 24 : 2) + random.next() * every) * DAY
    let newer: BookingRow | undefined
    for (let n = 0; n < 4 && at > c.createdAt.getTime() + DAY && at > now.getTime() - 200 * DAY; n++, at -= every * (0.85 + random.next() * 0.3) * DAY) {
      const delivered = byDay(at)
      const created = new Date(delivered.getTime() - random.int(2, 14) * MINUTE)
      const returned = newer?.deliveredAt
      const cylinderId = stock.sold(depot, { personId: person, delivered, ...(returned ? { returned } : {}), ...(i === 0 && n === 0 ? { code: 'KTD482' } : {}) })
      const { row, intent } = book(c, id, depot, created, {
        status: 'delivered' as never,
        cylinderId,
        paidAt: delivered,
        allottedAt: delivered,
        deliveredAt: delivered,
        deliveredOn: dayOf(delivered),
        endedAt: delivered,
      })
      stock.bookingOf(cylinderId, row.id)
      if (newer) newer.returnedCylinderId = cylinderId
      settle(intent, i === 0 && n === 0 ? 'wallet' : random.pick(methods), delivered)
      money.earn(intent, row.reference, delivered)
      newer = row
      // Now and then somebody changed their mind in between, before or after they paid.
      if (n > 0 && random.chance(0.14)) {
        const idle = byDay(at - 4 * DAY)
        if (random.chance(0.5)) {
          const over = new Date(idle.getTime() + 15 * MINUTE)
          book(c, id, depot, idle, { status: 'expired' as never, endedAt: over, endReason: 'It was not paid in time.' })
        } else {
          const end = new Date(idle.getTime() + random.int(200, 900) * MINUTE)
          const paidAt = new Date(idle.getTime() + 3 * MINUTE)
          const back = book(c, id, depot, idle, { status: 'cancelled' as never, paidAt, waitingSince: paidAt, endedAt: end, endReason: 'Cancelled by the customer' })
          money.pay(back.intent, 'upi', paidAt)
          const refundId = money.giveBack(back.intent, random.chance(0.5) ? 'wallet' : 'source', 'Cancelled by the customer', end)
          Object.assign(back.row, { refundId, refundAmount: back.row.amount })
        }
      }
    }
    if (i === 0) {
      money.topUp(person, 125_000, before(6.2))
      book(c, id, depot, new Date(now.getTime() - 2 * MINUTE), { promised: true, promisedUntil: new Date(now.getTime() + 120 * MINUTE) })
    } else if (place >= 0 && place < waiting) {
      // In the order in which they came, a few an hour.
      const paidAt = new Date(now.getTime() - (waiting - place) * 95 * MINUTE - random.int(0, 40) * MINUTE)
      const { intent } = book(c, id, depot, new Date(paidAt.getTime() - 4 * MINUTE), { status: 'waitlisted' as never, paidAt, waitingSince: paidAt })
      settle(intent, random.pick(methods), paidAt)
    } else if (place >= 0 && place < waiting + paying) {
      book(c, id, depot, new Date(now.getTime() - random.int(1, 9) * MINUTE), { promised: true, promisedUntil: new Date(now.getTime() + 120 * MINUTE) })
    } else if (nth % 7 === 3) {
      // Those who are served at the door: on the road since this morning, or to leave next.
      const road = nth % 14 === 3
      const paidAt = before(0.6 + random.next() * 0.5)
      const { row, intent } = book(c, id, depot, new Date(paidAt.getTime() - 5 * MINUTE), {
        mode: 'delivery' as never,
        status: (road ? 'out_for_delivery' : 'allocated') as never,
        paidAt,
        allottedAt: paidAt,
        attempts: road ? 1 : 0,
      })
      row.cylinderId = stock.onTheWay(depot, { personId: person, bookingId: row.id, allotted: paidAt, ...(road ? { left: before(0.09) } : {}) }) as never
      settle(intent, random.pick(methods), paidAt)
    }
  })
  stock.fillShelves()
  const settled = enliven({
    now,
    random,
    newId,
    money,
    bookings: [...batch.bookings],
    customers: customers.map((c) => personId(c.key)),
    leave: new Set([0, lakshmi].map((i) => personId(customers[i]!.key))),
    askedBy: options.askedBy,
    bookLike: (like, at, more) => book(customers[0]!, like.accountId!, 0, at, { customerId: like.customerId, depotId: like.depotId, ...more }),
  })
  return { gas: batch, money: money.done(), settled }
}
