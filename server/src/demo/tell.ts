import { categoryByKey, type Priority } from './catalogue.ts'
import { phrases, settledAt, type Arc } from './conversations.ts'
import { fileFor } from './file-names.ts'
import { hourOf, type Office } from './office.ts'
import { technicians, type DemoCustomer, type DemoStaff } from './people.ts'
import { awake, pickLine, planTicket, type Fate, type Plan } from './plan.ts'
import type { Prng } from './prng.ts'
import { loadOf, type Staffing } from './staffing.ts'
import type { DemoEvent, DemoMessage, DemoNote, DemoTicket, DemoVisit, Status } from './tickets.ts'
import { dayWords, factsFor, opening, render, reply, staffOpening, type Facts } from './words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What all tickets of one town share. */
export interface TownContext {
  readonly now: number
  readonly office: Office
  readonly random: Prng
  readonly staff: readonly DemoStaff[]
  readonly staffing: Staffing
  /** Whether somebody has just begun with the same words; then others are looked for. */
  isRecent(description: string): boolean
}

export interface Telling {
  readonly reference: string
  readonly arc: Arc
  readonly customer: DemoCustomer
  readonly createdAt: number
  readonly fate: Fate | 'cancelled'
  /** Only what the story cannot do without, for benchmarks that prescribe the number of messages. */
  readonly terse: boolean
}

/** Mutable while a ticket is being told; handed out as a DemoTicket. */
interface Draft {
  status: Status
  priority: Priority
  assignee: number
  resolvedAt: number
  firstResolvedAt: number
  firstRespondedAt: number
  readonly messages: DemoMessage[]
  readonly notes: DemoNote[]
  readonly events: DemoEvent[]
}

/** Tells one ticket from beginning to now. */
export function tell(town: TownContext, telling: Telling): DemoTicket {
  const { random, now, office, staff, staffing } = town
  const { arc, customer, createdAt } = telling
  const category = categoryByKey.get(arc.category)!
  const leak = arc.category === 'gas-leak'
  const facts = factsFor(random, customer, createdAt)
  const { subject, description, branch } = begin(town, arc, facts)
  const priority = arc.priority ?? (leak ? 'urgent' : shifted(category.priority, random))
  const plan: Plan =
    telling.fate === 'cancelled'
      ? { beats: [], visitFrom: 0, visitTo: 0, target: 0 }
      : planTicket({ arc, branch, priority, createdAt, now, fate: telling.fate, terse: telling.terse, office, random })
  const draft: Draft = { status: 'open', priority: category.priority, assignee: -1, resolvedAt: 0, firstResolvedAt: 0, firstRespondedAt: 0, messages: [], notes: [], events: [] }
  const event = (at: number, type: DemoEvent['type'], actorKey: string, from: string | null, to: string | null, reason?: string) =>
    draft.events.push(reason === undefined ? { at: new Date(at), type, actorKey, from, to } : { at: new Date(at), type, actorKey, from, to, reason })
  const move = (at: number, to: Status, actorKey: string, reason?: string) => {
    event(at, 'status', actorKey, draft.status, to, reason)
    draft.status = to
  }

  event(createdAt, 'created', customer.key, null, 'open')
  if (arc.team !== category.team) event(createdAt + 1200, 'team', 'system', category.team, arc.team, 'Filed by its words')

  // Whether it ends open decides who may have it: open work needs somebody with room.
  const ends = plan.beats.some((beat) => beat.kind === 'fix')
  const firstStaff = plan.beats.find((beat) => beat.kind !== 'note' && beat.kind !== 'say' && beat.kind !== 'chase')?.at ?? Infinity
  const weight = plan.beats.findLast((beat) => beat.kind !== 'note')?.kind === 'ask' ? 0 : loadOf[priority]
  const assignable =
    leak || office.isOpen(createdAt)
      ? createdAt + 1600 + (random.chance(0.1) ? random.int(1, 9) * MINUTE : random.int(0, 2600))
      : office.instantAt(office.workAt(createdAt) + random.int(5_000, 4 * MINUTE))
  const assignedAt = Math.min(assignable, firstStaff - random.int(20_000, 50_000))
  if (telling.fate === 'cancelled' || ends) draft.assignee = staffing.anyone(arc.team)
  else if (firstStaff < Infinity || (assignedAt <= now && random.chance(0.62))) {
    draft.assignee = staffing.withRoom(arc.team, weight)
    if (draft.assignee < 0 && firstStaff < Infinity) draft.assignee = staffing.anyone(arc.team)
    if (draft.assignee >= 0) staffing.take(draft.assignee, weight)
  }
  if (telling.fate === 'cancelled') return finish(town, telling, draft, facts, subject, description, { ...cancelled(), plan })
  if (draft.assignee >= 0 && assignedAt <= now)
    event(Math.max(assignedAt, createdAt + 1000), 'assigned', 'system', null, staff[draft.assignee]!.key, `Most room in the team for ${category.name.toLowerCase()}`)
  else draft.assignee = -1

  let spoken = 0
  let visitBooked: DemoVisit | undefined
  let raised = false
  const handOver = plan.beats.length > 3 && ends && random.chance(0.12)
  for (let index = 0; index < plan.beats.length; index++) {
    const { kind, text, at } = plan.beats[index]!
    facts.at = at
    facts.visitFrom = plan.visitFrom
    facts.visitTo = plan.visitTo
    if (kind === 'note') {
      note(at, render(text, facts))
    } else if (kind === 'ans' || kind === 'say' || kind === 'chase' || kind === 'ty') {
      facts.agentFirstName = draft.assignee < 0 ? '' : staff[draft.assignee]!.firstName
      const body = reply(render(text, facts), customer.voice, facts)
      draft.messages.push(
        /ttached|hoto/.test(body) && kind === 'ans'
          ? { author: 'customer', at: new Date(at), body, files: [fileFor(arc, random)] }
          : { author: 'customer', at: new Date(at), body },
      )
      if (draft.status === 'waiting_customer') move(at, 'in_progress', customer.key, 'The customer replied')
    } else {
      if (spoken > 0 && handOver && draft.assignee >= 0 && kind === 'fix') {
        const next = staffing.colleague(arc.team, draft.assignee)
        if (next !== draft.assignee) {
          event(
            at - random.int(150_000, 11 * MINUTE),
            'assigned',
            staff[draft.assignee]!.key,
            staff[draft.assignee]!.key,
            staff[next]!.key,
            random.pick(['Shift change', 'Away today', 'Knows the building', 'Had the earlier case']),
          )
          draft.assignee = next
        }
      }
      const person = staff[draft.assignee]!
      facts.agentFirstName = person.firstName
      facts.visitNamed = false
      const words = render(text, facts)
      if (draft.status === 'open') move(Math.max(at - random.int(15_000, 60_000), assignedAt + 1000, createdAt + 2000), 'in_progress', person.key)
      if (!raised && priority !== category.priority) {
        raised = true
        event(at - 5000, 'priority', person.key, category.priority, priority)
        draft.priority = priority
      }
      draft.messages.push({
        author: 'agent',
        agentKey: person.key,
        at: new Date(at),
        body: spoken === 0 && !leak ? staffOpening(words, draft.assignee, person.firstName, facts) : words,
      })
      if (spoken === 0) draft.firstRespondedAt = at
      spoken++
      if (facts.visitNamed && !visitBooked) {
        const technician = technicians[facts.technician]!
        visitBooked = { bookedAt: new Date(at + 900), technician: technician.name, idCard: technician.idCard, from: new Date(plan.visitFrom), to: new Date(plan.visitTo) }
        event(
          at + 900,
          'visit',
          person.key,
          null,
          technician.name,
          `Visit booked: ${technician.name}, ${dayWords(plan.visitFrom, at).replace('on ', '')} ${hourOf(plan.visitFrom)}:00–${hourOf(plan.visitTo)}:00`,
        )
      }
      if (kind === 'ask') move(at + 1000, 'waiting_customer', person.key)
      if (kind === 'fix') {
        const thanks = plan.beats[index + 1]?.kind === 'ty' ? plan.beats[index + 1]! : undefined
        // A word of thanks is answered by the tick, so that it does not open the ticket again.
        const at2 = thanks
          ? Math.max(thanks.at + random.int(1, 25) * MINUTE, office.isOpen(thanks.at) || leak ? 0 : office.instantAt(office.workAt(thanks.at) + random.int(1, 30) * MINUTE))
          : at + 2000
        if (at2 <= now - 5000) draft.resolvedAt = at2
        else if (!thanks) draft.resolvedAt = at + 2000
      }
    }
  }
  function note(at: number, body: string) {
    const author = draft.assignee < 0 || random.chance(0.4) ? staffing.colleague(arc.team, Math.max(draft.assignee, 0)) : draft.assignee
    draft.notes.push({ agentKey: staff[author]!.key, at: new Date(at), body })
  }
  if (draft.resolvedAt > 0) {
    move(draft.resolvedAt, 'resolved', staff[draft.assignee]!.key)
    draft.firstResolvedAt = draft.resolvedAt
    if (!leak && !telling.terse && draft.messages.length <= 6 && mayComeBack.test(arc.key) && random.chance(0.088)) comeBack(town, telling, draft, facts, event, move)
    if (draft.resolvedAt === 0) staffing.take(draft.assignee, loadOf[priority])
  } else if (telling.fate === 'working' && spoken === 0 && createdAt < now - 26 * HOUR) {
    draft.messages.push({
      author: 'customer',
      at: new Date(awakeBefore(now - random.int(20, 200) * MINUTE, createdAt, random)),
      body: reply(render(random.pick(phrases.reminders).text, facts), customer.voice, facts),
    })
  }
  if (draft.status === 'waiting_customer') remind(town, draft, facts)
  if (draft.notes.length === 0 && draft.messages.length > 0 && !telling.terse && random.chance(0.17)) {
    const at = draft.messages[random.int(0, draft.messages.length - 1)]!.at.getTime() + random.int(30_000, 5 * MINUTE)
    if (at < now) note(at, render(random.pick(phrases.notes[settledAt(arc)]), facts))
  }
  if (leak) leakEvents(town, telling, draft, event)
  return finish(town, telling, draft, facts, subject, description, { plan, ...(visitBooked && { visit: visitBooked }) })
}

/** Subject and first message; looks for others when a neighbour has begun in the same way. */
function begin(town: TownContext, arc: Arc, facts: Facts): { subject: string; description: string; branch: string } {
  const { random } = town
  const { voice } = facts.customer
  let subject = ''
  let description = ''
  let branch = ''
  for (let tries = 0; tries < 12; tries++) {
    const first = pickLine(arc.openings, '', random, voice === 'hinglish' || voice === 'lower' || voice === 'blunt')!
    branch = first.branch
    subject = render((pickLine(arc.subjects, branch, random) ?? arc.subjects[0]!).text, facts)
    const tail = arc.category !== 'gas-leak' && (tries > 4 || (voice !== 'blunt' && random.chance(0.3))) ? ` ${render(random.pick(phrases.tails[settledAt(arc)]), facts)}` : ''
    description = opening(render(first.text, facts) + tail, tries > 4 && voice === 'blunt' ? 'plain' : voice, facts)
    if (!town.isRecent(description)) break
  }
  subject = subject.charAt(0).toUpperCase() + subject.slice(1)
  return { subject: voice === 'lower' ? subject.toLowerCase() : subject, description, branch }
}

/** A few tickets are more or less pressing than their category says. */
function shifted(priority: Priority, random: Prng): Priority {
  const draw = random.next()
  if (draw < 0.08) return priority === 'low' ? 'medium' : 'high'
  return draw > 0.78 && priority === 'medium' ? 'low' : priority
}

type AddEvent = (at: number, type: DemoEvent['type'], actorKey: string, from: string | null, to: string | null, reason?: string) => void
type Move = (at: number, to: Status, actorKey: string, reason?: string) => void

/** Stories of which it makes sense to say that it is not solved. */
const mayComeBack =
  /^(pressure-(?!smell|oneburner)|nogas-(building|oneflat)|maint-valve|meter-(blank|noise)|reg-(lock|hiss|stiff)|bill-(notposted|autopay|copy|ebill|twice|name|refundbooking)|q-app|comp-repeat)/

/** It was not solved after all: the customer writes, it opens again and, where time allows, is solved for good. */
function comeBack(town: TownContext, telling: Telling, draft: Draft, facts: Facts, event: AddEvent, move: Move) {
  const { random, now, office, staff } = town
  const back = awake(draft.resolvedAt + Math.min(random.skewed(22 * HOUR, 0.7), 6 * DAY), random)
  if (back > now - 2 * HOUR) return
  const person = staff[draft.assignee]!
  const say = (at: number, author: 'customer' | 'agent', body: string) =>
    draft.messages.push(author === 'agent' ? { author, agentKey: person.key, at: new Date(at), body } : { author, at: new Date(at), body })
  facts.at = back
  say(back, 'customer', reply(render(random.pick(phrases.cameBack[settledAt(telling.arc)]), facts), telling.customer.voice, facts))
  event(back, 'reopened', telling.customer.key, 'resolved', 'open', 'The customer replied')
  draft.status = 'open'
  draft.resolvedAt = 0
  const taken = office.instantAt(office.workAt(back) + Math.min(random.skewed(25 * MINUTE, 0.7), 100 * MINUTE))
  if (taken > now - MINUTE) return
  facts.at = taken
  move(taken - 15_000, 'in_progress', person.key)
  say(taken, 'agent', render(random.pick(phrases.takenUpAgain), facts))
  const solved = office.instantAt(office.workAt(taken) + random.skewed(4 * HOUR, 0.6))
  if (solved > now - MINUTE) return
  facts.at = solved
  say(solved, 'agent', render(random.pick(phrases.solvedAgain[settledAt(telling.arc)]), facts))
  move(solved + 2000, 'resolved', person.key)
  draft.resolvedAt = solved + 2000
}

/** After some days without an answer a good desk asks once more. */
function remind(town: TownContext, draft: Draft, facts: Facts) {
  const { random, now, office, staff } = town
  const asked = draft.messages.at(-1)!.at.getTime()
  const at = office.instantAt(office.workAt(asked + 2.2 * DAY) + random.int(5, 200) * MINUTE)
  if (at > now - MINUTE) return
  const person = staff[draft.assignee]!
  const first = facts.customer.firstName
  draft.messages.push({
    author: 'agent',
    agentKey: person.key,
    at: new Date(at),
    body: random.pick([
      `${first}, a short reminder: we still need your answer to go on. There is no hurry, but the clock stands still until then.`,
      `Just checking whether my last message reached you, ${first}.`,
      `Hello ${first}, did you have a chance to look at this? If it is solved, a one-word reply is enough.`,
    ]),
  })
}

const awakeBefore = (at: number, earliest: number, random: Prng) => Math.max(Math.min(awake(at - 10 * HOUR, random), at), earliest + HOUR)

function leakEvents(town: TownContext, telling: Telling, draft: Draft, event: AddEvent) {
  const { random, staff, staffing } = town
  const { createdAt } = telling
  const chief = staff.find((person) => person.key === 'vikram-shinde')?.key ?? staff[0]!.key
  const acknowledged = Math.min(createdAt + random.int(40, 200) * 1000, draft.firstRespondedAt - 1000)
  const controlled = telling.arc.leak === 'controlled'
  const late = random.chance(0.02)
  const attended = Math.min(
    createdAt + (late ? (controlled ? 2.15 : 1.12) : random.int(controlled ? 30 : 19, controlled ? 108 : 56) / 60) * HOUR,
    draft.resolvedAt > 0 ? draft.resolvedAt - 6 * MINUTE : Infinity,
  )
  event(createdAt + 2000, 'paged', 'system', null, chief, 'On-call team paged')
  event(acknowledged, 'acknowledged', random.chance(0.5) ? chief : staff[Math.max(draft.assignee, 0)]!.key, null, null)
  if (draft.resolvedAt === 0) return
  event(attended, 'attended', staff[staffing.colleague('field-crew', 0)]!.key, null, null, 'Crew at the place')
  event(draft.resolvedAt - 3 * MINUTE, 'made_safe', staff[draft.assignee]!.key, null, null, telling.arc.key === 'leak-not-gas' ? 'No gas found' : 'Escape stopped')
}

const cancelled = () => ({ cancelled: true })

function finish(
  town: TownContext,
  telling: Telling,
  draft: Draft,
  facts: Facts,
  subject: string,
  description: string,
  rest: { plan: Plan; visit?: DemoVisit; cancelled?: boolean },
): DemoTicket {
  const { random, now, staff } = town
  const { arc, customer, createdAt } = telling
  let closedAt = 0
  let cancelledAt = 0
  let stars: 1 | 2 | 3 | 4 | 5 | undefined
  let feedback: string | undefined
  let ratedAt = 0
  if (rest.cancelled) {
    cancelledAt = Math.min(awake(createdAt + Math.min(random.skewed(35 * MINUTE, 0.9), 5 * HOUR), random), now - 60_000)
    const assignedAt = createdAt + random.int(2000, 5000)
    if (town.office.isOpen(createdAt) && assignedAt < cancelledAt)
      draft.events.push({ at: new Date(assignedAt), type: 'assigned', actorKey: 'system', from: null, to: staff[draft.assignee]!.key, reason: 'Most room in the team' })
    else draft.assignee = -1
    draft.events.push({ at: new Date(cancelledAt), type: 'status', actorKey: customer.key, from: 'open', to: 'cancelled', reason: render(random.pick(phrases.cancelWords), facts) })
    draft.status = 'cancelled'
  }
  if (draft.resolvedAt > 0) {
    const due = draft.resolvedAt + 7 * DAY
    if (due + 15 * MINUTE <= now) {
      closedAt = due + random.int(1, 14 * 60) * 1000
      draft.events.push({ at: new Date(closedAt), type: 'status', actorKey: 'system', from: 'resolved', to: 'closed', reason: '7 days after resolution' })
      draft.status = 'closed'
    }
    if (random.chance(0.415)) {
      ratedAt = awake(draft.resolvedAt + Math.min(random.skewed(9 * HOUR, 1.2), 6.5 * DAY), random)
      if (ratedAt < now - 10_000 && ratedAt < due) {
        const trouble = draft.firstResolvedAt !== draft.resolvedAt || draft.resolvedAt - createdAt > 2.5 * rest.plan.target + DAY || draft.firstRespondedAt - createdAt > 2 * DAY
        stars = starsFor(random.next(), trouble)
        facts.agentFirstName = staff[draft.assignee]!.firstName
        if (random.chance(0.86)) feedback = render(random.pick(rest.visit ? phrases.feedbackAfterVisit[stars] : phrases.feedback[stars]), facts)
        draft.events.push({ at: new Date(ratedAt), type: 'rated', actorKey: customer.key, from: null, to: String(stars) })
      } else ratedAt = 0
    }
  }
  inOrder(draft.events)
  inOrder(draft.notes)
  const at = (type: DemoEvent['type']) => draft.events.find((one) => one.type === type)?.at ?? null
  const date = (instant: number) => (instant > 0 ? new Date(instant) : null)
  return {
    reference: telling.reference,
    customerKey: customer.key,
    categoryKey: arc.category,
    story: arc.key,
    subject,
    description,
    priority: draft.priority,
    status: draft.status,
    teamKey: arc.team,
    assigneeKey: draft.assignee < 0 ? null : staff[draft.assignee]!.key,
    channel: channelFor(customer, random),
    createdAt: new Date(createdAt),
    firstRespondedAt: date(draft.firstRespondedAt),
    firstResolvedAt: date(draft.firstResolvedAt),
    resolvedAt: date(draft.resolvedAt),
    closedAt: date(closedAt),
    cancelledAt: date(cancelledAt),
    ...(stars !== undefined && { rating: stars, ratedAt: new Date(ratedAt) }),
    ...(feedback !== undefined && { feedback }),
    tags: arc.tags,
    lat: customer.lat,
    lng: customer.lng,
    address: `${customer.address}, ${customer.locality} ${customer.pin}`,
    messages: draft.messages,
    notes: draft.notes,
    events: draft.events,
    ...(rest.visit && { visit: rest.visit }),
    ...(arc.leak && { leak: { kind: arc.leak, acknowledgedAt: at('acknowledged'), attendedAt: at('attended'), preventedAt: at('made_safe') } }),
  }
}

/** Sorts by time in place; the lists are short and nearly sorted. */
function inOrder(list: { readonly at: Date }[]) {
  for (let i = 1; i < list.length; i++) {
    const one = list[i]!
    const time = one.at.getTime()
    let place = i
    while (place > 0 && list[place - 1]!.at.getTime() > time) {
      list[place] = list[place - 1]!
      place--
    }
    list[place] = one
  }
}

const starsFor = (draw: number, trouble: boolean): 1 | 2 | 3 | 4 | 5 =>
  trouble ? (draw < 0.3 ? 5 : draw < 0.55 ? 4 : draw < 0.8 ? 3 : draw < 0.92 ? 2 : 1) : draw < 0.63 ? 5 : draw < 0.9 ? 4 : draw < 0.96 ? 3 : draw < 0.985 ? 2 : 1

/** Formal writers prefer e-mail. */
const channelFor = (customer: DemoCustomer, random: Prng) =>
  random.chance(customer.voice === 'formal' ? 0.5 : 0.1) ? ('email' as const) : random.chance(0.03) ? ('api' as const) : ('portal' as const)
