import { BookIcon, ChartIcon, CylinderIcon, InboxIcon, UsersIcon, WalletIcon, type Icon } from '@manifold/ui'
import type { KeyName } from '#shell/keys.tsx'

export interface Place {
  path: string
  label: string
  may?: string
  /** Only where the operator has this line. */
  line?: string
  /** Holding the permission for one's own things alone does not open it. */
  wide?: true
  go?: KeyName
}
/** The rail. */
export const rail: (Place & { icon: Icon })[] = [
  { path: '/desk', label: 'Desk', icon: InboxIcon, may: 'support.ticket.read', go: 'go.desk' },
  { path: '/customers', label: 'Customers', icon: UsersIcon, may: 'user.read', go: 'go.customers' },
  { path: '/gas', label: 'Gas', icon: CylinderIcon, may: 'gas.stock.read', line: 'gas', go: 'go.gas' },
  { path: '/money', label: 'Money', icon: WalletIcon, may: 'payment.transaction.read', wide: true, go: 'go.money' },
  { path: '/reports', label: 'Reports', icon: ChartIcon, may: 'support.stats.read', go: 'go.reports' },
  { path: '/knowledge', label: 'Knowledge base', icon: BookIcon, may: 'support.faq.write', go: 'go.knowledge' },
]

/** The parts of the gas line. */
export const gasPlaces: Place[] = [
  { path: '/gas/stock', label: 'Stock', may: 'gas.stock.read' },
  { path: '/gas/cylinders', label: 'Cylinders', may: 'gas.cylinder.read' },
  { path: '/gas/bookings', label: 'Bookings', may: 'gas.booking.read' },
  { path: '/gas/waiting', label: 'Waiting list', may: 'gas.stock.read' },
  { path: '/gas/accounts', label: 'Accounts', may: 'gas.account.read' },
  { path: '/gas/batches', label: 'Refill batches', may: 'gas.cylinder.read' },
  { path: '/gas/recalls', label: 'Recalls', may: 'gas.recall' },
  { path: '/gas/overrides', label: 'Overrides', may: 'gas.cylinder.read' },
  { path: '/gas/rules', label: 'Rules', may: 'gas.cylinder.read' },
  { path: '/gas/depots', label: 'Depots', may: 'gas.stock.read' },
  { path: '/gas/types', label: 'Types', may: 'gas.stock.read' },
].map((p) => ({ ...p, line: 'gas' }))

/** Settings and everything an administrator looks after, by group. */
export const settings: { group: string; places: Place[] }[] = [
  {
    group: 'People',
    places: [
      { path: '/settings/staff', label: 'Staff', may: 'user.read' },
      { path: '/settings/teams', label: 'Teams', may: 'teams.edit' },
      { path: '/settings/roles', label: 'Roles', may: 'user.roles' },
      { path: '/settings/invitations', label: 'Invitations', may: 'user.invite' },
    ],
  },
  {
    group: 'Desk',
    places: [
      { path: '/settings/categories', label: 'Categories', may: 'support.desk.configure' },
      { path: '/settings/targets', label: 'Service targets', may: 'support.desk.configure' },
      { path: '/settings/calendars', label: 'Calendars', may: 'support.desk.configure' },
      { path: '/settings/canned-replies', label: 'Canned replies', may: 'support.ticket.reply' },
      { path: '/settings/macros', label: 'Macros', may: 'support.desk.configure' },
      { path: '/settings/rules', label: 'Rules', may: 'support.desk.configure' },
      { path: '/settings/views', label: 'Saved views', may: 'support.ticket.read' },
    ],
  },
  {
    group: 'Notices',
    places: [
      { path: '/settings/templates', label: 'Templates', may: 'notification.configure', go: 'go.notices' },
      { path: '/settings/notice-rules', label: 'Who is told what', may: 'notification.configure' },
      { path: '/settings/deliveries', label: 'Deliveries', may: 'notification.deliveries' },
      { path: '/settings/outbox', label: 'Outbox', may: 'notification.outbox' },
    ],
  },
  {
    group: 'System',
    places: [
      { path: '/settings/system', label: 'Settings', may: 'config.read' },
      { path: '/settings/jobs', label: 'Jobs', may: 'jobs.manage' },
      { path: '/settings/audit', label: 'Audit log', may: 'audit.read' },
    ],
  },
]

/** What finance looks after, by group. */
export const money: { group: string; places: Place[] }[] = [
  {
    group: 'Money',
    places: [
      { path: '/money/overview', label: 'Overview', may: 'payment.stats.read' },
      { path: '/money/payments', label: 'Payments', may: 'payment.transaction.read', wide: true },
      { path: '/money/refunds', label: 'Refunds', may: 'payment.transaction.read', wide: true },
      { path: '/money/disputes', label: 'Disputes', may: 'payment.dispute.read' },
      { path: '/money/adjustments', label: 'Adjustments', may: 'payment.adjust.request' },
      { path: '/money/payouts', label: 'Payouts', may: 'payment.payout.request' },
    ],
  },
  {
    group: 'Books',
    places: [
      { path: '/money/balance', label: 'Trial balance', may: 'payment.ledger.read' },
      { path: '/money/accounts', label: 'Accounts', may: 'payment.ledger.read' },
      { path: '/money/entries', label: 'Entries', may: 'payment.ledger.read' },
    ],
  },
  {
    group: 'Bank and gateway',
    places: [
      { path: '/money/settlements', label: 'Settlements', may: 'payment.settlement.read' },
      { path: '/money/bank', label: 'Bank lines', may: 'payment.settlement.read' },
      { path: '/money/findings', label: 'Findings', may: 'payment.settlement.read' },
      { path: '/money/webhooks', label: 'Webhooks', may: 'payment.webhook.read' },
      { path: '/money/simulator', label: 'Simulator', may: 'payment.configure' },
    ],
  },
]

export const mine: Place[] = [
  { path: '/me', label: 'My profile' },
  { path: '/me/security', label: 'Security and sessions' },
  { path: '/me/notices', label: 'My notices' },
  { path: '/me/keys', label: 'Keys' },
]

export const everyPlace: Place[] = [
  ...rail,
  ...gasPlaces.map((p) => ({ ...p, label: `Gas: ${p.label}` })),
  { path: '/desk/new', label: 'New ticket', may: 'support.ticket.create' },
  ...money.flatMap((g) => g.places.map((p) => ({ ...p, label: `Money: ${p.label}` }))),
  ...settings.flatMap((g) => g.places.map((p) => ({ ...p, label: `${g.group}: ${p.label}` }))),
  ...mine,
]

/** What the top bar calls the address. */
export function placeOf(pathname: string): string {
  if (pathname.startsWith('/settings')) return settings.flatMap((g) => g.places).find((p) => pathname.startsWith(p.path))?.label ?? 'Settings'
  return rail.find((p) => pathname.startsWith(p.path))?.label ?? mine.findLast((p) => pathname.startsWith(p.path))?.label ?? 'Manifold'
}
