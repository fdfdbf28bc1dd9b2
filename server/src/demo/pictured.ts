import { handMade, type HandMade } from './hand-made.ts'
import { hourOf, midnight, months, monthOf, weekdayOf, weekdays, type Office } from './office.ts'
import type { DemoCustomer } from './people.ts'
import { lowPressure } from './pictured-kothrud.ts'
import type { Prng } from './prng.ts'
import { loadOf, type Staffing } from './staffing.ts'
import type { DemoTicket, DemoVisit, Status } from './tickets.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The references of the pictures; no generated ticket takes one of them. */
export const picturedReferences: ReadonlySet<string> = new Set([
  'TKT-4H7Q2M',
  'TKT-9F2K7D',
  'TKT-5K9H4F',
  'TKT-6M3W8C',
  'TKT-8D4T6J',
  'TKT-2P5R9X',
  'TKT-7C6X3L',
  'TKT-4R8B5Q',
  'TKT-2X7M6P',
  'TKT-6W2N9H',
  'TKT-3V7N2B',
  'TKT-9T3G7W',
  'TKT-5B8L4K',
  'TKT-7R4D8C',
])

/**
 * The tickets that the pictures show, placed so that their clocks read as there: seen on Monday 23 November 2026 at 13:12 they are
 * the pictures' own. Out of office hours they are as they stood at the last closing, since no office time has passed from there.
 */
export function picturedTickets(options: {
  reference: () => string
  now: number
  customers: readonly DemoCustomer[]
  office: Office
  staffing: Staffing
  staffIndex: ReadonlyMap<string, number>
  random: Prng
}): DemoTicket[] {
  const { now, customers, office, staffing, staffIndex, random } = options
  const opening = midnight(now) + 9 * HOUR
  const here = office.isOpen(now) && now - opening >= 20 * MINUTE ? now : office.lastClose(now)
  const back = (minutes: number) => office.instantAt(office.workAt(here) - minutes * MINUTE)
  const by = (first: string, last: string) => customers.find((one) => one.firstName === first && one.lastName === last)!
  const meera = customers[0]!
  const kavya = 'kavya-rao',
    imran = 'imran-qureshi',
    sneha = 'sneha-patil'
  const started = (at: number, who: string, from: Status = 'open') => [at - 20_000, 'status', who, from, 'in_progress'] as const
  const waits = (at: number, who: string) => [at + 1000, 'status', who, 'in_progress', 'waiting_customer'] as const

  // Meera's morning: what happened up to 192 minutes ago is pressed together when the office has not been open that long.
  const morning = Math.min(192, (here - (midnight(here) + 9 * HOUR)) / MINUTE - 5)
  const ago = (minutes: number) => here - Math.round((minutes * morning) / 192) * MINUTE
  let asked = office.lastClose(midnight(here)) - 2 * HOUR
  if (weekdayOf(here) === 1) asked = office.lastClose(midnight(asked)) - 2 * HOUR
  const wrote = office.instantAt(office.workAt(asked) - (432 - morning) * MINUTE)
  const answered = office.instantAt(office.workAt(wrote) + 21 * MINUTE)
  const half = 30 * MINUTE
  const visitFrom = Math.floor((here - 20 * MINUTE) / half) * half
  const time = (at: number) => `${hourOf(at)}:${String(Math.floor((at - midnight(at)) / MINUTE) % 60).padStart(2, '0')}`
  const visit: DemoVisit = { bookedAt: new Date(ago(127) + 900), technician: 'Sunil Jadhav', idCard: '2217', from: new Date(visitFrom), to: new Date(visitFrom + HOUR) }
  const lowFlame: HandMade = {
    reference: 'TKT-4H7Q2M',
    customer: meera,
    category: 'pressure',
    story: 'pictured',
    subject: 'Low flame on all burners',
    priority: 'high',
    status: 'in_progress',
    assignee: kavya,
    tags: ['drs-14'],
    createdAt: wrote,
    visit,
    description: 'Since this morning the flame is very low and the cooker takes forever. There is no smell. What can I do?',
    said: [
      [
        answered,
        kavya,
        'Hello Meera. Thank you for writing. I am looking at the pressure in your street and come back to you this afternoon. Please keep the burners off when you are not in the kitchen.',
      ],
      [asked, kavya, 'Is the flame low on every burner, and do your neighbours have the same? A photo of the meter would help us.'],
      [ago(192), 'customer', `All four burners. The ground floor has the same since ${weekdays[weekdayOf(asked)]} night.`, 'meter-and-valve.jpg'],
      [ago(127), kavya, 'Thank you, Meera. The pressure is low in your whole street, so your stove is fine. Our crew is at the Kothrud regulator now.'],
      [here - 4 * MINUTE, 'customer', 'Sunil has just called. He is ten minutes away. Thank you.'],
    ],
    noted: [
      [
        ago(168),
        imran,
        `Regulator DRS-14 Kothrud: outlet 16 mbar at ${time(ago(202)).padStart(5, '0')}, normal is 19 to 23. Crew 3 on site. @Kavya no time promises until I confirm.`,
      ],
    ],
    happened: [
      started(answered, kavya),
      waits(asked, kavya),
      [ago(192), 'status', meera.key, 'waiting_customer', 'in_progress', 'The customer replied'],
      [ago(168) + 8000, 'priority', imran, 'medium', 'high'],
      [ago(127) + 900, 'visit', kavya, null, 'Sunil Jadhav', `Visit booked: Sunil Jadhav, today ${time(visitFrom)}–${time(visitFrom + HOUR)}`],
    ],
  }
  const month = (back: number) => months[(monthOf(here) + 24 - back) % 12]!
  const bill = back(360),
    billSeen = back(335),
    billAsked = ago(127)
  const leakAt = now - 22 * MINUTE
  const meterBlank = back(20 * 60 + 40),
    second = back(18 * 60 + 12),
    painted = back(13 * 60 + 42),
    move = back(9 * 60 + 12)
  const refund = back(14 * 60),
    refundAsked = back(13 * 60 + 10),
    papers = back(11 * 60),
    papersAsked = back(10 * 60 + 5)
  const reply = (at: number, minutes: number) => office.instantAt(office.workAt(at) + minutes * MINUTE)
  const list: HandMade[] = [
    lowFlame,
    {
      reference: 'TKT-9F2K7D',
      customer: by('Sunita', 'Ranade'),
      category: 'gas-leak',
      story: 'pictured',
      subject: 'Gas smell in stairwell, B wing',
      priority: 'urgent',
      status: 'open',
      assignee: null,
      tags: ['leak'],
      createdAt: leakAt,
      description: 'Strong smell of gas on the stairs of B wing, from the second floor up. We are all in the parking now. The lift is not being used.',
      happened: [
        [leakAt + 2000, 'paged', 'system', null, 'kavya-rao', 'On-call team paged'],
        [now - 3 * MINUTE, 'paged', 'system', null, 'vikram-shinde', 'Nobody has acknowledged: next in the chain'],
      ],
      leak: { kind: 'uncontrolled', acknowledgedAt: null, attendedAt: null, preventedAt: null },
    },
    {
      reference: 'TKT-5K9H4F',
      customer: by('Joseph', 'D’Souza'),
      category: 'complaint',
      story: 'pictured',
      subject: 'Cylinder underweight by 1.2 kg',
      priority: 'high',
      status: 'open',
      assignee: sneha,
      tags: ['underweight'],
      createdAt: back(82),
      description:
        'Yesterday’s cylinder weighs 28.4 kg and the tare on the collar is 15.4. So there are 13.0 kg of gas in it, and I have paid for 14.2. The seal was not broken. I have not connected it.',
      happened: [[back(82) + 2600, 'priority', 'system', 'medium', 'high', 'Underweight cylinder']],
    },
    {
      reference: 'TKT-6M3W8C',
      customer: by('Rohan', 'Kulkarni'),
      category: 'no-gas',
      story: 'pictured',
      subject: 'No gas since 7 this morning',
      priority: 'high',
      status: 'open',
      assignee: null,
      tags: ['drs-14', 'low-pressure'],
      createdAt: back(49),
      description: 'It went low during breakfast and since 7 there is nothing. The other flats on our floor have the same. Is it the whole of Kothrud?',
    },
    {
      reference: 'TKT-8D4T6J',
      customer: by('Lakshmi', 'Iyer'),
      category: 'regulator',
      story: 'pictured',
      subject: 'Regulator does not lock',
      priority: 'medium',
      status: 'open',
      assignee: null,
      tags: ['regulator'],
      createdAt: back(55),
      description: 'New cylinder came today and the regulator does not lock on it, it comes up again when I let go. I have put the cap back. No smell.',
    },
    {
      reference: 'TKT-2P5R9X',
      customer: by('Anil', 'Bhosale'),
      category: 'meter',
      story: 'pictured',
      subject: 'Meter display blank after rain',
      priority: 'medium',
      status: 'in_progress',
      assignee: kavya,
      tags: ['display'],
      createdAt: meterBlank,
      description: 'After the rain the display of the meter is blank. There is some mist behind the glass. Gas is coming as usual. Will my bill be wrong now?',
      said: [
        [
          reply(meterBlank, 16),
          kavya,
          'Hello Anil. Your gas is not affected, and the meter counts without its display. Please keep the cover closed and do not open it. I will have it exchanged and come back with a day.',
        ],
        [reply(meterBlank, 55), 'customer', 'Ok, thank you. Afternoons are better for us.'],
      ],
      happened: [started(reply(meterBlank, 16), kavya)],
    },
    {
      reference: 'TKT-7C6X3L',
      customer: by('Prakash', 'Gaikwad'),
      category: 'billing',
      story: 'pictured',
      subject: 'Change name on connection',
      priority: 'low',
      status: 'open',
      assignee: null,
      tags: ['name-change'],
      createdAt: back(15),
      description:
        'Dear Sir/Madam,\n\nThe connection at 8 Suvarna Park is in the name of my late father. Please let me know the procedure for having it changed to my name.\n\nRegards,\nPrakash Gaikwad',
      happened: [[back(15) + 3000, 'priority', 'system', 'medium', 'low', 'Change of name']],
    },
    {
      reference: 'TKT-4R8B5Q',
      customer: by('Nikhil', 'Joshi'),
      category: 'installation',
      story: 'pictured',
      subject: 'Second visit for new connection',
      priority: 'medium',
      status: 'in_progress',
      assignee: kavya,
      tags: ['new-connection', 'second-visit'],
      createdAt: second,
      description: 'The crew laid the pipe last week but could not fit the meter, one bracket was missing. When is the second visit? We shift in at the end of the month.',
      said: [[reply(second, 24), kavya, 'Hello Nikhil. The pipe is tested, only the meter is missing. I have ordered the bracket and ask the crew for their first free half day.']],
      happened: [started(reply(second, 24), kavya)],
    },
    {
      reference: 'TKT-2X7M6P',
      customer: by('Vaishali', 'More'),
      category: 'maintenance',
      story: 'pictured',
      subject: 'Gas pipe painted by contractor',
      priority: 'medium',
      status: 'in_progress',
      assignee: sneha,
      tags: ['third-party'],
      createdAt: painted,
      description: 'The contractor has painted the whole kitchen and the gas pipe too, with valve and rubber hose. Is that a problem?',
      said: [
        [
          reply(painted, 31),
          sneha,
          'Hi Vaishali, this is Sneha. The pipe may stay painted, but valve and hose must be free: paint makes the hose brittle and hides a leak. A fitter will change the hose and clean the valve. Please use the stove as little as possible until then.',
        ],
        [reply(painted, 80), 'customer', 'Oh. I will tell the contractor to pay for it. Any day is fine.'],
      ],
      happened: [started(reply(painted, 31), sneha)],
    },
    {
      reference: 'TKT-6W2N9H',
      customer: by('Deepak', 'Chavan'),
      category: 'installation',
      story: 'pictured',
      subject: 'Move meter to the balcony',
      priority: 'medium',
      status: 'open',
      assignee: imran,
      tags: ['move-meter'],
      createdAt: move,
      description: 'We are planning a new kitchen. Can the gas meter be moved to the balcony? It is about two metres from where it is now. Work starts next month.',
      said: [
        [
          reply(move, 19),
          imran,
          'Good day, Deepak. The balcony is fine if it is open to the air. A planner will look at it and give you a price in writing; please do not let the contractor move the pipe.',
        ],
      ],
    },
    {
      reference: 'TKT-3V7N2B',
      customer: meera,
      category: 'billing',
      story: 'pictured',
      subject: 'Bill higher than usual',
      priority: 'medium',
      status: 'waiting_customer',
      assignee: imran,
      tags: ['high-bill'],
      createdAt: bill,
      description: `${month(0)} is ₹1,940. ${month(1)} was ₹842. Nothing has changed at home. Please check.`,
      said: [
        [billSeen, imran, 'Good day, Meera. I have both bills in front of me. The one before was estimated; I am checking the reading of this one.'],
        [billAsked, imran, 'To be sure of the reading, could you send a photo of your meter, with the display and the number plate both in the picture?'],
      ],
      happened: [started(billSeen, imran), waits(billAsked, imran)],
    },
    {
      reference: 'TKT-9T3G7W',
      customer: by('Sana', 'Khan'),
      category: 'billing',
      story: 'pictured',
      subject: 'Refund for cancelled booking',
      priority: 'low',
      status: 'waiting_customer',
      assignee: imran,
      tags: ['refund', 'booking'],
      createdAt: refund,
      description: 'I cancelled my cylinder booking last week because we were travelling. The ₹1,000 has not come back yet.',
      said: [
        [
          refundAsked,
          imran,
          'Good day, Sana. The refund left us the day after, so it should be there. Could you look in the statement of the account you paid from, also under “reversal”? If it is not there I will ask our bank.',
        ],
      ],
      happened: [started(refundAsked, imran), waits(refundAsked, imran), [refundAsked - 25_000, 'priority', imran, 'medium', 'low']],
    },
    {
      reference: 'TKT-5B8L4K',
      customer: by('Harish', 'Pillai'),
      category: 'question',
      story: 'pictured',
      subject: 'Copy of connection papers',
      priority: 'low',
      status: 'waiting_customer',
      assignee: sneha,
      tags: ['copies'],
      createdAt: papers,
      description: 'Dear team,\n\nI need a copy of the connection papers for a home loan. The originals were lost when we moved.\n\nRegards,\nHarish Pillai',
      said: [
        [
          papersAsked,
          sneha,
          'Hi Harish, this is Sneha. Gladly. To be sure that they go to the right person: in which year did the connection begin, and what was the amount of your last bill, roughly?',
        ],
      ],
      happened: [started(papersAsked, sneha), waits(papersAsked, sneha)],
    },
    {
      reference: 'TKT-7R4D8C',
      customer: meera,
      category: 'complaint',
      story: 'pictured',
      subject: 'Power bank did not eject, Deccan Gymkhana',
      priority: 'low',
      status: 'open',
      assignee: 'arjun-nair',
      tags: ['customer-centre'],
      createdAt: back(92),
      description:
        'At the power bank stand in your Deccan Gymkhana customer centre I paid ₹20 and the power bank did not come out. The light on slot 3 went red. Please return the amount.',
      happened: [[back(92) + 2600, 'priority', 'system', 'medium', 'low', 'Small amount']],
    },
  ]
  const tickets = [...list.map(handMade), ...lowPressure({ reference: options.reference, here, customers, office, random }).map(handMade)]
  for (const ticket of tickets) if (ticket.assigneeKey && ticket.status !== 'waiting_customer') staffing.take(staffIndex.get(ticket.assigneeKey)!, loadOf[ticket.priority])
  return tickets
}
