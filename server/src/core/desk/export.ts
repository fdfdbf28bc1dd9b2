import { stringify } from 'csv-stringify/sync'
import { audit } from '#platform/audit'
import { inTransaction, stream, type Ctx } from '#platform/db'
import { facesOf } from '#core/users'
import { matching, statusLabel, type Filters, type Kind, type Status } from '#core/support'
import { asFilters, viewFor } from './views.ts'

interface Row {
  reference: string
  status: Status
  priority: string
  kind: Kind
  category: string
  subject: string
  requesterId: string | null
  requesterName: string | null
  place: string | null
  assigneeId: string | null
  teamId: string | null
  tags: string[]
  channel: string
  line: string
  createdAt: Date
  firstRespondedAt: Date | null
  resolvedAt: Date | null
  closedAt: Date | null
  slaState: string
  slaDueAt: Date | null
  messages: number
  reopened: number
  rating: number | null
  feedback: string | null
}
const heading = [
  'Reference',
  'Status',
  'Priority',
  'Kind',
  'Line',
  'Category',
  'Subject',
  'Customer',
  'Place',
  'Owner',
  'Team',
  'Tags',
  'Channel',
  'Created',
  'First answered',
  'Resolved',
  'Closed',
  'Clock',
  'Due',
  'Messages',
  'Re-opened',
  'Rating',
  'Feedback',
]
const columns = `t.reference, t.status, t.priority, t.kind, c.name category, t.subject, t.requester_id "requesterId", t.requester_name "requesterName", t.place, t.assignee_id "assigneeId", t.team_id "teamId", t.tags, t.channel, t.line,
  t.created_at "createdAt", t.first_responded_at "firstRespondedAt", t.resolved_at "resolvedAt", t.closed_at "closedAt", t.sla_state "slaState", t.sla_due_at "slaDueAt", t.messages_count messages, t.reopen_count reopened, t.rating, t.feedback`

export const exportSorts = ['newest', 'oldest'] as const

// A spreadsheet runs a cell that begins with one of these; blanks and control characters before it do not stop every program.
const formula = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u
/** A text that no spreadsheet takes for a formula: a quote goes before it, which the program shows as text. */
export const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text)

const line = (cells: readonly (string | number | null)[]): string =>
  stringify([cells.map((cell) => (typeof cell === 'string' ? harmless(cell) : cell))], { record_delimiter: 'windows' })
const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/**
 * A list of tickets as CSV, in pieces: the heading at once, then five hundred rows at a time through a cursor, so that any number of them needs
 * the same memory. The same filters and the same permission as the list. Who exported what is in the audit log.
 */
export async function exportTickets(ctx: Ctx, query: Filters & { sort?: (typeof exportSorts)[number] }): Promise<AsyncGenerator<string>> {
  const { sort = 'newest', view, ...given } = query
  const saved = view === undefined ? {} : asFilters((await viewFor(ctx, view)).filters)
  const filters: Filters = { ...saved, ...Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined)) }
  const params: unknown[] = []
  const where = await matching(ctx, filters, params)
  await inTransaction(ctx, (tx) => audit(tx, { action: 'tickets.exported', noun: 'export', nounId: 'tickets', after: filters }))
  const direction = sort === 'oldest' ? 'asc' : 'desc'
  return lines(
    ctx,
    `select ${columns} from support.tickets t join support.categories c on c.id = t.category_id where ${where} order by t.created_at ${direction}, t.id ${direction}`,
    params,
  )
}

async function* lines(ctx: Ctx, text: string, params: unknown[]): AsyncGenerator<string> {
  // The mark tells spreadsheets that this is UTF-8.
  yield `\ufeff${line(heading)}`
  for await (const rows of stream<Row>(ctx, text, params)) {
    const { people, teams } = await facesOf(
      ctx,
      rows.flatMap((r) => [r.requesterId, r.assigneeId]),
      rows.map((r) => r.teamId),
    )
    yield rows
      .map((r) =>
        line([
          r.reference,
          statusLabel(r.status, r.kind, true),
          r.priority,
          r.kind,
          r.line,
          r.category,
          r.subject,
          (r.requesterId ? people.get(r.requesterId)?.name : undefined) ?? r.requesterName,
          r.place,
          r.assigneeId ? (people.get(r.assigneeId)?.name ?? null) : null,
          r.teamId ? (teams.get(r.teamId) ?? null) : null,
          r.tags.join(' '),
          r.channel,
          iso(r.createdAt),
          iso(r.firstRespondedAt),
          iso(r.resolvedAt),
          iso(r.closedAt),
          r.slaState,
          iso(r.slaDueAt),
          r.messages,
          r.reopened,
          r.rating,
          r.feedback,
        ]),
      )
      .join('')
  }
}
