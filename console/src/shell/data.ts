import type { DataProvider, RaRecord } from 'react-admin'
import { api, type Page, type Query } from '@manifold/client'

interface Resource {
  path: string
  /** Permission to see the list, and to change it. */
  read?: string
  write?: string
  /** What the search is called there. */
  search?: string
}

/** What react-admin lists and edits, where it lives in the API and what it needs. */
const resources: Record<string, Resource> = {
  people: { path: '/user/people', read: 'user.read', write: 'user.edit' },
  roles: { path: '/user/roles', read: 'user.roles', write: 'user.roles' },
  teams: { path: '/user/teams', read: 'teams.edit', write: 'teams.edit' },
  invitations: { path: '/user/invitations', read: 'user.invite', write: 'user.invite' },
  tickets: { path: '/support/tickets', read: 'support.ticket.read', write: 'support.ticket.edit' },
  categories: { path: '/support/categories', read: 'support.desk.configure', write: 'support.desk.configure' },
  'sla-policies': { path: '/support/sla-policies', read: 'support.desk.configure', write: 'support.desk.configure' },
  calendars: { path: '/support/calendars', read: 'support.desk.configure', write: 'support.desk.configure' },
  'canned-replies': { path: '/support/canned-replies', read: 'support.ticket.reply', write: 'support.desk.configure' },
  macros: { path: '/support/macros', read: 'support.ticket.edit', write: 'support.desk.configure' },
  rules: { path: '/support/rules', read: 'support.desk.configure', write: 'support.desk.configure' },
  views: { path: '/support/views', read: 'support.ticket.read', write: 'support.ticket.read' },
  faq: { path: '/support/faq', read: 'support.faq.write', write: 'support.faq.write' },
  'faq-categories': { path: '/support/faq-categories', read: 'support.faq.write', write: 'support.faq.write' },
  templates: { path: '/notification/templates', read: 'notification.configure', write: 'notification.configure' },
  'notice-rules': { path: '/notification/rules', read: 'notification.configure', write: 'notification.configure' },
  deliveries: { path: '/notification/deliveries', read: 'notification.deliveries', write: 'notification.deliveries' },
  outbox: { path: '/notification/outbox', read: 'notification.outbox' },
  'gas-cylinders': { path: '/gas/cylinders', read: 'gas.cylinder.read', write: 'gas.cylinder.edit' },
  'gas-bookings': { path: '/gas/bookings', read: 'gas.booking.read' },
  'gas-accounts': { path: '/gas/accounts', read: 'gas.account.read', write: 'gas.account.edit' },
  'gas-batches': { path: '/gas/refill-batches', read: 'gas.cylinder.read', write: 'gas.cylinder.edit' },
  'gas-moves': { path: '/gas/moves', read: 'gas.cylinder.read' },
  'gas-overrides': { path: '/gas/overrides', read: 'gas.cylinder.read' },
  'gas-depots': { path: '/gas/depots', read: 'gas.booking.read', write: 'gas.configure' },
  'gas-types': { path: '/gas/types', read: 'gas.booking.read', write: 'gas.configure' },
  jobs: { path: '/admin/jobs', read: 'jobs.manage', write: 'jobs.manage' },
  audit: { path: '/admin/audit-log', read: 'audit.read' },
  payments: { path: '/payment/intents', read: 'payment.transaction.read', search: 'q' },
  refunds: { path: '/payment/refunds', read: 'payment.transaction.read', search: 'q' },
  disputes: { path: '/payment/disputes', read: 'payment.dispute.read' },
  webhooks: { path: '/payment/webhooks', read: 'payment.webhook.read', search: 'q' },
  settlements: { path: '/payment/settlements', read: 'payment.settlement.read' },
  'bank-lines': { path: '/payment/bank-lines', read: 'payment.settlement.read' },
  findings: { path: '/payment/findings', read: 'payment.settlement.read' },
  adjustments: { path: '/payment/adjustments', read: 'payment.adjust.request' },
  payouts: { path: '/payment/payouts', read: 'payment.payout.request' },
  'ledger-accounts': { path: '/payment/ledger/accounts', read: 'payment.ledger.read' },
  'ledger-entries': { path: '/payment/ledger/entries', read: 'payment.ledger.read' },
  settings: { path: '/config/settings', read: 'config.read', write: 'config.change' },
}
const resourceOf = (name: string): Resource => resources[name] ?? { path: `/${name}` }
export const pathOf = (name: string): string => resourceOf(name).path
export const allowed = (name: string, action: string): string | undefined => (action === 'list' || action === 'show' ? resourceOf(name).read : resourceOf(name).write)

/**
 * The API pages by cursor, react-admin by number. Of every list that is being read, the cursors of the pages seen so far are
 * remembered, so that page n + 1 continues where page n ended.
 */
const cursors = new Map<string, string[]>()

async function page(path: string, query: Query, number: number, perPage: number, signal?: AbortSignal): Promise<Page<RaRecord>> {
  const key = JSON.stringify([path, query, perPage])
  const known = cursors.get(key) ?? []
  if (number === 1) cursors.set(key, [])
  const cursor = number === 1 ? undefined : known[number - 2]
  if (number > 1 && cursor === undefined) return { data: [], nextCursor: null }
  const answer = await api.get<Partial<Page<RaRecord>>>(path, { query: { ...query, cursor, limit: perPage }, ...(signal ? { signal } : {}) })
  const nextCursor = answer.nextCursor ?? null
  if (nextCursor) {
    const list = cursors.get(key) ?? []
    list[number - 1] = nextCursor
    cursors.set(key, list)
  }
  return { data: answer.data ?? [], nextCursor }
}

function searched(resource: string, { search, ...rest }: Query): Query {
  return search === undefined ? rest : { ...rest, [resourceOf(resource).search ?? 'search']: search }
}

export const dataProvider = {
  async getList(resource, { pagination, filter, signal }) {
    const { page: number, perPage } = pagination ?? { page: 1, perPage: 50 }
    const found = await page(pathOf(resource), searched(resource, filter as Query), number, perPage, signal)
    return { data: found.data, pageInfo: { hasNextPage: found.nextCursor !== null, hasPreviousPage: number > 1 } }
  },
  async getOne(resource, { id, signal }) {
    return { data: await api.get(`${pathOf(resource)}/${id}`, signal ? { signal } : {}) }
  },
  async getMany(resource, { ids }) {
    return { data: await Promise.all(ids.map((id) => api.get(`${pathOf(resource)}/${id}`))) }
  },
  async getManyReference(resource, { target, id, pagination, filter }) {
    const found = await page(pathOf(resource), { ...filter, [target]: id }, pagination.page, pagination.perPage)
    return { data: found.data, pageInfo: { hasNextPage: found.nextCursor !== null, hasPreviousPage: pagination.page > 1 } }
  },
  async create(resource, { data }) {
    return { data: await api.post(pathOf(resource), data) }
  },
  async update(resource, { id, data, previousData }) {
    const version = (previousData as { version?: number } | undefined)?.version
    return { data: await api.patch(`${pathOf(resource)}/${id}`, data, version === undefined ? {} : { version }) }
  },
  async updateMany(resource, { ids, data }) {
    await Promise.all(ids.map((id) => api.patch(`${pathOf(resource)}/${id}`, data)))
    return { data: ids }
  },
  async delete(resource, { id, previousData }) {
    await api.delete(`${pathOf(resource)}/${id}`)
    return { data: previousData ?? { id } }
  },
  async deleteMany(resource, { ids }) {
    await Promise.all(ids.map((id) => api.delete(`${pathOf(resource)}/${id}`)))
    return { data: ids }
  },
  supportAbortSignal: true,
} as DataProvider
