import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { categories, categoryByKey, holidays, slaPolicies } from './catalogue.ts'
import { safetySteps } from './catalogue-safety.ts'
import { cannedReplies, macros, savedViews } from './catalogue-words.ts'
import { arcs } from './conversations.ts'
import { demoFaq, faqCategories } from './faq.ts'
import { office } from './office.ts'
import { targets } from './plan.ts'
import { referenceAt, type DemoTicket, type Status } from './tickets.ts'
import { generateTown } from './town.ts'
import { parse } from './words.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** The moment of the pictures: Monday, 13:12 in Pune. */
const now = new Date('2026-11-23T13:12:00+05:30')
const town = generateTown({ now, seed: 7 })
const all = [...town.tickets()]
const customers = new Map(town.customers.map((one) => [one.key, one]))
const staff = new Map(town.staff.map((one) => [one.key, one]))
const clock = office(now.getTime() - 130 * DAY, now.getTime() + 30 * DAY)
const isOpen = (ticket: DemoTicket) => ticket.status === 'open' || ticket.status === 'in_progress' || ticket.status === 'waiting_customer'
const share = (some: number, of: number) => some / of
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
const digest = (tickets: Iterable<DemoTicket>) => {
  const hash = createHash('sha256')
  for (const ticket of tickets) hash.update(JSON.stringify(ticket))
  return hash.digest('hex')
}

/** Everything that must hold for any ticket of any town; returns what is wrong in words. */
function faults(ticket: DemoTicket, until: Date): string[] {
  const wrong: string[] = []
  const say = (bad: boolean, what: string) => {
    if (bad) wrong.push(`${ticket.reference} (${ticket.story}): ${what}`)
  }
  const created = ticket.createdAt.getTime()
  const inOrder = (list: readonly { readonly at: Date }[]) => list.every((one, index) => index === 0 || list[index - 1]!.at <= one.at)
  for (const list of [ticket.messages, ticket.notes, ticket.events]) {
    say(!inOrder(list), 'not in order of time')
    say(
      list.some((one) => one.at.getTime() < created),
      'before it was created',
    )
    say(
      list.some((one) => one.at > until),
      'later than now',
    )
  }
  for (const at of [ticket.firstRespondedAt, ticket.firstResolvedAt, ticket.resolvedAt, ticket.closedAt, ticket.cancelledAt])
    say(at !== null && (at.getTime() < created || at > until), 'a moment outside its life')
  say(ticket.createdAt > until, 'created after now')
  say(!/^TKT-[23456789ABCDEFGHJKLMNPQRSTUVWXYZ]{6}$/.test(ticket.reference), 'malformed reference')
  say(ticket.messages.length > 9, `${ticket.messages.length} messages`)
  say(ticket.subject.length < 5 || ticket.subject.length > 90 || ticket.description.length < 12, 'subject or description too short or long')
  const words = [ticket.subject, ticket.description, ticket.feedback ?? '', ...ticket.messages.map((one) => one.body), ...ticket.notes.map((one) => one.body)].join('\n')
  say(/[{}[\]|]|undefined|NaN|null| {2}|since on |for on |\.\.(?!\.)/.test(words), 'a slip in the words')

  // The history replays to the present state.
  const moves: Readonly<Record<Status, readonly Status[]>> = {
    open: ['in_progress', 'cancelled'],
    in_progress: ['waiting_customer', 'resolved'],
    waiting_customer: ['in_progress', 'resolved'],
    resolved: ['closed', 'open'],
    closed: [],
    cancelled: [],
  }
  let status: Status = 'open'
  let assignee: string | null = null
  let priority = categoryByKey.get(ticket.categoryKey)!.priority
  let team = categoryByKey.get(ticket.categoryKey)!.team
  say(ticket.events[0]?.type !== 'created', 'does not begin with its creation')
  for (const event of ticket.events) {
    if (event.type === 'status' || event.type === 'reopened') {
      say(event.from !== status || !moves[status].includes(event.to as Status), `illegal move ${status} → ${event.to}`)
      status = event.to as Status
    }
    if (event.type === 'assigned') {
      say(event.from !== assignee, 'assigned from somebody else')
      assignee = event.to
    }
    if (event.type === 'priority') {
      say(event.from !== priority, 'priority from another')
      priority = event.to as typeof priority
    }
    if (event.type === 'team') team = event.to as typeof team
  }
  say(status !== ticket.status, `history ends ${status}, ticket is ${ticket.status}`)
  say(assignee !== ticket.assigneeKey, `history gives it to ${assignee}, ticket to ${ticket.assigneeKey}`)
  say(priority !== ticket.priority, `history ends at ${priority}, ticket at ${ticket.priority}`)
  say(team !== ticket.teamKey, 'team without a move')

  const done = ticket.status === 'resolved' || ticket.status === 'closed'
  say(done !== (ticket.resolvedAt !== null), 'resolved without a time, or the reverse')
  say((ticket.status === 'closed') !== (ticket.closedAt !== null), 'closed without a time, or the reverse')
  say((ticket.status === 'cancelled') !== (ticket.cancelledAt !== null), 'cancelled without a time, or the reverse')
  say(ticket.closedAt !== null && ticket.closedAt.getTime() - ticket.resolvedAt!.getTime() < 7 * DAY, 'closed before seven days')
  say(ticket.status === 'resolved' && until.getTime() - ticket.resolvedAt!.getTime() > 7 * DAY + 16 * 60_000, 'should have been closed')
  say((ticket.firstRespondedAt?.getTime() ?? 0) !== (ticket.messages.find((one) => one.author === 'agent')?.at.getTime() ?? 0), 'first reply is not the first reply')
  say(ticket.status === 'waiting_customer' && ticket.messages.at(-1)?.author !== 'agent', 'waits although the customer has written')
  say(ticket.resolvedAt !== null && ticket.messages.some((one) => one.at > ticket.resolvedAt!), 'a message after it was resolved')
  say(
    ticket.rating !== undefined && !(ticket.ratedAt! > ticket.resolvedAt! && (ticket.closedAt === null || ticket.ratedAt! < ticket.closedAt)),
    'rated before resolution or after closing',
  )
  say(ticket.rating === undefined && ticket.feedback !== undefined, 'feedback without stars')
  return wrong
}

describe('the demo town', () => {
  test('is the same every time, and another with another seed', () => {
    expect(digest(generateTown({ now, seed: 7 }).tickets())).toBe(digest(all))
    expect(digest(town.tickets())).toBe(digest(all))
    expect(digest(generateTown({ now, seed: 8 }).tickets())).not.toBe(digest(all))
  })

  test('has the people it promises', () => {
    expect(town.staff).toHaveLength(12)
    expect(new Set(town.staff.flatMap((one) => one.teams)).size).toBe(4)
    expect(town.staff.filter((one) => one.role === 'supervisor')).toHaveLength(2)
    const mails = [...town.staff, ...town.customers].map((one) => one.email)
    expect(mails).toEqual(expect.arrayContaining(['customer', 'agent', 'supervisor', 'operations', 'finance', 'admin'].map((name) => `${name}@demo.test`)))
    expect(new Set(mails).size).toBe(212)
    expect(mails.every((mail) => /^[a-z0-9.-]+@(demo|[a-z]+\.example)\.test$/.test(mail))).toBe(true)
    expect(new Set([...town.staff, ...town.customers].map((one) => one.phone)).size).toBe(212)
    expect(town.customers.every((one) => /^\+917000\d{6}$/.test(one.phone))).toBe(true)
    expect(new Set(town.customers.map((one) => one.name)).size).toBe(200)
    expect(town.customers[0]).toMatchObject({ name: 'Meera Deshpande', address: '302 Shrirang Apts', locality: 'Kothrud', pin: '411038', accountNumber: '1402778903' })
    expect(town.customers[0]!.createdAt.toISOString().slice(0, 7)).toBe('2021-03')
  })

  test('has thirty articles of 80 to 250 words', () => {
    const articles = demoFaq({ now, seed: 7 })
    expect(articles).toHaveLength(30)
    expect(new Set(articles.map((one) => one.slug)).size).toBe(30)
    expect(new Set(articles.map((one) => one.category)).size).toBe(faqCategories.length)
    for (const one of articles) {
      const count = one.body.split(/\s+/).filter((word) => /\w/.test(word)).length
      expect([one.slug, count >= 80 && count <= 250]).toEqual([one.slug, true])
    }
  })

  test('has a catalogue that refers only to what exists', () => {
    expect(categories.map((one) => one.key)).toEqual(['gas-leak', 'no-gas', 'pressure', 'installation', 'maintenance', 'meter', 'billing', 'regulator', 'complaint', 'question'])
    const held = (team: string, skill: string) => town.staff.some((one) => one.teams.includes(team as never) && one.skills.includes(skill))
    for (const one of [...categories, ...arcs]) expect([one.key, held(one.team, one.skill)]).toEqual([one.key, true])
    expect(cannedReplies).toHaveLength(15)
    expect(macros).toHaveLength(8)
    const canned = new Set(cannedReplies.map((one) => one.key))
    for (const action of macros.flatMap((one) => one.actions)) if (action.do === 'reply') expect(canned.has(action.canned)).toBe(true)
    for (const { body } of cannedReplies)
      for (const [, name] of body.matchAll(/\{\{([^}]+)\}\}/g))
        expect(['customer.firstName', 'customer.address', 'customer.locality', 'ticket.reference', 'ticket.subject', 'agent.firstName']).toContain(name)
    expect(savedViews.length).toBeGreaterThanOrEqual(12)
    for (const steps of Object.values(safetySteps)) expect(steps).toHaveLength(5)
    expect(holidays.every((one) => /^202[67]-\d\d-\d\d$/.test(one.date))).toBe(true)
    // The stories are told by the same promises as the policies make.
    for (const target of slaPolicies[0]!.targets)
      if (target.priority !== 'urgent') expect(targets[target.priority]).toEqual({ first: target.firstResponse * 60_000, solve: target.resolution * 60_000 })
  })

  test('has 3,000 tickets over 90 days, in order, each with its own reference', () => {
    expect(all).toHaveLength(3000)
    expect(new Set(all.map((one) => one.reference)).size).toBe(3000)
    expect(all.every((one, index) => index === 0 || all[index - 1]!.createdAt <= one.createdAt)).toBe(true)
    expect(now.getTime() - all[0]!.createdAt.getTime()).toBeLessThanOrEqual(90 * DAY)
    expect(now.getTime() - all[0]!.createdAt.getTime()).toBeGreaterThan(88 * DAY)
    expect(new Set(all.map((one) => one.categoryKey)).size).toBe(10)
    expect(new Set(all.map((one) => one.story)).size).toBeGreaterThanOrEqual(25)
  })

  test('has tickets that hold together, at any hour of any day', () => {
    expect(all.flatMap((one) => faults(one, now))).toEqual([])
    for (const at of [
      '2026-11-21T18:00:00+05:30',
      '2026-11-22T03:10:00+05:30',
      '2026-11-24T11:00:00+05:30',
      '2026-11-25T09:05:00+05:30',
      '2026-12-02T09:45:00+05:30',
      '2026-12-31T23:59:00+05:30',
      '2027-03-08T17:59:30+05:30',
    ]) {
      const then = new Date(at)
      const other = [...generateTown({ now: then, seed: 11 }).tickets()]
      expect(other.flatMap((one) => faults(one, then))).toEqual([])
      expect(other.filter(isOpen).length).toBeGreaterThan(110)
    }
  }, 60_000)

  test('belongs to the right people', () => {
    for (const ticket of all) {
      const customer = customers.get(ticket.customerKey)!
      expect(customer.createdAt.getTime()).toBeLessThan(ticket.createdAt.getTime())
      if (ticket.story.startsWith('reg-') || ticket.story.startsWith('cyl-')) expect(customer.supply).not.toBe('piped')
      if (ticket.story.startsWith('meter-') || ticket.story.startsWith('nogas-')) expect(customer.supply).not.toBe('lpg')
      for (const key of [ticket.assigneeKey, ...ticket.messages.map((one) => one.agentKey)]) if (key) expect(staff.get(key)!.teams).toContain(ticket.teamKey)
    }
  })

  test('has a queue one can work: about 200 open, few overdue, nobody above capacity', () => {
    const open = all.filter(isOpen)
    expect(open.length).toBeGreaterThan(160)
    expect(open.length).toBeLessThan(230)
    const count = (status: Status) => open.filter((one) => one.status === status).length
    expect(count('waiting_customer')).toBeGreaterThan(24)
    expect(count('open')).toBeGreaterThan(10)
    const unassigned = open.filter((one) => one.assigneeKey === null).length
    expect(unassigned).toBeGreaterThan(4)
    expect(unassigned).toBeLessThan(20)
    for (const person of town.staff) {
      const load = open
        .filter((one) => one.assigneeKey === person.key && one.status !== 'waiting_customer')
        .reduce((sum, one) => sum + { urgent: 3, high: 2, medium: 1, low: 1 }[one.priority], 0)
      expect([person.key, load <= person.capacity]).toEqual([person.key, true])
    }
    // Office time used, without what passed while waiting for the customer or solved.
    const used = (ticket: DemoTicket) => {
      let total = 0
      let since: number | null = clock.workAt(ticket.createdAt.getTime())
      for (const event of ticket.events)
        if (event.type === 'status' || event.type === 'reopened') {
          const at = clock.workAt(event.at.getTime())
          const stands = event.to === 'waiting_customer' || event.to === 'resolved'
          if (stands && since !== null) {
            total += at - since
            since = null
          } else if (!stands) since ??= at
        }
      return (total + (since === null ? 0 : clock.workAt(now.getTime()) - since)) / targets[ticket.priority].solve
    }
    const running = open.filter((one) => one.status !== 'waiting_customer' && one.priority !== 'urgent')
    const overdue = running.filter((one) => used(one) > 1).length
    const atRisk = running.filter((one) => used(one) > 0.75 && used(one) <= 1).length
    expect(overdue).toBeGreaterThan(0)
    expect(overdue).toBeLessThan(14)
    expect(atRisk).toBeGreaterThan(2)
    expect(atRisk).toBeLessThan(22)
    expect(running.every((one) => used(one) < 4.5)).toBe(true)
    expect(open.filter((one) => one.categoryKey === 'gas-leak').map((one) => one.reference)).toEqual(['TKT-9F2K7D'])
    expect(open.filter((one) => one.visit && !one.events.some((event) => event.type === 'reopened')).every((one) => one.visit!.to.getTime() > now.getTime() - 3 * HOUR)).toBe(true)
  })

  test('has the shape of a real desk', () => {
    const solved = all.filter((one) => one.resolvedAt)
    const rated = solved.filter((one) => one.rating)
    expect(share(rated.length, solved.length)).toBeCloseTo(0.4, 1)
    expect(Math.abs(rated.reduce((sum, one) => sum + one.rating!, 0) / rated.length - 4.4)).toBeLessThan(0.08)
    expect(share(rated.filter((one) => one.feedback).length, rated.length)).toBeGreaterThan(0.75)
    const reopened = share(all.filter((one) => one.events.some((event) => event.type === 'reopened')).length, solved.length)
    expect(reopened).toBeGreaterThan(0.024)
    expect(reopened).toBeLessThan(0.052)
    const cancelled = share(all.filter((one) => one.status === 'cancelled').length, all.length)
    expect(cancelled).toBeGreaterThan(0.02)
    expect(cancelled).toBeLessThan(0.04)
    const noted = share(all.filter((one) => one.notes.length > 0).length, all.length)
    expect(noted).toBeGreaterThan(0.25)
    expect(noted).toBeLessThan(0.36)
    const answered = all.filter((one) => one.firstRespondedAt && one.priority !== 'urgent')
    const wait = median(answered.map((one) => (clock.workAt(one.firstRespondedAt!.getTime()) - clock.workAt(one.createdAt.getTime())) / 60_000))
    expect(wait).toBeGreaterThan(14)
    expect(wait).toBeLessThan(22)
    const replies = all
      .filter((one) => one.categoryKey !== 'gas-leak')
      .flatMap((one) => one.messages)
      .filter((one) => one.author === 'agent')
    expect(share(replies.filter((one) => clock.isOpen(one.at.getTime())).length, replies.length)).toBeGreaterThan(0.97)
    const leaks = all.filter((one) => one.leak?.attendedAt)
    expect(
      share(leaks.filter((one) => one.leak!.attendedAt!.getTime() - one.createdAt.getTime() <= (one.leak!.kind === 'controlled' ? 2 : 1) * HOUR).length, leaks.length),
    ).toBeGreaterThan(0.93)
    const perDay = (weekday: number) => all.filter((one) => new Date(one.createdAt.getTime() + 5.5 * HOUR).getUTCDay() === weekday).length
    expect(perDay(0)).toBeLessThan(perDay(3) * 0.6)
    expect(perDay(6)).toBeLessThan(perDay(3))
    const perHour = (hour: number) => all.filter((one) => new Date(one.createdAt.getTime() + 5.5 * HOUR).getUTCHours() === hour).length
    expect(perHour(10)).toBeGreaterThan(perHour(14) * 1.4)
    expect(perHour(19)).toBeGreaterThan(perHour(16))
    expect(perHour(3)).toBeLessThan(perHour(10) / 10)
  })

  test('has words that vary', () => {
    for (let index = 0; index < all.length; index++) {
      const before = all.slice(Math.max(0, index - 19), index)
      const same = before.find((one) => one.description === all[index]!.description)
      expect(same && [same.reference, all[index]!.reference]).toBeUndefined()
    }
    expect(new Set(all.map((one) => one.description)).size).toBeGreaterThan(2400)
    expect(new Set(all.map((one) => `${one.description}\n${one.messages.map((message) => message.body).join('\n')}`)).size).toBeGreaterThan(2950)
    const stories = new Map<string, number>()
    for (const one of all) stories.set(one.story, (stories.get(one.story) ?? 0) + 1)
    expect(Math.max(...stories.values())).toBeLessThan(150)
  })

  test('holds the tickets of the pictures, as they stand there', () => {
    const at = (reference: string) => all.find((one) => one.reference === reference)!
    const pune = (date: Date | null) => date && new Date(date.getTime() + 5.5 * HOUR).toISOString().slice(0, 16).replace('T', ' ')
    const low = at('TKT-4H7Q2M')
    expect(low).toMatchObject({
      customerKey: 'c1',
      subject: 'Low flame on all burners',
      status: 'in_progress',
      priority: 'high',
      assigneeKey: 'kavya-rao',
      teamKey: 'gas-desk',
      categoryKey: 'pressure',
    })
    expect([pune(low.createdAt), pune(low.firstRespondedAt), ...low.messages.map((one) => pune(one.at))]).toEqual([
      '2026-11-20 12:00',
      '2026-11-20 12:21',
      '2026-11-20 12:21',
      '2026-11-20 16:00',
      '2026-11-23 10:00',
      '2026-11-23 11:05',
      '2026-11-23 13:08',
    ])
    expect(low.messages.at(-1)!.body).toBe('Sunil has just called. He is ten minutes away. Thank you.')
    expect(low.notes.map((one) => [one.agentKey, pune(one.at), one.body])).toEqual([
      ['imran-qureshi', '2026-11-23 10:24', 'Regulator DRS-14 Kothrud: outlet 16 mbar at 09:50, normal is 19 to 23. Crew 3 on site. @Kavya no time promises until I confirm.'],
    ])
    expect(low.events.find((one) => one.type === 'visit')!.reason).toBe('Visit booked: Sunil Jadhav, today 12:30–13:30')
    expect(all.filter((one) => one.customerKey === 'c1')).toHaveLength(14)
    expect(all.filter((one) => one.customerKey === 'c1' && isOpen(one)).map((one) => one.subject)).toEqual([
      'Low flame on all burners',
      'Bill higher than usual',
      'Power bank did not eject, Deccan Gymkhana',
    ])
    const kothrud = all.filter((one) => one.tags.includes('drs-14'))
    expect(kothrud).toHaveLength(17)
    expect(kothrud.every((one) => now.getTime() - one.createdAt.getTime() <= 3.1 * DAY)).toBe(true)
    const left = (reference: string, minutes: number) => (minutes * 60_000 - (clock.workAt(now.getTime()) - clock.workAt(at(reference).createdAt.getTime()))) / 60_000
    expect(left('TKT-6M3W8C', 60)).toBe(11)
    expect(left('TKT-5K9H4F', 60)).toBe(-22)
    expect(left('TKT-8D4T6J', 120)).toBe(65)
    expect(left('TKT-7C6X3L', 240)).toBe(225)
    expect(left('TKT-2P5R9X', 24 * 60)).toBe(200)
    expect(now.getTime() - at('TKT-9F2K7D').createdAt.getTime()).toBe(22 * 60_000)
    expect(
      ['TKT-4R8B5Q', 'TKT-2X7M6P', 'TKT-6W2N9H', 'TKT-3V7N2B', 'TKT-9T3G7W', 'TKT-5B8L4K'].map(
        (reference) => `${at(reference).subject} · ${customers.get(at(reference).customerKey)!.name} · ${at(reference).status} · ${at(reference).assigneeKey}`,
      ),
    ).toEqual([
      'Second visit for new connection · Nikhil Joshi · in_progress · kavya-rao',
      'Gas pipe painted by contractor · Vaishali More · in_progress · sneha-patil',
      'Move meter to the balcony · Deepak Chavan · open · imran-qureshi',
      'Bill higher than usual · Meera Deshpande · waiting_customer · imran-qureshi',
      'Refund for cancelled booking · Sana Khan · waiting_customer · imran-qureshi',
      'Copy of connection papers · Harish Pillai · waiting_customer · sneha-patil',
    ])
  })
})

describe('the generator', () => {
  test('streams a large town, with about the messages asked for', () => {
    const big = generateTown({ now, seed: 3, customers: 2000, tickets: 60_000, messages: 120_000, staff: 50 })
    expect(big.staff).toHaveLength(50)
    const references = new Set<string>()
    let messages = 0
    let open = 0
    for (const ticket of big.tickets()) {
      references.add(ticket.reference)
      messages += ticket.messages.length
      if (isOpen(ticket)) open++
    }
    expect(references.size).toBe(60_000)
    expect(Math.abs(messages - 120_000)).toBeLessThan(3000)
    expect(open).toBeLessThan(1500)
  }, 60_000)

  test('makes small towns too', () => {
    for (const tickets of [0, 1, 10, 100]) {
      const small = [...generateTown({ now, seed: 5, customers: 12, tickets }).tickets()]
      expect(small).toHaveLength(tickets)
      expect(small.flatMap((one) => faults(one, now))).toEqual([])
    }
  })

  test('never repeats a reference', () => {
    const seen = new Set<string>()
    for (let index = 0; index < 200_000; index++) seen.add(referenceAt(index, 99))
    expect(seen.size).toBe(200_000)
  })

  test('refuses a slip in a story', () => {
    expect(() => parse('Hello {nobody}')).toThrow('Unknown blank')
    expect(() => parse('[one|two')).toThrow('Unclosed bracket')
  })
})
