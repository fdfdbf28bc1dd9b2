import type { GasBatch } from '#lines/gas'
import type { DemoCustomer } from './people.ts'
import { prng, seedFor } from './prng.ts'
import { referenceAt } from './tickets.ts'

const DAY = 24 * 3_600_000
const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** The gas line of the town: three depots, some 600 cylinders, an account for each customer, a year of refills of those who cook with LPG. All bookings have ended; open ones need a payment. */
export function demoGas(options: { now: Date; seed: number; customers: readonly DemoCustomer[]; personId: (key: string) => string; newId: (at: Date) => string }): GasBatch {
  const { now, customers, personId, newId } = options
  const random = prng(seedFor(options.seed, 'gas'))
  const before = (days: number) => new Date(now.getTime() - Math.round(days * DAY))
  const founded = before(1500)
  const depots = [
    { id: newId(founded), code: 'KOTH', name: 'Kothrud depot', address: 'Paud Road, Kothrud, Pune', createdAt: before(1500) },
    { id: newId(founded), code: 'HADP', name: 'Hadapsar depot', address: 'Solapur Road, Hadapsar, Pune', createdAt: before(1499) },
    { id: newId(founded), code: 'CHKN', name: 'Chakan depot', address: 'MIDC Phase 2, Chakan', createdAt: before(1498) },
  ]
  const types = [
    { id: newId(founded), code: 'DOM14', name: 'Domestic 14.2 kg', netGrams: 14_200, toleranceGrams: 150, createdAt: before(1500) },
    { id: newId(founded), code: 'COM19', name: 'Commercial 19 kg', netGrams: 19_000, toleranceGrams: 190, createdAt: before(1499) },
    { id: newId(founded), code: 'MINI5', name: 'Small 5 kg', netGrams: 5000, toleranceGrams: 75, createdAt: before(1498) },
  ]
  const batch: GasBatch = { depots, types, accounts: [], links: [], cylinders: [], bookings: [], moves: [] }
  const year = now.getUTCFullYear()
  const ends = ['03-31', '06-30', '09-30', '12-31']
  let serial = 0
  const cylinder = (depot: number, type: number, state: GasBatch['cylinders'][number]['state'], since: Date, more: Partial<GasBatch['cylinders'][number]> = {}) => {
    const n = serial++
    const quarter = random.int(0, 3)
    const due = year + 1 + random.int(0, 7)
    const id = newId(since)
    const registered = before(400 + random.next() * 900)
    batch.cylinders.push({
      id,
      code: `${'PQRS'[Math.floor(n / 900)]}${'ABCDEFGHJ'[Math.floor(n / 100) % 9]}${'AHKMX'[n % 5]}${String(100 + ((n * 37) % 900))}`,
      depotId: depots[depot]!.id,
      typeId: types[type]!.id,
      state,
      stateSince: since,
      filledAt: state === 'filled' ? since : null,
      holderId: null,
      batch: `M${year - 3}-${String(random.int(1, 12)).padStart(2, '0')}`,
      testDue: `${'ABCD'[quarter]}${String(due).slice(2)}`,
      testDueOn: `${due}-${ends[quarter]}`,
      tareGrams: type === 0 ? random.int(15_100, 15_900) : type === 1 ? random.int(18_600, 19_600) : random.int(5200, 5900),
      createdAt: registered,
      ...more,
    })
    batch.moves.push({ id: newId(registered), cylinderId: id, from: null, to: 'registered', event: 'registered', bookingId: null, actorName: 'Demo town', at: registered })
    if (state !== 'registered')
      batch.moves.push({
        id: newId(since),
        cylinderId: id,
        from: state === 'filled' ? 'refilling' : state === 'with_customer' ? 'allocated' : state === 'refilling' ? 'empty' : state === 'quarantined' ? 'empty' : 'with_customer',
        to: state!,
        event:
          { filled: 'received_filled', with_customer: 'instant_hand_over', refilling: 'sent_to_plant', quarantined: 'damage_found', empty: 'returned' }[state as 'filled'] ??
          state!,
        bookingId: null,
        actorName: 'Demo town',
        at: since,
      })
    return id
  }
  customers.forEach((c, i) => {
    const id = newId(c.createdAt)
    const person = personId(c.key)
    const depot = i % 5 === 4 ? 1 : 0
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
      lastBillAmount: random.int(420, 1900) * 100,
      createdAt: c.createdAt,
      updatedAt: c.createdAt,
    })
    batch.links.push({ accountId: id, personId: person, how: 'bill', linkedAt: c.createdAt })
    if (c.supply === 'piped') return
    const every = 28 + random.next() * 30
    let at = now.getTime() - (2 + random.next() * every) * DAY
    let held: string | null = null
    for (let n = 0; n < 4 && at > c.createdAt.getTime() + DAY && at > now.getTime() - 200 * DAY; n++, at -= every * (0.85 + random.next() * 0.3) * DAY) {
      const delivered = new Date(at)
      const created = new Date(at - random.int(3, 14) * 60_000)
      // The last one is with them; those before went back and are not told apart.
      held ??= cylinder(depot, 0, 'with_customer', delivered, { holderId: person })
      const cancelled = n > 0 && random.chance(0.08)
      batch.bookings.push({
        id: newId(created),
        reference: referenceAt(batch.bookings.length, options.seed).replace('TKT', 'BKG'),
        customerId: person,
        accountId: id,
        depotId: depots[depot]!.id,
        typeId: types[0]!.id,
        mode: 'instant',
        status: cancelled ? 'expired' : 'delivered',
        amount: 100_000,
        taxBasisPoints: 500,
        promisedUntil: new Date(created.getTime() + 15 * 60_000),
        paidAt: cancelled ? null : delivered,
        cylinderId: cancelled ? null : held,
        allottedAt: cancelled ? null : delivered,
        deliveredAt: cancelled ? null : delivered,
        deliveredOn: cancelled ? null : dayOf(new Date(at + 5.5 * 3_600_000)),
        endedAt: cancelled ? new Date(created.getTime() + 15 * 60_000) : delivered,
        endReason: cancelled ? 'It was not paid in time.' : null,
        createdAt: created,
      })
    }
  })
  const fill = (depot: number, type: number, filled: number, empty: number, refilling: number, quarantined: number) => {
    for (let i = 0; i < filled; i++) cylinder(depot, type, 'filled', before(0.2 + random.next() * 12))
    for (let i = 0; i < empty; i++) cylinder(depot, type, 'empty', before(0.1 + random.next() * 20))
    for (let i = 0; i < refilling; i++) cylinder(depot, type, 'refilling', before(1 + random.next() * 4))
    for (let i = 0; i < quarantined; i++) cylinder(depot, type, 'quarantined', before(3 + random.next() * 40))
  }
  fill(0, 0, 96, 54, 30, 4)
  fill(1, 0, 58, 40, 16, 3)
  fill(2, 0, 40, 22, 60, 5)
  fill(0, 1, 22, 10, 6, 1)
  fill(1, 1, 6, 12, 8, 0)
  fill(0, 2, 24, 14, 6, 1)
  return batch
}
