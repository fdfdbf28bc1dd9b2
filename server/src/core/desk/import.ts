import { parse } from 'csv-parse'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { audit } from '#platform/audit'
import { inTransaction, read, type Ctx } from '#platform/db'
import { Problem } from '#platform/problems'
import { oneLine, plainText } from '#platform/texts'
import { activeStaff, personByReach, type ImportReport } from '#core/users'
import { dayOf, restate } from '#core/stats'
import { blankTicket, change, indexTickets, insertNew, priorities, statuses, type Kind, type Priority, type Status, type Ticket } from '#core/support'
import { refuse } from './refusals.ts'

const columns = [
  'externalId',
  'category',
  'subject',
  'description',
  'status',
  'priority',
  'requesterName',
  'requesterEmail',
  'requesterPhone',
  'assigneeEmail',
  'team',
  'tags',
  'place',
  'createdAt',
  'firstRespondedAt',
  'resolvedAt',
  'closedAt',
  'rating',
  'feedback',
] as const
type Column = (typeof columns)[number]
const needed: readonly Column[] = ['externalId', 'category', 'subject', 'createdAt']
type Record_ = Partial<Record<Column, string>>

/** Words that other desks use. */
const statusWords: Readonly<Record<string, Status>> = {
  new: 'open',
  pending: 'open',
  'in progress': 'in_progress',
  working: 'in_progress',
  waiting: 'waiting_customer',
  'on hold': 'waiting_customer',
  solved: 'resolved',
  completed: 'resolved',
  done: 'resolved',
  canceled: 'cancelled',
}
const priorityWords: Readonly<Record<string, Priority>> = { normal: 'medium', critical: 'urgent', emergency: 'urgent' }

interface Category {
  id: string
  line: string
  kind: Kind
  emergency: boolean
  defaultPriority: Priority
  teamId: string | null
}
const categories = read<Category & { names: string[] }>(
  'desk.import_categories',
  `select id, line, kind, emergency, default_priority "defaultPriority", team_id "teamId", array[lower(key), lower(name)] names from support.categories`,
)
const teams = read<{ id: string; name: string }>('desk.import_teams', `select distinct t.id, lower(t.name) "name" from users.teams t`)
const there = read<{ id: string }>('desk.import_there', `select id from support.tickets where submission_key = $1`)

/** The key that makes the same row of the other desk land once. */
const keyOf = (externalId: string): string => `import:${externalId}`

/**
 * Brings in the tickets of another desk from a CSV file with a heading. Needed are externalId, category (key or name), subject and createdAt. Reads the
 * file as a stream; a row that cannot be used is reported with its line and left out; a ticket that is there already (same externalId) is left as it
 * is, so the same file may be brought in again. With `dryRun` nothing is written. Nobody is told of anything, and imported tickets carry no promises:
 * those of the other desk were not ours. An emergency that is still open is refused: somebody has to report it.
 */
export async function importTickets(ctx: Ctx, file: Readable, options: { dryRun?: boolean } = {}): Promise<ImportReport> {
  const report: ImportReport = { rows: 0, created: 0, existing: 0, failed: 0, errors: [] }
  const known = new Map((await categories(ctx)).flatMap((c) => c.names.map((n) => [n, c])))
  const teamIds = new Map((await teams(ctx)).map((t) => [t.name, t.id]))
  const seen = new Set<string>()
  let earliest: Date | null = null
  let ids: string[] = []
  const index = async () => {
    const some = ids
    ids = []
    if (some.length > 0) await inTransaction(ctx, (tx) => indexTickets(tx, some))
  }
  const parser = parse({ bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true, columns: checkHeading })
  await pipeline(file, parser, async (records: AsyncIterable<{ record: Record_; info: { lines: number } }>) => {
    for await (const { record, info } of records) {
      report.rows++
      const errors: { field: string; message: string }[] = []
      const it = await readRow(ctx, record, known, teamIds, (field, message) => errors.push({ field, message }))
      if (errors.length === 0 && it) {
        if (seen.has(it.ticket.submissionKey!)) {
          report.existing++
          continue
        }
        seen.add(it.ticket.submissionKey!)
        try {
          const id = await bring(ctx, it, options.dryRun ?? false)
          if (id === null) report.existing++
          else {
            report.created++
            if (!options.dryRun) ids.push(id)
            if (earliest === null || it.ticket.createdAt < earliest) earliest = it.ticket.createdAt
          }
          if (ids.length >= 500) await index()
          continue
        } catch (error) {
          if (!(error instanceof Problem)) ctx.log.error({ err: error, row: info.lines }, 'a row could not be brought in')
          errors.push({ field: 'externalId', message: error instanceof Problem ? error.message : 'could not be written' })
        }
      }
      report.failed++
      for (const e of errors) if (report.errors.length < 1000) report.errors.push({ row: info.lines, ...e })
    }
  })
  await index()
  if (!options.dryRun)
    await inTransaction(ctx, async (tx) => {
      // The figures of the days that were brought in are counted anew.
      if (earliest) await restate(tx, dayOf(tx, earliest))
      await audit(tx, {
        action: 'tickets.imported',
        noun: 'import',
        nounId: 'tickets',
        after: { rows: report.rows, created: report.created, existing: report.existing, failed: report.failed },
      })
    })
  return report
}

function checkHeading(heading: string[]): string[] {
  const byName = new Map(columns.map((c) => [c.toLowerCase(), c]))
  const names = heading.map((h) => byName.get(h.toLowerCase().replaceAll(/[\s_-]/g, '')) ?? h)
  const unknown = names.filter((n) => !columns.includes(n as Column))
  const missing = needed.filter((n) => !names.includes(n))
  if (unknown.length > 0) throw refuse.import_unreadable({ detail: `The file has columns that are not known: ${unknown.join(', ')}. Known are ${columns.join(', ')}.` })
  if (missing.length > 0) throw refuse.import_unreadable({ detail: `The file lacks the columns ${missing.join(', ')}.` })
  return names
}

interface Incoming {
  /** As it is inserted: open, without an owner. */
  ticket: Ticket
  assigneeId: string | null
  status: Status
  columns: Partial<Ticket>
}

async function readRow(
  ctx: Ctx,
  it: Record_,
  known: ReadonlyMap<string, Category>,
  teamIds: ReadonlyMap<string, string>,
  bad: (field: Column, message: string) => void,
): Promise<Incoming | undefined> {
  const text = (field: Column, most: number, must = false): string | undefined => {
    // Only the description and the feedback have lines; a spreadsheet's cell may have them anywhere.
    const value = (field === 'description' || field === 'feedback' ? plainText : oneLine)(it[field] ?? '').trim()
    if (must && value === '') bad(field, 'is needed')
    if (value.length > most) bad(field, `takes at most ${most} characters`)
    return value === '' ? undefined : value
  }
  const instant = (field: Column): Date | null => {
    const value = text(field, 40)
    if (value === undefined) return null
    const at = new Date(value)
    if (Number.isNaN(at.getTime())) bad(field, 'is not a date')
    else if (at > ctx.now()) bad(field, 'lies in the future')
    return at
  }
  const word = <T extends string>(field: Column, allowed: readonly T[], others: Readonly<Record<string, T>>): T | undefined => {
    const value = text(field, 40)?.toLowerCase()
    if (value === undefined) return undefined
    const found = allowed.find((a) => a === value.replaceAll(/[\s-]/g, '_')) ?? others[value]
    if (!found) bad(field, `must be one of ${allowed.join(', ')}`)
    return found
  }
  const externalId = text('externalId', 100, true)
  const category = known.get(text('category', 120, true)?.toLowerCase() ?? '')
  if (it.category?.trim() && !category) bad('category', 'is not a category of this desk')
  const subject = text('subject', 200, true)
  const createdAt = instant('createdAt')
  if (!it.createdAt?.trim()) bad('createdAt', 'is needed')
  const status = word('status', statuses, statusWords) ?? 'closed'
  const [respondedAt, resolvedAt, closedAt] = [instant('firstRespondedAt'), instant('resolvedAt'), instant('closedAt')]
  for (const [field, at] of [
    ['firstRespondedAt', respondedAt],
    ['resolvedAt', resolvedAt],
    ['closedAt', closedAt],
  ] as const)
    if (at && createdAt && at < createdAt) bad(field, 'lies before createdAt')
  const priority = word('priority', priorities, priorityWords)
  const team = text('team', 120)
  if (team && !teamIds.has(team.toLowerCase())) bad('team', 'is not a team of this desk')
  const rating = text('rating', 3)
  if (rating && !/^[1-5]$/.test(rating)) bad('rating', 'must be 1 to 5')
  const [email, phone] = [text('requesterEmail', 254), text('requesterPhone', 32)]
  const requesterId = email || phone ? ((await personByReach(ctx, { email: email?.toLowerCase() ?? null, phone: phone ?? null })) ?? null) : null
  const name = text('requesterName', 120)
  if (requesterId === null && !name) bad('requesterName', 'is needed where the customer is not known by e-mail or phone')
  const owner = text('assigneeEmail', 254)
  const ownerId = owner ? await personByReach(ctx, { email: owner.toLowerCase() }) : undefined
  const assigneeId = ownerId ? ((await activeStaff(ctx, ownerId))?.id ?? null) : null
  const ended = status === 'resolved' || status === 'closed' || status === 'cancelled'
  if (owner && !assigneeId && !ended) bad('assigneeEmail', 'is not an active member of staff')
  if (category?.emergency && !ended) bad('category', 'is an emergency that is still open: report it, do not bring it in')
  const tags = (text('tags', 400) ?? '')
    .split(/[;\s]+/)
    .filter(Boolean)
    .slice(0, 20)
  const [place, description, feedback] = [text('place', 120), text('description', 20_000), text('feedback', 2000)]
  if (!externalId || !category || !subject || !createdAt || Number.isNaN(createdAt.getTime())) return undefined
  const end = resolvedAt ?? closedAt ?? createdAt
  return {
    ticket: {
      ...blankTicket(createdAt),
      requesterId,
      contact: requesterId === null ? { name: name!, ...(email ? { email } : {}), ...(phone ? { phone } : {}) } : null,
      requesterName: requesterId === null ? name! : null,
      place: place ?? null,
      categoryId: category.id,
      line: category.line,
      kind: category.kind,
      subject,
      description: description ?? subject,
      priority: priority ?? category.defaultPriority,
      teamId: team ? teamIds.get(team.toLowerCase())! : category.teamId,
      channel: 'import',
      tags,
      submissionKey: keyOf(externalId),
    },
    assigneeId,
    status,
    columns: {
      firstRespondedAt: respondedAt,
      ...(status === 'waiting_customer' ? { waitingSince: respondedAt ?? createdAt } : {}),
      ...(status === 'resolved' || status === 'closed' ? { resolvedAt: end, firstResolvedAt: end } : {}),
      ...(status === 'closed' ? { closedAt: closedAt ?? end } : {}),
      ...(status === 'cancelled' ? { cancelledAt: closedAt ?? end } : {}),
      ...(rating && /^[1-5]$/.test(rating) ? { rating: Number(rating), ratedAt: end, feedback: feedback ?? null } : {}),
    },
  }
}

/** Writes one; the id of the new ticket, or null when it is there already. */
const bring = (ctx: Ctx, it: Incoming, dryRun: boolean): Promise<string | null> =>
  inTransaction(ctx, async (tx) => {
    if (dryRun) return (await there(tx, [it.ticket.submissionKey])).length > 0 ? null : it.ticket.id
    if ((await insertNew(tx, it.ticket, [])) !== null) return null
    const last = it.columns.closedAt ?? it.columns.cancelledAt ?? it.columns.resolvedAt ?? it.columns.firstRespondedAt ?? it.ticket.createdAt
    await change(
      tx,
      it.ticket,
      {
        // The state comes as a whole from the other desk: there is no move to check.
        set: { ...it.columns, assigneeId: it.assigneeId, ...(it.assigneeId ? { assignedAt: it.ticket.createdAt } : {}), status: it.status, updatedAt: last } as never,
        events: it.status === 'open' ? [] : [{ type: 'status', from: 'open', to: it.status, reason: 'Brought in from another desk', public: true, side: 'system' }],
        quiet: true,
      },
      last,
    )
    return it.ticket.id
  })
