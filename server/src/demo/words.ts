import { midnight, dateWords, hourOf, monthOf, months, weekdayOf, weekdays } from './office.ts'
import { technicians, type DemoCustomer, type Voice } from './people.ts'
import { customerNames } from './names.ts'
import type { Prng } from './prng.ts'

/** A text with choices and blanks, parsed once and rendered many times. */
type Piece = string | { readonly slot: number } | { readonly choice: readonly Text[] }
export type Text = readonly Piece[]

/** What the blanks of one ticket are filled with. A fact, once drawn, stays the same in every message of that ticket. */
export interface Facts {
  readonly random: Prng
  readonly customer: DemoCustomer
  /** Milliseconds; when the ticket was written. */
  readonly createdAt: number
  agentFirstName: string
  /** When the message at hand is sent, and the visit it may speak of. */
  at: number
  visitFrom: number
  visitTo: number
  /** Set when a text has named the visit. */
  visitNamed: boolean
  readonly technician: number
  readonly drawn: (string | undefined)[]
}

export const factsFor = (random: Prng, customer: DemoCustomer, createdAt: number): Facts => ({
  random,
  customer,
  createdAt,
  agentFirstName: '',
  at: createdAt,
  visitFrom: 0,
  visitTo: 0,
  visitNamed: false,
  technician: random.int(0, technicians.length - 1),
  drawn: [],
})

const DAY = 86_400_000
const grouped = (digits: string) => `${digits.slice(0, 4)} ${digits.slice(4, 8)} ${digits.slice(8)}`
/** Whole rupees in the Indian grouping, as people write them: 1,940 or 1,12,500. */
export function rupees(amount: number): string {
  const digits = String(Math.round(amount))
  if (digits.length <= 3) return digits
  let head = digits.slice(0, -3)
  let out = digits.slice(-3)
  while (head.length > 2) {
    out = `${head.slice(-2)},${out}`
    head = head.slice(0, -2)
  }
  return `${head},${out}`
}
const upi = (random: Prng) => `${random.int(6100, 6499)} ${random.int(1000, 9999)} ${random.int(1000, 9999)}`
const monthBefore = (facts: Facts, back: number) => months[(monthOf(facts.createdAt) + 24 - back) % 12]!
const number = (facts: Facts, name: SlotName) => Number(value(facts, name).replace(',', ''))

const sinceWords = (hour: number): readonly string[] =>
  hour < 5
    ? ['since late evening', 'since about eleven']
    : hour < 9
      ? ['since last night', 'since yesterday evening', 'since early morning']
      : hour < 13
        ? ['since this morning', 'since last night', 'since yesterday', 'since about 7 this morning']
        : hour < 17
          ? ['since this morning', 'since noon', 'since yesterday']
          : ['since this afternoon', 'since this morning', 'since yesterday', 'since about 4']

/** "today", "tomorrow", "on Thursday" or "on 2 December", as seen from the moment of writing. */
export function dayWords(day: number, seenFrom: number): string {
  const ahead = Math.round((midnight(day) - midnight(seenFrom)) / DAY)
  if (ahead === 0) return 'today'
  if (ahead === 1) return 'tomorrow'
  return ahead < 7 ? `on ${weekdays[weekdayOf(day)]}` : `on ${dateWords(day)}`
}
const clock = (hour: number) => (hour > 12 ? hour - 12 : hour)

const fresh = {
  bill: (f: Facts) => rupees(f.random.int(142, 468) * 10),
  prev: (f: Facts) => rupees(Math.round((number(f, 'bill') * (0.36 + f.random.next() * 0.26)) / 10) * 10 + f.random.int(0, 9)),
  half: (f: Facts) => rupees(number(f, 'bill') / 2),
  diff: (f: Facts) => rupees(f.random.int(19, 98) * 10 + f.random.int(0, 9)),
  tip: (f: Facts) => f.random.pick(['30', '40', '50', '50', '100']),
  reading: (f: Facts) => String(f.random.int(312, 2890)),
  reading2: (f: Facts) => String(number(f, 'reading') + f.random.int(14, 90)),
  units: (f: Facts) => String(f.random.int(34, 96)),
  days: (f: Facts) => String(f.random.int(63, 71)),
  n: (f: Facts) => String(f.random.int(2, 5)),
  floor: (f: Facts) => f.random.pick(['first', 'second', 'second', 'third', 'fourth', 'fifth', 'seventh']),
  cyl: (f: Facts) => f.random.pick(['KTD', 'PQA', 'WRJ', 'HDP', 'BNR', 'MHK', 'LPA']) + String(f.random.int(104, 987)),
  shortBy: (f: Facts) => String(f.random.int(4, 19)),
  short: (f: Facts) => {
    const tenths = number(f, 'shortBy')
    return tenths < 10 ? `${tenths * 100} g` : `${(tenths / 10).toFixed(1)} kg`
  },
  net: (f: Facts) => (14.2 - number(f, 'shortBy') / 10).toFixed(1),
  tare: (f: Facts) => (15 + f.random.int(1, 14) / 10).toFixed(1),
  gross: (f: Facts) => (number(f, 'tare') + number(f, 'net')).toFixed(1),
  bookdate: (f: Facts) => dateWords(f.createdAt - f.random.int(4, 11) * DAY),
  duedate: (f: Facts) => dateWords(f.createdAt + f.random.int(9, 16) * DAY),
  missday: (f: Facts) => {
    // Nobody of ours is on the road on a Sunday.
    let back = f.random.int(1, 3)
    if (weekdayOf(f.createdAt - back * DAY) === 0) back++
    return back === 1 ? 'yesterday' : `on ${weekdays[weekdayOf(f.createdAt - back * DAY)]}`
  },
  daypart: (f: Facts) => (hourOf(f.createdAt) < 14 ? 'morning' : f.random.pick(['day', 'afternoon', 'morning'])),
  upi: (f: Facts) => upi(f.random),
  upi2: (f: Facts) => upi(f.random),
  seller: (f: Facts) => f.random.pick(['Mr ', 'Mrs ', '']) + customerNames(f.random).join(' '),
  since: (f: Facts) => f.random.pick(sinceWords(hourOf(f.createdAt))),
  month: (f: Facts) => monthBefore(f, 1),
  prevmonth: (f: Facts) => monthBefore(f, 3),
  first: (f: Facts) => f.customer.firstName,
  name: (f: Facts) => f.customer.name,
  locality: (f: Facts) => f.customer.locality,
  society: (f: Facts) => f.customer.address.replace(/^\S+ /, ''),
  flat: (f: Facts) => `flat ${f.customer.address.split(' ', 1)[0]}`,
  meter: (f: Facts) => f.customer.meterNumber,
  account: (f: Facts) => grouped(f.customer.accountNumber),
  tech: (f: Facts) => technicians[f.technician]!.name,
  techfirst: (f: Facts) => technicians[f.technician]!.name.split(' ', 1)[0]!,
  card: (f: Facts) => technicians[f.technician]!.idCard,
  ackname: () => 'Vikram',
  relative: (f: Facts) => f.random.pick(['mother', 'father', 'wife', 'husband', 'son', 'daughter', 'brother', 'sister', 'aunt']),
  eta: (f: Facts) => {
    const hour = hourOf(f.at) + f.random.int(2, 4)
    return hour > 20 || hour < 9 ? 'by tomorrow noon' : `by ${clock(hour)} ${hour < 12 ? 'am' : 'pm'}`
  },
  agent: (f: Facts) => f.agentFirstName,
  visit: (f: Facts) => {
    f.visitNamed = true
    return `${dayWords(f.visitFrom, f.at)} between ${clock(hourOf(f.visitFrom))} and ${clock(hourOf(f.visitTo))}`
  },
} as const
type SlotName = keyof typeof fresh
const slotNames = Object.keys(fresh) as SlotName[]
/** These depend on who writes and when, so they are never kept. */
const changing = new Set<SlotName>(['agent', 'visit', 'eta'])
const slots = slotNames.map((name) => fresh[name])
const kept = slotNames.map((name) => !changing.has(name))

function value(facts: Facts, name: SlotName): string {
  return fill(facts, slotNames.indexOf(name))
}
function fill(facts: Facts, slot: number): string {
  if (slot >= slots.length) {
    const word = fill(facts, slot - slots.length)
    return word.charAt(0).toUpperCase() + word.slice(1)
  }
  const drawn = facts.drawn[slot]
  if (drawn !== undefined) return drawn
  const word = slots[slot]!(facts)
  if (kept[slot]) facts.drawn[slot] = word
  return word
}

/**
 * Reads the notation: `{name}` is a blank, `{name|cap}` the same with a capital, `[a|b|]` one of several, which may nest.
 * An unknown blank or an unclosed bracket throws, so a slip in a story is found when the town is first built.
 */
export function parse(source: string): Text {
  let at = 0
  const until = (stops: string): Text => {
    const pieces: Piece[] = []
    let plain = ''
    const flush = () => {
      if (plain) pieces.push(plain)
      plain = ''
    }
    while (at < source.length && !stops.includes(source[at]!)) {
      const char = source[at]!
      if (char === '{') {
        const end = source.indexOf('}', at)
        const [name, cap] = source.slice(at + 1, end).split('|')
        const slot = slotNames.indexOf(name as SlotName)
        if (slot < 0 || end < 0) throw new Error(`Unknown blank {${name}} in: ${source}`)
        flush()
        pieces.push({ slot: cap ? slot + slots.length : slot })
        at = end + 1
      } else if (char === '[') {
        flush()
        const choice: Text[] = []
        do {
          at++
          choice.push(until('|]'))
        } while (source[at] === '|')
        if (source[at] !== ']') throw new Error(`Unclosed bracket in: ${source}`)
        at++
        pieces.push({ choice })
      } else {
        plain += char
        at++
      }
    }
    flush()
    return pieces
  }
  return until('')
}

const visitSlot = slotNames.indexOf('visit')
/** Whether some way of telling this text names the visit, so that its time must be known before it is told. */
export const mayNameVisit = (text: Text): boolean =>
  text.some((piece) => typeof piece !== 'string' && ('slot' in piece ? piece.slot % slots.length === visitSlot : piece.choice.some(mayNameVisit)))

export function render(text: Text, facts: Facts): string {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const piece = text[i]!
    if (typeof piece === 'string') out += piece
    else if ('slot' in piece) out += fill(facts, piece.slot)
    else out += render(piece.choice[Math.floor(facts.random.next() * piece.choice.length)]!, facts)
  }
  return out
}

const hinglishEnds = [' Please jaldi dekhiye.', ' Kindly do the needful.', ' Bahut dikkat ho rahi hai.', ' Please ek baar check karo.', ' Thoda jaldi please.', ' Dhanyavaad.']
const warmStarts = ['Hello team, ', 'Hi, ', 'Good day. ', 'Namaskar, ', 'Dear team, ', 'Hello, ']
const warmEnds = [' Thank you in advance.', ' Thanks a lot.', ' Have a good day.', ' Thank you.', '']
const formalStarts = ['Dear Sir/Madam,', 'Respected Sir/Madam,', 'To the service desk,', 'Dear team,', 'Sir,']
const formalEnds = ['Regards,', 'Thanking you,', 'Yours faithfully,', 'With regards,', 'Thanks and regards,']
/** Lower case after a comma, unless the word is “I” or an abbreviation. No story opens with a name. */
const afterComma = (text: string) => (/^(I |[A-Z]{2}|₹)/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1))
const lowered = (text: string) => text.toLowerCase().replace('please', 'pls').replace(/\.$/, '')

/** A first message in somebody's own voice. */
export function opening(text: string, voice: Voice, facts: Facts): string {
  const { random, customer } = facts
  switch (voice) {
    case 'lower':
      return lowered(text).replaceAll('. ', random.chance(0.4) ? ', ' : '. ')
    case 'formal':
      return `${random.pick(formalStarts)}\n\n${text}\n\n${random.pick(formalEnds)}\n${customer.name}`
    case 'warm': {
      const start = random.pick(warmStarts)
      return start + (start.endsWith(', ') ? afterComma(text) : text) + (text.includes('hank') ? '' : random.pick(warmEnds))
    }
    case 'hinglish':
      return text + random.pick(hinglishEnds)
    case 'blunt': {
      const end = text.indexOf('. ', 24)
      return end < 0 ? text : text.slice(0, end + 1)
    }
    case 'plain':
      return text
  }
}

/** A later message of the same person; most people drop the ceremony. */
export function reply(text: string, voice: Voice, facts: Facts): string {
  if (voice === 'lower') return lowered(text)
  if (voice === 'formal' && text.length > 40 && !/hank/.test(text) && facts.random.chance(0.4)) return `${text}\n\n${facts.random.pick(formalEnds)}\n${facts.customer.firstName}`
  return text
}

/** How a member of staff begins and ends a first reply: each has a habit. */
export function staffOpening(text: string, staffIndex: number, firstName: string, facts: Facts): string {
  const hour = hourOf(facts.at)
  const greeting = hour < 12 ? 'Good morning' : hour < 17 ? 'Good afternoon' : 'Good evening'
  const customer = facts.customer.firstName
  switch (staffIndex % 6) {
    case 0:
      return `Hello ${customer}. ${text}`
    case 1:
      return `Hi ${customer}, this is ${firstName}. ${text}`
    case 2:
      return `${greeting}, ${customer}. ${text}`
    case 3:
      return `Hello ${customer},\n\n${text}\n\n${firstName}`
    case 4:
      return /^Thank|^I am sorry|^You are right/.test(text) ? `Hello ${customer}. ${text}` : `${customer}, thank you for writing. ${text}`
    default:
      return `Dear ${customer},\n\n${text}\n\nRegards,\n${firstName}`
  }
}
