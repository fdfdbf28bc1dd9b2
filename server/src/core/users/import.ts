import { parse } from 'csv-parse'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { audit } from '#platform/audit'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { Problem } from '#platform/problems'
import { oneLine } from '#platform/texts'
import { checkProfile } from './me.ts'
import { readPhone } from './phones.ts'
import { people, type Address } from './schema.ts'

export interface ImportReport {
  rows: number
  created: number
  /** Were there already (same e-mail or phone), or earlier in the file. */
  existing: number
  failed: number
  /** At most a thousand; `row` is the line of the file, the header being line 1. */
  errors: { row: number; field: string; message: string }[]
}

const columns = ['name', 'email', 'phone', 'line1', 'line2', 'city', 'postalCode', 'region', 'country', 'locale', 'timeZone', 'createdAt'] as const
type Column = (typeof columns)[number]
interface Customer {
  name: string
  email: string | null
  phone: string | null
  address: Address | null
  country: string | null
  locale: string | undefined
  timeZone: string | undefined
  createdAt: Date | undefined
}

const there = read<{ email: string | null; phone: string | null }>(
  'users.import_there',
  `select lower(email) email, phone from users.people where lower(email) = any($1::text[]) or phone = any($2::text[])`,
)
const lockImport = write('users.import_lock', `select pg_advisory_xact_lock(72, 2)`)

/**
 * Brings in customers from a CSV file with a header: name, and e-mail or phone; line1, line2, city, postalCode, region, country,
 * locale, timeZone and createdAt where they are known. Reads the file as a stream. A row that cannot be used is reported and left
 * out; a customer who is there already is left as they are, so that the same file may be brought in again. With `dryRun` nothing is
 * written. No event is emitted for each: nobody wants twenty thousand letters of welcome.
 */
export async function importCustomers(ctx: Ctx, file: Readable, options: { dryRun?: boolean } = {}): Promise<ImportReport> {
  const report: ImportReport = { rows: 0, created: 0, existing: 0, failed: 0, errors: [] }
  const fail = (row: number, field: string, message: string) => {
    if (report.errors.length < 1000) report.errors.push({ row, field, message })
  }
  const seen = new Set<string>()
  let batch: Customer[] = []
  const flush = async () => {
    const rows = batch
    batch = []
    if (rows.length > 0) await inTransaction(ctx, (ctx) => write500(ctx, rows, report, options.dryRun ?? false))
  }
  const parser = parse({ bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true, columns: checkHeader })
  await pipeline(file, parser, async (records: AsyncIterable<{ record: Partial<Record<Column, string>>; info: { lines: number } }>) => {
    for await (const { record, info } of records) {
      report.rows++
      const it = await readRow(ctx, record, info.lines, fail)
      if (!it) {
        report.failed++
        continue
      }
      const keys = [it.email, it.phone].filter((k) => k !== null)
      if (keys.some((k) => seen.has(k))) {
        report.existing++
        continue
      }
      for (const k of keys) seen.add(k)
      batch.push(it)
      if (batch.length >= 500) await flush()
    }
  })
  await flush()
  if (!options.dryRun)
    await inTransaction(ctx, (ctx) =>
      audit(ctx, {
        action: 'people.imported',
        noun: 'import',
        nounId: 'customers',
        after: { rows: report.rows, created: report.created, existing: report.existing, failed: report.failed },
      }),
    )
  return report
}

function checkHeader(header: string[]): string[] {
  const known = new Map(columns.map((c) => [c.toLowerCase(), c]))
  const names = header.map((h) => known.get(h.toLowerCase().replaceAll(/[\s_-]/g, '')) ?? h)
  const unknown = names.filter((n) => !columns.includes(n as Column))
  if (unknown.length > 0) throw new Error(`The file has columns that are not known: ${unknown.join(', ')}. Known are ${columns.join(', ')}.`)
  if (!names.includes('name') || !(names.includes('email') || names.includes('phone'))) throw new Error('The file needs the columns name, and email or phone.')
  return names
}

async function readRow(ctx: Ctx, it: Partial<Record<Column, string>>, row: number, fail: (row: number, field: string, message: string) => void): Promise<Customer | undefined> {
  let good = true
  const bad = (field: string, message: string) => {
    good = false
    fail(row, field, message)
  }
  const text = (field: Column, max: number) => {
    const value = oneLine(it[field]?.trim() ?? '')
    if (value.length > max) bad(field, `takes at most ${max} characters`)
    return value === '' ? undefined : value
  }
  const name = text('name', 120)
  if (!name) bad('name', 'is needed')
  const email = text('email', 254)?.toLowerCase()
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) bad('email', 'is not an e-mail address')
  let phone: string | undefined
  const typed = text('phone', 32)
  if (typed)
    phone = await readPhone(ctx, typed).catch(() => {
      bad('phone', 'is not a phone number')
      return undefined
    })
  if (!email && !typed) bad('email', 'or a phone number is needed')
  const created = text('createdAt', 40)
  if (created && Number.isNaN(Date.parse(created))) bad('createdAt', 'is not a date')
  const country = text('country', 60)?.toUpperCase()
  if (country && !/^[A-Z]{2}$/.test(country)) bad('country', 'is two letters, like IN')
  const line1 = text('line1', 200)
  const rest = Object.fromEntries((['line2', 'city', 'postalCode', 'region'] as const).flatMap((f) => (text(f, 200) ? [[f, text(f, 200)]] : [])))
  if (!line1 && Object.keys(rest).length > 0) bad('line1', 'is needed where there is an address')
  const locale = text('locale', 35)
  const timeZone = text('timeZone', 64)
  try {
    checkProfile({ ...(locale ? { locale } : {}), ...(timeZone ? { timeZone } : {}) })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    for (const e of error.errors ?? []) bad(e.path, e.message)
  }
  if (!good) return undefined
  return {
    name: name!,
    email: email ?? null,
    phone: phone ?? null,
    address: line1 ? { line1, ...rest } : null,
    country: country ?? null,
    locale,
    timeZone,
    createdAt: created ? new Date(created) : undefined,
  }
}

async function write500(ctx: Tx, rows: readonly Customer[], report: ImportReport, dryRun: boolean): Promise<void> {
  await lockImport(ctx)
  const known = await there(ctx, [rows.flatMap((r) => r.email ?? []), rows.flatMap((r) => r.phone ?? [])])
  const taken = new Set(known.flatMap((k) => [k.email, k.phone]))
  const fresh = rows.filter((r) => !taken.has(r.email ?? '') && !taken.has(r.phone ?? ''))
  // Somebody may sign up with one of these at this very moment: then theirs stays.
  const made =
    dryRun || fresh.length === 0
      ? fresh
      : await ctx.db
          .insert(people)
          .values(fresh.map((it) => ({ ...it, timeZone: it.timeZone ?? ctx.config.OPERATOR_TIME_ZONE, createdAt: it.createdAt ?? ctx.now() })))
          .onConflictDoNothing()
          .returning({ id: people.id })
  report.created += made.length
  report.existing += rows.length - made.length
}
