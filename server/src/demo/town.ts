import { arcByKey, arcs, type Arc } from './conversations.ts'
import { categories, categoryByKey, type CategoryKey, type Priority } from './catalogue.ts'
import { demoFaq, type DemoFaqArticle } from './faq.ts'
import { office } from './office.ts'
import { demoCustomers, demoStaff, type DemoCustomer, type DemoStaff } from './people.ts'
import { picturedReferences, picturedTickets } from './pictured.ts'
import { targets, type Fate } from './plan.ts'
import { prng, seedFor, type Prng } from './prng.ts'
import { creationTimes } from './shape.ts'
import { staffing } from './staffing.ts'
import { tell, type Telling, type TownContext } from './tell.ts'
import { referenceAt, type DemoTicket } from './tickets.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export interface TownOptions {
  /** "Today" of the town; nothing in it is later, except booked visits. */
  readonly now: Date
  readonly seed: number
  /** Default 200; at least the 12 of the pictures. */
  readonly customers?: number
  /** Default 3,000. Fewer than about 40 leaves out some of the pictures. */
  readonly tickets?: number
  /** Default 12, which is also the least. */
  readonly staff?: number
  /** How far back the tickets reach; default 90. */
  readonly days?: number
  /** Roughly how many messages all tickets have together; left out, conversations are as long as they come (about 3 each). */
  readonly messages?: number
}

export interface Town {
  readonly staff: readonly DemoStaff[]
  readonly customers: readonly DemoCustomer[]
  readonly faq: readonly DemoFaqArticle[]
  /** All tickets in order of creation, made one at a time: a million need no more memory than one. Each call begins anew and gives the same. */
  tickets(): Generator<DemoTicket>
}

/** How many of a hundred tickets are of each category. */
const shares: Readonly<Record<CategoryKey, number>> = {
  'gas-leak': 2.2,
  'no-gas': 8.5,
  pressure: 12.5,
  installation: 14,
  maintenance: 11,
  meter: 9.5,
  billing: 19.5,
  regulator: 8,
  complaint: 9,
  question: 5.8,
}

/** Meera's earlier requests, which with her three open ones make fourteen. */
const meerasPast = [
  'maint-inspection',
  'bill-ebill',
  'pressure-oneburner',
  'cyl-late',
  'reg-stiff',
  'q-both',
  'meter-blank',
  'bill-autopay',
  'maint-hose',
  'cyl-gap',
  'comp-missed',
] as const

export function generateTown(options: TownOptions): Town {
  const now = options.now
  const staff = demoStaff({ now, seed: options.seed, count: options.staff })
  const customers = demoCustomers({ now, seed: options.seed, count: options.customers })
  return { staff, customers, faq: demoFaq({ now, seed: options.seed }), tickets: () => tickets(options, staff, customers) }
}

function* tickets(options: TownOptions, staff: readonly DemoStaff[], customers: readonly DemoCustomer[]): Generator<DemoTicket> {
  const now = options.now.getTime()
  const count = options.tickets ?? 3000
  const days = options.days ?? 90
  const random = prng(seedFor(options.seed, 'tickets'))
  const clock = office(now - (days + 40) * DAY, now + 40 * DAY)
  const desk = staffing(staff, random)
  const recent: string[] = Array<string>(24).fill('')
  const town: TownContext = { now, office: clock, random, staff, staffing: desk, isRecent: (description) => recent.includes(description) || apart.has(description) }
  /** First messages of the tickets that are made before the others; nobody else may use them. */
  const apart = new Set<string>()
  const staffIndex = new Map(staff.map((person, index) => [person.key, index]))

  // Made first, given out at their time among the others.
  let serial = 0
  const reference = () => {
    let next = referenceAt(serial++, options.seed)
    while (picturedReferences.has(next)) next = referenceAt(serial++, options.seed)
    return next
  }
  const fixed = picturedTickets({ reference, now, customers, office: clock, staffing: desk, staffIndex, random }).slice(0, count)
  const past = count - fixed.length >= 200 ? meerasPast : []
  past.forEach((key, index) => {
    const at = clock.instantAt(clock.workAt(now - (days - 4 - (index * (days - 14)) / past.length) * DAY) + random.int(10, 400) * 60_000) - 7 * 60_000
    fixed.push(tell(town, { reference: reference(), arc: arcByKey.get(key)!, customer: customers[0]!, createdAt: at, fate: 'resolved', terse: false }))
  })
  for (const ticket of fixed) apart.add(ticket.description)
  fixed.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())

  const who = chooser(customers, random, past.length > 0)
  const pickArc = arcChooser(random)
  const fateOf = fates(now, clock.workAt, count)
  const wanted = options.messages === undefined ? Infinity : options.messages / count
  let given = 0
  let messages = 0
  let next = 0
  const out = (ticket: DemoTicket) => {
    recent[given % recent.length] = ticket.description
    given++
    messages += ticket.messages.length
    return ticket
  }
  for (const createdAt of creationTimes({ now, days, count: count - fixed.length, office: clock, random })) {
    while (next < fixed.length && fixed[next]!.createdAt.getTime() <= createdAt) yield out(fixed[next++]!)
    const terse = messages > wanted * given
    let arc = pickArc(createdAt, now, terse)
    const fate = fateOf(arc, createdAt, random)
    // A question is asked only in some stories.
    for (let tries = 0; fate === 'waiting' && tries < 30 && !arc.steps.some((step) => step.kind === 'ask' && step.chance === 1); tries++) arc = pickArc(createdAt, now, false)
    const customer = who(arc, createdAt)
    const telling: Telling = {
      reference: reference(),
      arc,
      customer,
      createdAt,
      fate: fate === 'waiting' && !arc.steps.some((step) => step.kind === 'ask' && step.chance === 1) ? 'working' : fate,
      terse,
    }
    yield out(tell(town, telling))
  }
  while (next < fixed.length) yield out(fixed[next++]!)
}

/** Next to write is a customer of the right supply who has not told this story yet, in a shuffled round, so that nobody writes every day. */
function chooser(customers: readonly DemoCustomer[], random: Prng, withoutFirst: boolean) {
  const pool = (fits: (one: DemoCustomer) => boolean) => {
    const found: number[] = []
    customers.forEach((one, index) => {
      if (fits(one) && !(withoutFirst && index === 0)) found.push(index)
    })
    for (let i = found.length - 1; i > 0; i--) {
      const j = random.int(0, i)
      ;[found[i], found[j]] = [found[j]!, found[i]!]
    }
    return { found: found.length > 0 ? found : [0], at: 0 }
  }
  const pools = { piped: pool((one) => one.supply !== 'lpg'), lpg: pool((one) => one.supply !== 'piped'), both: pool((one) => one.supply === 'both'), any: pool(() => true) }
  const joined = customers.map((one) => one.createdAt.getTime())
  const told = [new Int32Array(customers.length), new Int32Array(customers.length), new Int32Array(customers.length)]
  const bit = new Map(arcs.map((arc, index) => [arc.key, index]))
  return (arc: Arc, createdAt: number): DemoCustomer => {
    const list = pools[arc.supply]
    const index = bit.get(arc.key)!
    const page = told[Math.floor(index / 30)]!
    const flag = 1 << (index % 30)
    let fallback = -1
    for (let tries = 0; tries < 60; tries++) {
      // Mostly round robin, with jumps, so that the order of names does not repeat from week to week.
      list.at = (list.at + 1 + (random.next() < 0.35 ? random.int(0, list.found.length - 1) : 0)) % list.found.length
      const one = list.found[list.at]!
      if (joined[one]! > createdAt - HOUR) continue
      fallback = one
      if ((page[one]! & flag) !== 0) continue
      page[one]! |= flag
      return customers[one]!
    }
    return customers[fallback < 0 ? (list.found.find((one) => joined[one]! < createdAt - HOUR) ?? 0) : fallback]!
  }
}

/** Draws a story by the shares of the categories; short ones only when `terse`; no leak in the last hours, since the one that is live has its own place. */
function arcChooser(random: Prng) {
  const weigh = (list: readonly Arc[]) => {
    let sum = 0
    const total = new Map(categories.map((category) => [category.key, list.filter((arc) => arc.category === category.key).reduce((all, arc) => all + arc.weight, 0)]))
    return list.map((arc) => ({ arc, upTo: (sum += (shares[arc.category] * arc.weight) / total.get(arc.category)!) }))
  }
  const all = weigh(arcs)
  const short = weigh(arcs.filter((arc) => arc.shortest <= 2))
  return (createdAt: number, now: number, terse: boolean): Arc => {
    const list = terse ? short : all
    for (;;) {
      const draw = random.next() * list.at(-1)!.upTo
      let low = 0
      let high = list.length - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if (list[middle]!.upTo > draw) high = middle
        else low = middle + 1
      }
      const { arc } = list[low]!
      if (arc.category !== 'gas-leak' || createdAt < now - 14 * HOUR) return arc
    }
  }
}

/**
 * What has become of a ticket, by its age in office time against the target of its category: fresh ones are open, then ever fewer, so that hardly
 * any is overdue, and those that wait for their customer may be older. Beyond a few thousand tickets the open ones grow with the square root.
 */
function fates(now: number, workAt: (instant: number) => number, count: number) {
  const worked = workAt(now)
  const thin = count > 3000 ? Math.sqrt(3000 / count) : 1
  return (arc: Arc, createdAt: number, random: Prng): Fate | 'cancelled' => {
    if (arc.category === 'gas-leak') return 'resolved'
    const priority: Priority = arc.priority ?? categoryByKey.get(arc.category)!.priority
    const age = worked - workAt(createdAt)
    const used = age / targets[priority].solve
    const draw = random.next()
    const open = (used < 0.04 ? 0.95 : used < 0.3 ? 0.94 : used < 0.66 ? 0.84 : used < 0.75 ? 0.3 : used < 1 ? 0.045 : used < 1.4 ? 0.012 : 0) * thin
    const waiting = (age < 0.6 * HOUR ? 0 : age < 2.2 * 9 * HOUR ? 0.14 : age < 5 * 9 * HOUR ? 0.055 : age < 9 * 9 * HOUR ? 0.02 : 0) * thin
    if (draw < waiting) return 'waiting'
    if (draw < waiting + open) return age < 0.35 * HOUR || random.chance(Math.max(0, 0.3 - used)) ? 'unanswered' : 'working'
    return createdAt < now - 2 * HOUR && random.chance(0.031) ? 'cancelled' : 'resolved'
  }
}
