import type { GasBatch } from '#lines/gas'
import type { Prng } from './prng.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
type Row = GasBatch['cylinders'][number]
type State = NonNullable<Row['state']>

/** What stands at each depot, by type. */
const shelves: readonly (readonly [depot: number, type: number, filled: number, empty: number, refilling: number, quarantined: number])[] = [
  [0, 0, 412, 240, 150, 3],
  [0, 1, 64, 31, 24, 1],
  [1, 0, 6, 198, 140, 3],
  [1, 1, 22, 26, 20, 0],
  [2, 0, 287, 165, 120, 2],
  [2, 2, 58, 19, 12, 1],
  [3, 0, 334, 221, 210, 2],
  [3, 1, 41, 24, 30, 0],
]
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Depots, types and cylinders of the town, each cylinder with its moves from the first day on; what is at the plant belongs to a refill batch. */
export function stockGas({ now, random, newId }: { now: Date; random: Prng; newId: (at: Date) => string }) {
  const before = (days: number) => new Date(now.getTime() - Math.round(days * DAY))
  const founded = before(1500)
  const depots = [
    { id: newId(founded), code: 'KOTH', name: 'Kothrud', address: 'Paud Road, Kothrud, Pune', createdAt: before(1500) },
    { id: newId(founded), code: 'HADP', name: 'Hadapsar', address: 'Solapur Road, Hadapsar, Pune', createdAt: before(1499) },
    { id: newId(founded), code: 'AUND', name: 'Aundh', address: 'ITI Road, Aundh, Pune', createdAt: before(1498) },
    { id: newId(founded), code: 'PIMP', name: 'Pimpri', address: 'Old Mumbai Road, Pimpri', createdAt: before(1497) },
  ]
  const types = [
    { id: newId(founded), code: 'DOM14', name: '14.2 kg', netGrams: 14_200, toleranceGrams: 150, createdAt: before(1500) },
    { id: newId(founded), code: 'COM19', name: '19 kg', netGrams: 19_000, toleranceGrams: 190, createdAt: before(1499) },
    { id: newId(founded), code: 'MINI5', name: '5 kg', netGrams: 5000, toleranceGrams: 75, createdAt: before(1498) },
  ]
  const batch: GasBatch = { lowSince: before(0.3), depots, types, accounts: [], links: [], cylinders: [], bookings: [], moves: [], refills: [], refillItems: [] }
  const year = now.getUTCFullYear()
  const ends = ['03-31', '06-30', '09-30', '12-31']
  const counted = new Map<string, number>()
  let serial = 0

  /** A cylinder and where it has been. `path` is what happened after it was registered, oldest first. */
  function cylinder(
    depot: number,
    type: number,
    path: readonly { to: State; event: string; at: Date; bookingId?: string; batchId?: string; reason?: string }[],
    more: Partial<Row> = {},
  ): string {
    const n = serial++
    const block = Math.floor(n / 900)
    const quarter = random.int(0, 3)
    const due = year + 1 + random.int(0, 7)
    const registered = new Date(Math.min(before(420 + random.next() * 900).getTime(), (path[0]?.at.getTime() ?? now.getTime()) - DAY))
    const last = path.at(-1)
    const state = last?.to ?? 'registered'
    const filled = path.findLast((m) => m.to === 'filled')?.at ?? null
    const id = newId(registered)
    counted.set(`${depot} ${type} ${state}`, (counted.get(`${depot} ${type} ${state}`) ?? 0) + 1)
    batch.cylinders.push({
      id,
      code: `${letters[(block + 14) % 24]}${letters[(Math.floor(block / 24) + Math.floor(n / 100)) % 24]}${'AHKMX'[n % 5]}${String(100 + ((n * 37) % 900))}`,
      depotId: depots[depot]!.id,
      typeId: types[type]!.id,
      state,
      stateSince: last?.at ?? registered,
      filledAt: ['filled', 'allocated', 'in_transit', 'with_customer'].includes(state) ? filled : null,
      holderId: null,
      bookingId: null,
      batch: `M${year - 3}-${String(random.int(1, 12)).padStart(2, '0')}`,
      testDue: `${'ABCD'[quarter]}${String(due).slice(2)}`,
      testDueOn: `${due}-${ends[quarter]}`,
      tareGrams: type === 0 ? random.int(15_100, 15_900) : type === 1 ? random.int(18_600, 19_600) : random.int(5200, 5900),
      createdAt: registered,
      ...more,
    })
    let from: State | null = null
    for (const m of [{ to: 'registered' as const, event: 'registered', at: registered }, ...path]) {
      batch.moves.push({
        id: newId(m.at),
        cylinderId: id,
        bookingId: null,
        batchId: null,
        reason: null,
        ...m,
        from,
        actorName: /hand_over|allocate|returned/.test(m.event) ? 'System' : 'Ganesh Thorat',
      })
      from = m.to
    }
    return id
  }
  const sale = (delivered: Date) => [
    { to: 'filled' as const, event: 'received_filled', at: new Date(delivered.getTime() - (1 + random.next() * 9) * DAY) },
    { to: 'allocated' as const, event: 'allocate', at: delivered },
    { to: 'with_customer' as const, event: 'instant_hand_over', at: delivered },
  ]
  /** One that was sold: it is with its customer, or came back when the next one was brought. */
  function sold(depot: number, it: { personId: string; delivered: Date; returned?: Date; code?: string }): string {
    if (!it.returned) return cylinder(depot, 0, sale(it.delivered), { holderId: it.personId, ...(it.code ? { code: it.code } : {}) })
    const path = [...sale(it.delivered), { to: 'empty' as const, event: 'returned', at: it.returned }]
    // What came back long ago was filled again since.
    if (it.returned < before(26) && depot !== 1) {
      const sent = new Date(it.returned.getTime() + 2 * DAY)
      return cylinder(depot, 0, [...path, { to: 'refilling', event: 'sent_to_plant', at: sent }, { to: 'filled', event: 'received_filled', at: aged() }])
    }
    return cylinder(depot, 0, path)
  }
  /** Tells the moves of a sale which booking it was. */
  function bookingOf(cylinderId: string, bookingId: string): void {
    for (let i = batch.moves.length - 1; i >= 0 && batch.moves[i]!.cylinderId === cylinderId; i--)
      if (/hand_over|allocate/.test(batch.moves[i]!.event)) batch.moves[i]!.bookingId = bookingId
  }
  function onTheWay(depot: number, it: { personId: string; bookingId: string; allotted: Date; left?: Date }): string {
    const path = [
      { to: 'filled' as State, event: 'received_filled', at: new Date(it.allotted.getTime() - 12 * DAY) },
      { to: 'allocated' as State, event: 'allocate', at: it.allotted, bookingId: it.bookingId },
      ...(it.left ? [{ to: 'in_transit' as State, event: 'dispatch', at: it.left, bookingId: it.bookingId }] : []),
    ]
    return cylinder(depot, 0, path, { holderId: it.personId, bookingId: it.bookingId })
  }
  /** When a full one on the shelf was filled: most in the last days. */
  function aged(): Date {
    const x = random.next()
    const from = x < 0.34 ? 0.2 : x < 0.63 ? 5 : x < 0.84 ? 10 : x < 0.98 ? 15 : 20
    return before(from + random.next() * 4.6)
  }
  const refill = (depot: number, reference: string, sentAt: Date, closedAt: Date | null): string => {
    const id = newId(sentAt)
    batch.refills.push({ id, reference, depotId: depots[depot]!.id, plant: 'Talegaon plant', sentAt, closedAt })
    return id
  }

  /** Brings every shelf to what should stand on it. */
  function fillShelves(): void {
    const [sentThen, backAt] = [before(3.2), before(0.15)]
    const came = refill(0, 'RFL-KT2311', sentThen, backAt)
    const open = depots.map((_, depot) => [4.1, 2.2, 1.1].map((days, i) => ({ id: refill(depot, `RFL-${depots[depot]!.code}${i + 1}0`, before(days), null), at: before(days) })))
    for (const [depot, type, ...want] of shelves) {
      const left = (state: State, n: number) => Math.max(0, n - (counted.get(`${depot} ${type} ${state}`) ?? 0))
      const [filled, empty, refilling, quarantined] = [left('filled', want[0]), left('empty', want[1]), want[2], want[3]]
      for (let i = 0; i < filled; i++) {
        // One lorry of this morning.
        const truck = depot === 0 && type === 0 && i < 96
        const at = truck ? backAt : aged()
        const id = cylinder(depot, type, [
          { to: 'empty', event: 'received_empty', at: new Date(at.getTime() - 6 * DAY) },
          { to: 'refilling', event: 'sent_to_plant', at: truck ? sentThen : new Date(at.getTime() - 3 * DAY), ...(truck ? { batchId: came } : {}) },
          { to: 'filled', event: 'received_filled', at, ...(truck ? { batchId: came } : {}) },
        ])
        if (truck) batch.refillItems.push({ batchId: came, cylinderId: id, outcome: 'filled', receivedAt: at })
      }
      for (let i = 0; i < empty; i++) cylinder(depot, type, [{ to: 'empty', event: 'received_empty', at: before(0.1 + random.next() * 20) }])
      for (let i = 0; i < refilling; i++) {
        const to = random.pick(open[depot]!)
        const id = cylinder(depot, type, [
          { to: 'empty', event: 'received_empty', at: new Date(to.at.getTime() - 5 * DAY) },
          { to: 'refilling', event: 'sent_to_plant', at: to.at, batchId: to.id },
        ])
        batch.refillItems.push({ batchId: to.id, cylinderId: id, outcome: null, receivedAt: null })
      }
      for (let i = 0; i < quarantined; i++) {
        const at = before(i === 0 && depot === 2 ? 0.05 : 3 + random.next() * 30)
        cylinder(depot, type, [
          { to: 'empty', event: 'received_empty', at: new Date(at.getTime() - 3 * HOUR) },
          { to: 'quarantined', event: 'damage_found', at, reason: random.pick(['1.2 kg underweight', 'Valve leaks', 'Foot ring bent', 'Dented near the weld']) },
        ])
      }
    }
  }
  return { batch, depots, types, sold, bookingOf, onTheWay, fillShelves }
}
