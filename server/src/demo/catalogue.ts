import type { TeamKey } from './people.ts'

export type Priority = 'low' | 'medium' | 'high' | 'urgent'
export type CategoryKey = 'gas-leak' | 'no-gas' | 'pressure' | 'installation' | 'maintenance' | 'meter' | 'billing' | 'regulator' | 'complaint' | 'question'

/** One more question that the report form asks for a category; the answer is kept on the ticket under `key`. */
export interface DemoField {
  readonly key: string
  readonly label: string
  readonly type: 'text' | 'select' | 'number' | 'date' | 'boolean'
  readonly required: boolean
  readonly hint?: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
}

export interface DemoCategory {
  readonly key: CategoryKey
  readonly name: string
  readonly description: string
  /** A Material icon, by the name of its component in @mui/icons-material. */
  readonly icon: string
  readonly line: 'gas'
  readonly kind: 'service_request' | 'complaint' | 'issue' | 'question'
  readonly priority: Priority
  readonly emergency: boolean
  readonly team: TeamKey
  readonly skill: string
  readonly slaPolicy: 'standard' | 'emergency'
  readonly order: number
  readonly fields: readonly DemoField[]
}

const choice = (...labels: string[]) =>
  labels.map((label) => ({
    value: label
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, ''),
    label,
  }))

export const categories: readonly DemoCategory[] = [
  {
    key: 'gas-leak',
    name: 'Gas leak',
    description: 'You smell gas, hear it hiss, or an alarm sounds. Leave the building first, then call 1906.',
    icon: 'Warning',
    line: 'gas',
    kind: 'issue',
    priority: 'urgent',
    emergency: true,
    team: 'gas-desk',
    skill: 'leak',
    slaPolicy: 'emergency',
    order: 1,
    fields: [
      { key: 'position', label: 'Where is the smell?', type: 'select', required: true, options: choice('Inside a building', 'Outside, near a building', 'On the road') },
      { key: 'valve_closed', label: 'Is the valve closed and the smell gone?', type: 'boolean', required: true, hint: 'Answer from outside. Do not go back in to check.' },
      { key: 'everyone_out', label: 'Is everyone out of the building?', type: 'boolean', required: false },
      { key: 'landmark', label: 'Nearest landmark', type: 'text', required: false, hint: 'It helps the crew to find you at night.' },
    ],
  },
  {
    key: 'no-gas',
    name: 'No gas',
    description: 'No flame at all, in one home or in the whole building.',
    icon: 'LocalFireDepartment',
    line: 'gas',
    kind: 'service_request',
    priority: 'high',
    emergency: false,
    team: 'gas-desk',
    skill: 'supply',
    slaPolicy: 'standard',
    order: 2,
    fields: [
      { key: 'since', label: 'Since when?', type: 'text', required: true, hint: 'For example: since 7 this morning.' },
      { key: 'neighbours', label: 'Do your neighbours have gas?', type: 'select', required: true, options: choice('Yes', 'No', 'I do not know') },
    ],
  },
  {
    key: 'pressure',
    name: 'Pressure or smell check',
    description: 'A low, yellow or unsteady flame, or a smell that came and went and needs a check. If you smell gas now, choose Gas leak.',
    icon: 'Speed',
    line: 'gas',
    kind: 'service_request',
    priority: 'medium',
    emergency: false,
    team: 'gas-desk',
    skill: 'supply',
    slaPolicy: 'standard',
    order: 3,
    fields: [
      { key: 'burners', label: 'Which burners?', type: 'select', required: true, options: choice('All burners', 'One burner', 'Only the geyser') },
      { key: 'flame', label: 'How does the flame look?', type: 'select', required: false, options: choice('Low', 'Yellow', 'It jumps', 'It goes out') },
    ],
  },
  {
    key: 'installation',
    name: 'Installation',
    description: 'A new connection, one more point, or moving the meter or pipe.',
    icon: 'AddHome',
    line: 'gas',
    kind: 'service_request',
    priority: 'medium',
    emergency: false,
    team: 'field-crew',
    skill: 'installation',
    slaPolicy: 'standard',
    order: 4,
    fields: [
      {
        key: 'work',
        label: 'What do you need?',
        type: 'select',
        required: true,
        options: choice('New connection', 'One more point', 'Move the meter', 'Move a pipe', 'Reconnect'),
      },
      { key: 'preferred_date', label: 'Day that suits you', type: 'date', required: false, hint: 'We work Monday to Saturday.' },
      { key: 'owner', label: 'Do you own the home?', type: 'boolean', required: true, hint: 'A tenant needs a letter from the owner.' },
    ],
  },
  {
    key: 'maintenance',
    name: 'Maintenance',
    description: 'Repairs to pipe, valve or hose, and the safety inspection every five years.',
    icon: 'Build',
    line: 'gas',
    kind: 'service_request',
    priority: 'medium',
    emergency: false,
    team: 'field-crew',
    skill: 'piping',
    slaPolicy: 'standard',
    order: 5,
    fields: [
      { key: 'part', label: 'Which part?', type: 'select', required: true, options: choice('Hose', 'Valve', 'Pipe', 'Safety inspection', 'Something else') },
      { key: 'preferred_date', label: 'Day that suits you', type: 'date', required: false, hint: 'We work Monday to Saturday.' },
    ],
  },
  {
    key: 'meter',
    name: 'Meter',
    description: 'A blank display, a stopped or noisy meter, a wrong reading, a meter test.',
    icon: 'ElectricMeter',
    line: 'gas',
    kind: 'service_request',
    priority: 'medium',
    emergency: false,
    team: 'field-crew',
    skill: 'meter',
    slaPolicy: 'standard',
    order: 6,
    fields: [
      { key: 'meter_number', label: 'Meter number', type: 'text', required: false, hint: 'On the plate above the display. It begins with G.' },
      { key: 'reading', label: 'Reading now, in cubic metres', type: 'number', required: false, hint: 'Only the black digits, without the red ones.' },
    ],
  },
  {
    key: 'billing',
    name: 'Billing',
    description: 'A bill that looks wrong, a payment, a refund, or the name on the account.',
    icon: 'ReceiptLong',
    line: 'gas',
    kind: 'service_request',
    priority: 'medium',
    emergency: false,
    team: 'billing',
    skill: 'billing',
    slaPolicy: 'standard',
    order: 7,
    fields: [
      { key: 'bill_month', label: 'Which bill?', type: 'text', required: false, hint: 'For example: November 2026.' },
      { key: 'amount', label: 'Amount in rupees', type: 'number', required: false },
      { key: 'paid', label: 'Have you paid it?', type: 'boolean', required: false },
    ],
  },
  {
    key: 'regulator',
    name: 'Regulator issue',
    description: 'The cylinder’s regulator does not lock, is stiff, hisses or is lost.',
    icon: 'PropaneTank',
    line: 'gas',
    kind: 'complaint',
    priority: 'medium',
    emergency: false,
    team: 'lpg-bookings',
    skill: 'lpg',
    slaPolicy: 'standard',
    order: 8,
    fields: [
      { key: 'fault', label: 'What is wrong?', type: 'select', required: true, options: choice('Does not lock', 'Hisses when on', 'Knob is stiff', 'Lost or broken') },
      { key: 'cylinder', label: 'Cylinder code', type: 'text', required: false, hint: 'Three letters and three digits on the collar, like KTD482.' },
    ],
  },
  {
    key: 'complaint',
    name: 'Complaint',
    description: 'Something we did badly: a missed visit, a late or underweight cylinder, damage, or rude words.',
    icon: 'Feedback',
    line: 'gas',
    kind: 'complaint',
    priority: 'medium',
    emergency: false,
    team: 'gas-desk',
    skill: 'complaints',
    slaPolicy: 'standard',
    order: 9,
    fields: [
      { key: 'happened_on', label: 'When did it happen?', type: 'date', required: false },
      { key: 'earlier_reference', label: 'Reference of an earlier request', type: 'text', required: false, hint: 'It looks like TKT-4H7Q2M.' },
    ],
  },
  {
    key: 'question',
    name: 'Question',
    description: 'Anything that is not a problem yet.',
    icon: 'HelpOutline',
    line: 'gas',
    kind: 'question',
    priority: 'low',
    emergency: false,
    team: 'gas-desk',
    skill: 'supply',
    slaPolicy: 'standard',
    order: 10,
    fields: [],
  },
]

export const categoryByKey: ReadonlyMap<CategoryKey, DemoCategory> = new Map(categories.map((category) => [category.key, category]))

type Day = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'
export interface DemoCalendar {
  readonly key: 'office' | 'always'
  readonly name: string
  readonly timeZone: string
  /** Half-open intervals a day, local time; "24:00" is the end of the day. */
  readonly hours: Readonly<Partial<Record<Day, readonly (readonly [open: string, close: string])[]>>>
  readonly holidays: readonly { readonly date: string; readonly name: string }[]
}

/**
 * Public holidays of Maharashtra. Those that follow the moon are the dates expected when this was written and may move by a day:
 * an administrator corrects them in the desk's settings.
 */
export const holidays: readonly { readonly date: string; readonly name: string }[] = [
  ['2026-01-26', 'Republic Day'],
  ['2026-02-15', 'Mahashivratri'],
  ['2026-02-19', 'Shivaji Maharaj Jayanti'],
  ['2026-03-03', 'Holi'],
  ['2026-03-19', 'Gudhi Padwa'],
  ['2026-03-21', 'Ramzan Id'],
  ['2026-03-26', 'Ram Navami'],
  ['2026-03-31', 'Mahavir Jayanti'],
  ['2026-04-03', 'Good Friday'],
  ['2026-04-14', 'Dr Babasaheb Ambedkar Jayanti'],
  ['2026-05-01', 'Maharashtra Day'],
  ['2026-05-28', 'Bakri Id'],
  ['2026-06-26', 'Muharram'],
  ['2026-08-15', 'Independence Day'],
  ['2026-08-26', 'Id-e-Milad'],
  ['2026-09-14', 'Ganesh Chaturthi'],
  ['2026-10-02', 'Gandhi Jayanti'],
  ['2026-10-20', 'Dussehra'],
  ['2026-11-08', 'Diwali, Laxmi Pujan'],
  ['2026-11-10', 'Diwali, Balipratipada'],
  ['2026-11-24', 'Guru Nanak Jayanti'],
  ['2026-12-25', 'Christmas'],
  ['2027-01-26', 'Republic Day'],
  ['2027-02-19', 'Shivaji Maharaj Jayanti'],
  ['2027-03-06', 'Mahashivratri'],
  ['2027-03-10', 'Ramzan Id'],
  ['2027-03-22', 'Holi'],
  ['2027-03-26', 'Good Friday'],
  ['2027-04-07', 'Gudhi Padwa'],
  ['2027-04-14', 'Dr Babasaheb Ambedkar Jayanti'],
  ['2027-04-15', 'Ram Navami'],
  ['2027-04-19', 'Mahavir Jayanti'],
  ['2027-05-01', 'Maharashtra Day'],
  ['2027-05-17', 'Bakri Id'],
  ['2027-05-20', 'Buddha Pournima'],
  ['2027-06-16', 'Muharram'],
  ['2027-08-15', 'Independence Day and Id-e-Milad'],
  ['2027-09-04', 'Ganesh Chaturthi'],
  ['2027-10-02', 'Gandhi Jayanti'],
  ['2027-10-09', 'Dussehra'],
  ['2027-10-29', 'Diwali, Laxmi Pujan'],
  ['2027-10-31', 'Diwali, Balipratipada'],
  ['2027-11-14', 'Guru Nanak Jayanti'],
  ['2027-12-25', 'Christmas'],
].map(([date, name]) => ({ date: date!, name: name! }))

const nineToSix = [['09:00', '18:00']] as const
const allDay = [['00:00', '24:00']] as const
export const calendars: readonly DemoCalendar[] = [
  {
    key: 'office',
    name: 'Office hours, Mon–Sat 09:00–18:00',
    timeZone: 'Asia/Kolkata',
    hours: { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix, sat: nineToSix },
    holidays,
  },
  {
    key: 'always',
    name: 'Day and night',
    timeZone: 'Asia/Kolkata',
    hours: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
    holidays: [],
  },
]

/** Minutes on the named calendar. */
export interface DemoSlaTarget {
  readonly priority: Priority
  readonly calendar: DemoCalendar['key']
  readonly firstResponse: number
  readonly nextResponse: number
  readonly resolution: number
}
export interface DemoSlaPolicy {
  readonly key: 'standard' | 'emergency'
  readonly name: string
  readonly description: string
  readonly targets: readonly DemoSlaTarget[]
  /** Leaks only: minutes, day and night, to be there and to have the escape stopped. These clocks never pause. */
  readonly leak?: { readonly attendUncontrolled: number; readonly attendControlled: number; readonly prevent: number }
}

export const slaPolicies: readonly DemoSlaPolicy[] = [
  {
    key: 'standard',
    name: 'Standard',
    description: 'Office hours, except urgent work, which counts day and night. Pauses while we wait for the customer.',
    targets: [
      { priority: 'urgent', calendar: 'always', firstResponse: 15, nextResponse: 30, resolution: 4 * 60 },
      { priority: 'high', calendar: 'office', firstResponse: 60, nextResponse: 2 * 60, resolution: 8 * 60 },
      { priority: 'medium', calendar: 'office', firstResponse: 2 * 60, nextResponse: 4 * 60, resolution: 24 * 60 },
      { priority: 'low', calendar: 'office', firstResponse: 4 * 60, nextResponse: 8 * 60, resolution: 72 * 60 },
    ],
  },
  {
    key: 'emergency',
    name: 'Gas emergency',
    description: 'Attend within 1 hour, or 2 hours when the valve is closed and the smell gone; escape stopped within 12 hours.',
    targets: (['urgent', 'high', 'medium', 'low'] as const).map((priority) => ({
      priority,
      calendar: 'always' as const,
      firstResponse: 15,
      nextResponse: 30,
      resolution: 12 * 60,
    })),
    leak: { attendUncontrolled: 60, attendControlled: 120, prevent: 12 * 60 },
  },
]
