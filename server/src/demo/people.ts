import { customerNames } from './names.ts'
import { localities, societies } from './places.ts'
import { prng, seedFor, type Prng } from './prng.ts'

/** How gas reaches the household: by pipe, in LPG cylinders, or both. */
export type Supply = 'piped' | 'lpg' | 'both'
/** How a person writes. It shapes the words of every message they send, so that one person keeps one voice. */
export type Voice = 'plain' | 'formal' | 'lower' | 'warm' | 'hinglish' | 'blunt'

export interface DemoCustomer {
  readonly key: string
  readonly firstName: string
  readonly lastName: string
  readonly name: string
  readonly email: string
  /** E.164. Valid in form; the 70000 block stands for nobody in particular. */
  readonly phone: string
  /** First line, as in "302 Shrirang Apts". */
  readonly address: string
  readonly locality: string
  readonly pin: string
  readonly city: 'Pune'
  readonly country: 'IN'
  readonly lat: number
  readonly lng: number
  /** Ten digits, shown as "1402 7789 03". */
  readonly accountNumber: string
  readonly meterNumber: string
  readonly supply: Supply
  readonly locale: 'en-IN' | 'mr-IN' | 'hi-IN'
  readonly timeZone: string
  readonly voice: Voice
  readonly createdAt: Date
}

export type TeamKey = 'gas-desk' | 'billing' | 'field-crew' | 'lpg-bookings'
export type RoleKey = 'agent' | 'supervisor' | 'operations' | 'finance' | 'admin'

export interface DemoTeam {
  readonly key: TeamKey
  readonly name: string
  readonly description: string
  readonly onCall: string
}
export interface DemoSkill {
  readonly key: string
  readonly name: string
}

export interface DemoStaff {
  readonly key: string
  readonly firstName: string
  readonly lastName: string
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly role: RoleKey
  /** The first is the home team. */
  readonly teams: readonly TeamKey[]
  readonly skills: readonly string[]
  /** Weighted open work (urgent 3, high 2, others 1, waiting 0) above which nothing is assigned automatically; 0 takes no tickets. */
  readonly capacity: number
  readonly availability: 'available' | 'away'
  readonly locale: 'en-IN'
  readonly timeZone: 'Asia/Kolkata'
  readonly createdAt: Date
}

export const teams: readonly DemoTeam[] = [
  { key: 'gas-desk', name: 'Gas desk', description: 'Leaks, supply, pressure and first questions, day and night.', onCall: 'vikram-shinde' },
  { key: 'billing', name: 'Billing', description: 'Bills, readings, payments, refunds and names on accounts.', onCall: 'anjali-kelkar' },
  { key: 'field-crew', name: 'Field crew', description: 'New connections, meters, pipes and repairs at the customer’s home.', onCall: 'ganesh-thorat' },
  { key: 'lpg-bookings', name: 'LPG bookings', description: 'Cylinders, regulators and deliveries.', onCall: 'farida-shaikh' },
]

export const skills: readonly DemoSkill[] = [
  { key: 'leak', name: 'Leak response' },
  { key: 'supply', name: 'Supply and pressure' },
  { key: 'billing', name: 'Bills and refunds' },
  { key: 'meter', name: 'Meters' },
  { key: 'installation', name: 'New connections' },
  { key: 'piping', name: 'Pipes and repairs' },
  { key: 'lpg', name: 'Cylinders and regulators' },
  { key: 'complaints', name: 'Complaints' },
]

/** Fitters who visit homes. They are not users of the desk: a visit names one, with the number of the ID card to ask for. */
export const technicians: readonly { readonly name: string; readonly idCard: string }[] = [
  { name: 'Sunil Jadhav', idCard: '2217' },
  { name: 'Ramesh Pawar', idCard: '2184' },
  { name: 'Santosh Kamble', idCard: '2240' },
  { name: 'Iqbal Mulani', idCard: '2196' },
  { name: 'Dattatray Mane', idCard: '2103' },
  { name: 'Ravi Salunkhe', idCard: '2251' },
  { name: 'Prashant Lokhande', idCard: '2228' },
  { name: 'Kiran Ghule', idCard: '2262' },
]

type StaffRow = readonly [first: string, last: string, role: RoleKey, teams: readonly TeamKey[], skills: readonly string[], capacity: number, login?: string]
const staffRows: readonly StaffRow[] = [
  ['Kavya', 'Rao', 'agent', ['gas-desk'], ['leak', 'supply', 'meter', 'complaints'], 10, 'agent@demo.test'],
  ['Arjun', 'Nair', 'agent', ['gas-desk'], ['leak', 'supply', 'complaints'], 30],
  ['Imran', 'Qureshi', 'agent', ['gas-desk', 'field-crew', 'billing'], ['leak', 'supply', 'meter', 'installation', 'billing'], 30],
  ['Sneha', 'Patil', 'agent', ['lpg-bookings', 'gas-desk'], ['lpg', 'supply', 'complaints', 'piping'], 30],
  ['Vikram', 'Shinde', 'supervisor', ['gas-desk'], ['leak', 'supply', 'complaints'], 8, 'supervisor@demo.test'],
  ['Rutuja', 'Sathe', 'agent', ['billing'], ['billing', 'complaints'], 30],
  ['Anjali', 'Kelkar', 'supervisor', ['billing'], ['billing', 'complaints'], 15],
  ['Tejas', 'Wagh', 'agent', ['field-crew'], ['installation', 'piping', 'meter'], 30],
  ['Ganesh', 'Thorat', 'operations', ['field-crew', 'lpg-bookings'], ['installation', 'piping', 'meter', 'lpg'], 20, 'operations@demo.test'],
  ['Farida', 'Shaikh', 'agent', ['lpg-bookings'], ['lpg', 'complaints'], 30],
  ['Pooja', 'Agarwal', 'finance', ['billing'], ['billing'], 15, 'finance@demo.test'],
  ['Nandini', 'Bapat', 'admin', ['gas-desk'], [], 0, 'admin@demo.test'],
]
/** Vikram is on the road in the pictures; everybody else is at the desk. */
const away = new Set(['vikram-shinde'])

const DAY = 86_400_000
const slug = (text: string) =>
  text
    .toLowerCase()
    .replace('’', '')
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')

/**
 * The people who answer: the twelve of the demo town, and further agents when a benchmark asks for more.
 * `count` below 12 is read as 12.
 */
export function demoStaff(options: { now: Date; seed: number; count?: number | undefined }): DemoStaff[] {
  const random = prng(seedFor(options.seed, 'staff'))
  const rows: StaffRow[] = [...staffRows]
  const wanted = Math.max(rows.length, options.count ?? rows.length)
  const taken = new Set(rows.map(([first, last]) => `${first} ${last}`))
  while (rows.length < wanted) {
    const [first, last] = customerNames(random)
    if (taken.has(`${first} ${last}`)) continue
    taken.add(`${first} ${last}`)
    const model = staffRows[rows.length % 10]!
    rows.push([first, last, 'agent', model[3], model[4], 30])
  }
  return rows.map(([firstName, lastName, role, memberOf, skillKeys, capacity, login], index) => ({
    key: slug(`${firstName} ${lastName}`),
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    email: login ?? `${slug(firstName)}.${slug(lastName)}@desk.example.test`,
    phone: `+9170001${String(10_000 + index * 37).slice(-5)}`,
    role,
    teams: memberOf,
    skills: skillKeys,
    capacity,
    availability: away.has(slug(`${firstName} ${lastName}`)) ? 'away' : 'available',
    locale: 'en-IN',
    timeZone: 'Asia/Kolkata',
    createdAt: new Date(options.now.getTime() - random.int(200, 2100) * DAY),
  }))
}

/** The people in the pictures, so that their tickets and log-ins are always there. */
type Known = readonly [first: string, last: string, address: string, locality: string, supply: Supply, voice: Voice]
const known: readonly Known[] = [
  ['Meera', 'Deshpande', '302 Shrirang Apts', 'Kothrud', 'both', 'plain'],
  ['Rohan', 'Kulkarni', 'B-7 Mayur Colony', 'Kothrud', 'piped', 'plain'],
  ['Joseph', 'D’Souza', '14 Palm Grove', 'Wanowrie', 'lpg', 'plain'],
  ['Lakshmi', 'Iyer', '601 Orchid Heights', 'Baner', 'lpg', 'plain'],
  ['Anil', 'Bhosale', 'A-12 Sai Krupa Society', 'Warje', 'piped', 'plain'],
  ['Prakash', 'Gaikwad', '8 Suvarna Park', 'Hadapsar', 'piped', 'formal'],
  ['Nikhil', 'Joshi', '1104 Pinnacle Towers', 'Aundh', 'piped', 'plain'],
  ['Vaishali', 'More', 'C-3 Parijat Society', 'Sinhagad Road', 'piped', 'plain'],
  ['Deepak', 'Chavan', '21 Girija Apts', 'Pashan', 'piped', 'plain'],
  ['Sana', 'Khan', '5 Konark Enclave', 'Camp', 'lpg', 'plain'],
  ['Harish', 'Pillai', '903 Marigold', 'Kharadi', 'piped', 'formal'],
  ['Sunita', 'Ranade', 'B-404 Yashodeep Society', 'Karve Nagar', 'piped', 'plain'],
]

const flats = (random: Prng) => {
  const floor = random.int(1, 11)
  const door = `${floor}0${random.int(1, 6)}`
  return random.chance(0.45) ? `${random.pick(['A', 'B', 'C', 'D', 'E'])}-${door}` : random.chance(0.75) ? door : String(random.int(1, 48))
}
const voices: readonly Voice[] = [
  'plain',
  'plain',
  'plain',
  'plain',
  'plain',
  'plain',
  'lower',
  'lower',
  'formal',
  'formal',
  'formal',
  'warm',
  'warm',
  'hinglish',
  'hinglish',
  'blunt',
]
const supplies: readonly Supply[] = ['piped', 'piped', 'piped', 'piped', 'piped', 'piped', 'lpg', 'lpg', 'lpg', 'both']
const mailHosts = ['mail.example.test', 'home.example.test', 'post.example.test', 'family.example.test'] as const

/**
 * The customers, `count` of them (default 200, at least the 12 of the pictures). The first is Meera Deshpande, customer@demo.test, the fourth Lakshmi Iyer, customer2@demo.test.
 * They joined over the five years before `now`, so the newest may have joined this month.
 */
export function demoCustomers(options: { now: Date; seed: number; count?: number | undefined }): DemoCustomer[] {
  const random = prng(seedFor(options.seed, 'customers'))
  const spread = localities.flatMap((place) => Array<typeof place>(Math.round(place.weight / 5)).fill(place))
  const count = Math.max(known.length, options.count ?? 200)
  const usedMail = new Set<string>()
  const usedName = new Set(known.map(([first, last]) => `${first} ${last}`))
  const customers: DemoCustomer[] = []
  for (let index = 0; index < count; index++) {
    const given = known[index]
    let [firstName, lastName] = given ?? customerNames(random)
    // In a small town a second person of one name would look like a slip; in a big one it is life.
    for (let tries = 0; !given && tries < 40 && usedName.has(`${firstName} ${lastName}`); tries++) [firstName, lastName] = customerNames(random)
    usedName.add(`${firstName} ${lastName}`)
    // Fifteen homes on the pipe in Kothrud, whatever the seed: they write about the low pressure there.
    const neighbour = index >= 16 && index < 76 && index % 4 === 0
    const drawn = random.pick(spread)
    const place = neighbour ? localities[0]! : given ? localities.find((one) => one.name === given[3])! : drawn
    const local = `${slug(firstName)}.${slug(lastName)}`
    let email = index === 0 ? 'customer@demo.test' : `${local}@${random.pick(mailHosts)}`
    // The second who can sign in: she stands in a waiting list.
    if (index === 3) email = 'customer2@demo.test'
    for (let n = 2; usedMail.has(email); n++) email = `${local}${n}@${random.pick(mailHosts)}`
    usedMail.add(email)
    const accent = random.next()
    customers.push({
      key: `c${index + 1}`,
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      email,
      phone: index === 0 ? '+917000041207' : `+9170000${String((41_207 + index * 48_271) % 100_000).padStart(5, '0')}`,
      address: given?.[2] ?? `${flats(random)} ${random.pick(societies)}`,
      locality: place.name,
      pin: place.pin,
      city: 'Pune',
      country: 'IN',
      lat: round(place.lat + (random.next() - 0.5) * 0.012),
      lng: round(place.lng + (random.next() - 0.5) * 0.012),
      accountNumber: index === 0 ? '1402778903' : `14${String((2_778_903 + index * 7_919_317) % 100_000_000).padStart(8, '0')}`,
      meterNumber: `G${String(410_000 + ((index * 7_331) % 589_000)).padStart(6, '0')}${random.pick(['A', 'B', 'K', 'M'])}`,
      supply: given?.[4] ?? (neighbour ? 'piped' : random.pick(supplies)),
      locale: index === 0 || accent < 0.78 ? 'en-IN' : accent < 0.92 ? 'mr-IN' : 'hi-IN',
      timeZone: index > 12 && accent < 0.015 ? random.pick(['Asia/Dubai', 'Europe/London', 'America/New_York']) : 'Asia/Kolkata',
      voice: given?.[5] ?? random.pick(voices),
      createdAt: new Date(options.now.getTime() - (index === 0 ? 2_075 : given ? random.int(300, 1_700) : joinedDaysAgo(random)) * DAY - random.int(0, 80_000) * 1000),
    })
  }
  return customers
}

const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5
/** Mostly long-standing customers; about one in twenty joined in the last three months. */
const joinedDaysAgo = (random: Prng) => (random.chance(0.05) ? random.int(2, 90) : random.int(91, 1_825))
