import { fits, phrases, type Arc, type Line, type StepKind } from './conversations.ts'
import type { Priority } from './catalogue.ts'
import { hourOf, midnight, type Office } from './office.ts'
import type { Prng } from './prng.ts'
import { mayNameVisit, type Text } from './words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What should have become of a ticket by now. Where the clock does not allow it, it stops where it has come to. */
export type Fate = 'resolved' | 'working' | 'waiting' | 'unanswered'

export interface Beat {
  readonly kind: StepKind
  readonly text: Text
  at: number
}
export interface Plan {
  readonly beats: readonly Beat[]
  /** The window of the visit that the texts name, or zero. */
  readonly visitFrom: number
  readonly visitTo: number
  /** Office time of the promise to solve it, and to reply first. */
  readonly target: number
}

/** Resolution and first reply, office milliseconds; the same figures as the policies in catalogue.ts. */
export const targets: Readonly<Record<Priority, { readonly first: number; readonly solve: number }>> = {
  urgent: { first: 15 * MINUTE, solve: 12 * HOUR },
  high: { first: HOUR, solve: 8 * HOUR },
  medium: { first: 2 * HOUR, solve: 24 * HOUR },
  low: { first: 4 * HOUR, solve: 72 * HOUR },
}

const isStaff = (kind: StepKind) => kind === 'ask' || kind === 'act' || kind === 'visit' || kind === 'fix'
const visitTexts = new Map<Text, boolean>()
const namesVisit = (text: Text) => {
  let known = visitTexts.get(text)
  if (known === undefined) visitTexts.set(text, (known = mayNameVisit(text)))
  return known
}

/** People sleep: a message that would fall between 23:00 and 06:30 is written the next morning. */
export function awake(at: number, random: Prng): number {
  const sinceMidnight = at - midnight(at)
  if (sinceMidnight >= 6.5 * HOUR && sinceMidnight < 23 * HOUR) return at
  return midnight(at) + (sinceMidnight >= 23 * HOUR ? DAY : 0) + 7 * HOUR + random.int(0, 110) * MINUTE + random.int(0, 59) * 1000
}

function choose(arc: Arc, random: Prng, terse: boolean, begun: string): Beat[] {
  const beats: Beat[] = []
  let branch = begun
  const add = (kind: StepKind, lines: readonly Line[]) => {
    const line = pickLine(lines, branch, random)
    if (!line) return
    if (line.branch !== '' && (branch === '' || line.branch.length < branch.length)) branch = line.branch
    beats.push({ kind, text: line.text, at: 0 })
  }
  let asked = true
  let chased = false
  let staff = 0
  for (const step of arc.steps) {
    const fix = step.kind === 'fix'
    if (!terse && arc.category !== 'gas-leak') {
      // A sign of life before the answer, and now and then somebody who has to remind us.
      if (staff === 0 && isStaff(step.kind) && step.kind !== 'ask' && random.chance(fix ? 0.12 : 0.1)) {
        add('act', phrases.acknowledgements)
        staff++
      }
      if (fix && !chased && !arc.tags.includes('self-help') && random.chance(0.075)) {
        const visit = beats.some((beat) => namesVisit(beat.text))
        add('chase', random.chance(0.25) ? phrases.angryReminders : visit ? phrases.visitReminders : phrases.reminders)
        add('act', visit ? phrases.visitSorry : phrases.staffSorry)
      }
    }
    const chance = terse && step.chance < 1 ? 0 : step.kind === 'note' ? step.chance * (terse ? 0 : 0.5) : step.chance
    if (step.afterChase && !chased) continue
    if (step.kind === 'ans' && !asked) continue
    const happens = chance >= 1 || random.next() < chance
    if (step.kind === 'ask') asked = happens
    if (!happens) continue
    if (step.kind === 'chase') chased = true
    if (isStaff(step.kind)) staff++
    add(step.kind, step.lines)
  }
  return beats
}

/** One of the lines that belong to this branch of the story. */
export function pickLine(lines: readonly Line[], branch: string, random: Prng, casual = true): Line | undefined {
  let found: Line | undefined
  let seen = 0
  for (const line of lines) if (fits(line, branch) && (casual || !line.casual) && random.next() * ++seen < 1) found = line
  return found
}

const slots = [
  [9, 11],
  [10, 12],
  [11, 13],
  [12, 14],
  [14, 16],
  [15, 17],
  [16, 18],
] as const
/** A two-hour window at or after an instant, on a working day. */
function windowFrom(earliest: number, office: Office, random: Prng): [number, number] {
  let day = midnight(earliest)
  const choice = random.int(0, slots.length - 1)
  for (let tries = 0; tries < 12; tries++, day += DAY) {
    if (!office.isWorkday(day)) continue
    for (let i = 0; i < slots.length; i++) {
      const [from, to] = slots[tries === 0 ? i : choice]!
      if (day + from * HOUR >= earliest) return [day + from * HOUR, day + to * HOUR]
    }
  }
  return [day + 10 * HOUR, day + 12 * HOUR]
}

export interface PlanRequest {
  readonly arc: Arc
  /** The branch that the first message has chosen, or ''. */
  readonly branch: string
  readonly priority: Priority
  readonly createdAt: number
  readonly now: number
  readonly fate: Fate
  readonly terse: boolean
  readonly office: Office
  readonly random: Prng
}

/** Decides who writes when. The words come later, when all times are known. */
export function planTicket(request: PlanRequest): Plan {
  const { arc, random, fate } = request
  const goal = targets[request.priority]
  let beats = choose(arc, random, request.terse, request.branch)
  if (fate === 'unanswered') return { beats: [], visitFrom: 0, visitTo: 0, target: goal.solve }
  if (fate !== 'resolved') beats = cut(beats, fate, random)
  const first = Math.min(
    random.skewed(request.priority === 'urgent' ? 3.5 * MINUTE : request.priority === 'high' ? 11 * MINUTE : request.priority === 'medium' ? 17 * MINUTE : 30 * MINUTE, 0.8),
    goal.first * 0.97,
  )
  const firstReply = random.chance(request.priority === 'urgent' ? 0.01 : 0.03) ? goal.first * (1.05 + random.next()) : first
  const size = arc.shortest <= 2 && !arc.steps.some((step) => step.kind === 'visit') ? 0.7 : 1.2
  const share =
    request.priority === 'urgent' ? random.skewed(0.16, 0.45) : random.skewed(request.priority === 'high' ? 0.36 : request.priority === 'medium' ? 0.2 : 0.09, 0.75) * size
  let work = Math.min(goal.solve * share, goal.solve * 2.2)
  for (let tries = 0; ; tries++) {
    const plan = place(beats, firstReply, Math.max(work, firstReply * 1.2 + 4 * MINUTE), request, goal.solve)
    if (fate !== 'resolved' || tries === 3 || plan.beats.some((beat) => beat.kind === 'fix')) return plan
    work *= 0.35
  }
}

/** Keeps the beginning of a story: up to a question for `waiting`, up to anything before the end for `working`. */
function cut(beats: readonly Beat[], fate: Fate, random: Prng): Beat[] {
  const ends: number[] = []
  beats.forEach((beat, index) => {
    if (fate === 'waiting' ? beat.kind === 'ask' : beat.kind === 'act' || beat.kind === 'visit' || beat.kind === 'ans' || beat.kind === 'say') ends.push(index + 1)
  })
  const kept = beats.slice(0, ends.length > 0 ? random.pick(ends) : 0).filter((beat, index, all) => beat.kind !== 'chase' && all[index - 1]?.kind !== 'chase')
  return kept.some((beat) => isStaff(beat.kind)) ? kept : [{ kind: 'act', text: random.pick(phrases.acknowledgements).text, at: 0 }]
}

function place(chosen: readonly Beat[], firstReply: number, work: number, request: PlanRequest, target: number): Plan {
  const { office, random, now, createdAt, fate } = request
  const urgent = request.arc.category === 'gas-leak'
  const after = (at: number, duration: number) => (urgent ? at + duration : office.instantAt(office.workAt(at) + duration))
  const limit = now - 25_000
  const staffBeats = chosen.filter((beat) => isStaff(beat.kind)).length
  // An open ticket shows a life of its own age: its last step lies in the recent past, not at the beginning.
  const passed = urgent ? now - createdAt : office.workAt(now) - office.workAt(createdAt)
  const total = fate === 'resolved' ? work : passed * (fate === 'waiting' ? 0.15 + random.next() * 0.6 : 0.35 + random.next() * 0.55)
  const reply = fate === 'resolved' ? firstReply : Math.min(firstReply, passed * 0.7)
  const rest = Math.max(total - reply, MINUTE)
  let cursor = createdAt
  let visitFrom = 0
  let visitTo = 0
  let staffSoFar = 0
  let left = rest
  const beats: Beat[] = []
  for (const { kind, text } of chosen) {
    let at: number
    if (isStaff(kind)) {
      if (staffSoFar === 0) {
        const evening = !urgent && !office.isOpen(cursor) && office.isWorkday(cursor) && hourOf(cursor) >= 18 && hourOf(cursor) < 20
        at = evening && random.chance(0.15) ? cursor + random.int(6, 45) * MINUTE : after(cursor, reply)
      } else {
        const remaining = staffBeats - staffSoFar
        const part = remaining <= 1 ? left : (left * (0.12 + random.next() * 0.5)) / Math.sqrt(remaining)
        left -= part
        // Whoever has reminded us is answered at once.
        at = after(cursor, beats.at(-1)?.kind === 'chase' ? random.int(4, 40) * MINUTE : Math.max(part, 2 * MINUTE))
      }
      if (kind === 'fix' && visitFrom > 0) at = Math.max(visitFrom + random.int(35, 115) * MINUTE, cursor + random.int(15, 50) * MINUTE)
      at += random.int(0, 59_000)
      staffSoFar++
    } else if (kind === 'note') {
      at = cursor + random.int(40_000, 9 * MINUTE)
    } else {
      const delay =
        kind === 'ans'
          ? Math.min(random.skewed(95 * MINUTE, 1.1), 2.6 * DAY)
          : kind === 'say'
            ? random.skewed(14 * MINUTE, 0.9)
            : kind === 'ty'
              ? random.skewed(35 * MINUTE, 1.1)
              : random.skewed(5 * HOUR, 0.6)
      const room = limit - cursor
      at = kind === 'chase' && visitTo > 0 ? visitTo + random.int(8, 50) * MINUTE : cursor + (fate === 'resolved' ? delay : Math.min(delay, room * random.next() * 0.8))
      if (!urgent) at = awake(at + 30_000, random)
    }
    if (at <= cursor) at = cursor + random.int(31_000, 110_000)
    if (at > limit) {
      if (kind === 'note' || kind === 'ty') continue
      break
    }
    if (kind !== 'note' && visitFrom === 0 && namesVisit(text)) {
      const open = fate !== 'resolved'
      const soon = open ? now + random.int(0, 2) * DAY : after(at, left)
      ;[visitFrom, visitTo] = windowFrom(Math.max(at + 50 * MINUTE, open ? soon + 30 * MINUTE : soon - 90 * MINUTE), office, random)
    }
    beats.push({ kind, text, at })
    if (kind !== 'note') cursor = at
  }
  return { beats, visitFrom, visitTo, target }
}
