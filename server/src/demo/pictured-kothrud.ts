import type { HandMade } from './hand-made.ts'
import { awake } from './plan.ts'
import type { Office } from './office.ts'
import type { DemoCustomer } from './people.ts'
import type { Prng } from './prng.ts'
import { factsFor, opening, parse, render, reply } from './words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const subjects = [
  'Low pressure {since}',
  'Low flame',
  'Very low gas pressure',
  'Gas is weak in {society}',
  'Low pressure in Kothrud',
  'Flame too small, cooking takes long',
  'No proper flame since yesterday',
  'Gas pressure problem',
].map(parse)
const openings = [
  'The flame is very low {since}. [Our neighbours say the same.|The whole building has it.] Is something going on in Kothrud?',
  'Low gas pressure {since}. [Rice took an hour.|Even tea takes fifteen minutes.|We ordered food from outside.] Please look into it.',
  'All burners are weak. [I have cleaned them, no change.|The neighbours above and below also.] When will it be normal?',
  'Gas pressure is low in {society}. [Many flats have complained in our group.|The secretary asked all of us to write to you.|Five flats have the same.]',
  'We get only a small flame {since}. For an hour it was a little better and [now it is low again|then it dropped again].',
  'Gas ka pressure bahut kam hai {since}. [Khana nahi ban raha.|Sab padosi bol rahe hain.] Kab theek hoga?',
  'My geyser does not start and the stove is low. [Only since yesterday.|It was fine last week.] Please check the line in our lane.',
  'Is there a problem with the supply near Karve statue? Flame is half of the usual {since}.',
].map(parse)
const answers = [
  'The pressure is low in a part of Kothrud and a crew is at the district regulator now. Your stove and pipes are fine, nothing has to be done at your home. I write again as soon as I know more.',
  'Thank you for telling us. Yours is one of several reports from the same streets; the cause is at our regulator station, and the crew is working on it. Please close the valve when you are not cooking.',
  'We know about it: a district regulator in Kothrud gives too little since the weekend. The crew is on site. I cannot promise an hour yet, but you will hear from me today.',
  'It is the network and not your kitchen. A crew is at the station. If the flame goes out completely, close the valve and write here.',
  'I have linked your report with the low pressure in Kothrud. You need not do anything, and you will get every update here.',
].map(parse)
const remarks = [
  'Ok. [Please tell when it is done.|Thanks for the quick reply.]',
  'Thank you. [It is slightly better now.|Still low.]',
  'Fine, but [dinner must be possible|please hurry, I have an old mother at home].',
  'Any idea how long?',
  'Ok, noted.',
].map(parse)
const notes = [
  'Linked to DRS-14.',
  'DRS-14. Top floor, so hit harder than the others.',
  'Same lane as Deshpande. DRS-14.',
  'Call this one first when it is back, elderly mother at home.',
] as const

/** When they wrote, hours before the picture; three nights and days of the same trouble. */
const ages = [0.4, 1.1, 1.9, 2.4, 3.1, 4.2, 17, 18.5, 20, 22.5, 26, 41, 44, 47, 50]

/** The fifteen neighbours who write about the same low pressure as Meera and Rohan; with those two the view counts seventeen. */
export function lowPressure(options: { reference: () => string; here: number; customers: readonly DemoCustomer[]; office: Office; random: Prng }): HandMade[] {
  const { here, customers, office, random } = options
  const neighbours = customers
    .slice(2)
    .filter((one) => one.locality === 'Kothrud' && one.supply !== 'lpg')
    .slice(0, ages.length)
  const teamMates = ['arjun-nair', 'imran-qureshi', 'sneha-patil', 'arjun-nair'] as const
  const names: Record<string, string> = { 'arjun-nair': 'Arjun', 'imran-qureshi': 'Imran', 'sneha-patil': 'Sneha' }
  return neighbours.map((customer, index): HandMade => {
    const createdAt = Math.min(awake(here - ages[index]! * HOUR - random.int(0, 9 * 60_000), random), here - 12 * MINUTE)
    const facts = factsFor(random, customer, createdAt)
    const wait = office.instantAt(office.workAt(createdAt) + random.int(8, 38) * MINUTE) + random.int(0, 50_000)
    const answered = index > 0 && wait < here - 2 * MINUTE
    const assignee = answered ? teamMates[index % teamMates.length]! : null
    const fresh = office.workAt(here) - office.workAt(createdAt) < 6.2 * HOUR
    const raisedAt = Math.max(wait - 60_000, createdAt + 30_000)
    const later = wait + random.int(4, 55) * MINUTE
    const says = answered && random.chance(0.55) && later < here - MINUTE
    facts.at = wait
    return {
      reference: options.reference(),
      customer,
      category: index % 6 === 4 ? 'no-gas' : 'pressure',
      story: 'kothrud',
      tags: ['drs-14', 'low-pressure'],
      subject: customer.voice === 'lower' ? 'low pressure' : capital(render(subjects[index % subjects.length]!, facts)),
      description: opening(render(openings[index % openings.length]!, facts), customer.voice, facts),
      createdAt,
      assignee,
      status: answered ? 'in_progress' : 'open',
      priority: index % 6 === 4 || (answered && fresh) ? 'high' : 'medium',
      said: answered
        ? [
            [
              wait,
              assignee!,
              `${random.pick(['Hello', 'Hi', 'Good day'])} ${customer.firstName}. ${render(answers[index % answers.length]!, facts)}${random.chance(0.4) ? `\n\n${names[assignee!]}` : ''}`,
            ],
            ...(says ? [[later, 'customer', reply(render(random.pick(remarks), facts), customer.voice, facts)] as const] : []),
          ]
        : [],
      noted: answered && random.chance(0.3) ? [[wait + random.int(40, 300) * 1000 < here ? wait + 40_000 : here - 5000, assignee!, random.pick(notes)]] : [],
      happened: answered
        ? [[wait - 25_000, 'status', assignee!, 'open', 'in_progress'], ...(fresh && index % 6 !== 4 ? [[raisedAt, 'priority', 'imran-qureshi', 'medium', 'high'] as const] : [])]
        : [],
    }
  })
}
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
