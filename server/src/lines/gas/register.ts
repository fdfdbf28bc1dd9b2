import { eq, inArray } from 'drizzle-orm'
import { parse } from 'csv-parse/sync'
import { audit } from '#platform/audit'
import { require } from '#platform/access'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import type { FieldError } from '#platform/problems'
import { common } from '#platform/problems'
import { oneLine } from '#platform/texts'
import { uuidv7 } from '#platform/ids'
import { dayOf, plainTestDue, testDueOn } from './days.ts'
import { emitStaff } from './events.ts'
import { refuse } from './refusals.ts'
import { cylinders, cylinderTypes, depots } from './schema.ts'
import { lockShelves, serveSoon, watchLow, type Shelf } from './stock.ts'

export interface NewCylinder {
  code: string
  depotId: string
  typeId: string
  state: 'registered' | 'empty' | 'filled'
  batch?: string
  testDue?: string
  tareGrams?: number
}
export interface CsvReport {
  rows: number
  created: number
  existing: number
  failed: number
  errors: { row: number; field: string; message: string }[]
}

/** The one way in which a code is written: capitals, no blanks. Null when it cannot be a code. */
export const plainCode = (text: string): string | null => {
  const code = text.trim().toUpperCase().replaceAll(/[\s-]/g, '')
  return /^[A-Z0-9]{3,24}$/.test(code) ? code : null
}

/** What is wrong with a cylinder that somebody wants to register; a full one past its test date is refused. */
function check(ctx: Ctx, it: NewCylinder): FieldError[] {
  const errors: FieldError[] = []
  if (plainCode(it.code) === null) errors.push({ path: 'code', message: 'takes 3 to 24 letters and digits' })
  const due = it.testDue === undefined ? undefined : testDueOn(it.testDue)
  if (due === null) errors.push({ path: 'testDue', message: 'is a letter A to D and a year, such as C27' })
  if (due && it.state === 'filled' && due < dayOf(ctx, ctx.now())) errors.push({ path: 'testDue', message: 'is over, so it cannot be registered as filled' })
  return errors
}

const insertMoves = write(
  'gas.moves_of_new',
  `insert into gas.cylinder_moves (cylinder_id, "to", event, actor_id, actor_name, at) select id, state, case state when 'filled' then 'received_filled' when 'empty' then 'received_empty' else 'registered' end, $2, $3, $4
   from gas.cylinders where id = any($1::uuid[])`,
)

/** Writes cylinders that were checked; those whose code is there already stay as they are. Gives the ids of the new ones. */
async function insert(tx: Tx, list: readonly NewCylinder[]): Promise<string[]> {
  const shelves = [...new Map(list.map((c): [string, Shelf] => [c.depotId + c.typeId, { depotId: c.depotId, typeId: c.typeId }])).values()]
  await lockShelves(tx, shelves)
  const now = tx.now()
  const made: string[] = []
  for (let i = 0; i < list.length; i += 1000)
    made.push(
      ...(
        await tx.db
          .insert(cylinders)
          .values(
            list.slice(i, i + 1000).map((c) => ({
              id: uuidv7(now),
              code: plainCode(c.code)!,
              depotId: c.depotId,
              typeId: c.typeId,
              state: c.state,
              stateSince: now,
              filledAt: c.state === 'filled' ? now : null,
              batch: c.batch ?? null,
              testDue: c.testDue === undefined ? null : plainTestDue(c.testDue),
              testDueOn: c.testDue === undefined ? null : testDueOn(c.testDue),
              tareGrams: c.tareGrams ?? null,
              createdAt: now,
            })),
          )
          .onConflictDoNothing({ target: cylinders.code })
          .returning({ id: cylinders.id })
      ).map((r) => r.id),
    )
  await insertMoves(tx, [made, tx.actor.id, tx.actor.name, now])
  if (made.length > 0)
    for (const shelf of shelves) {
      await emitStaff(tx, 'gas.stock_changed', { ...shelf })
      await watchLow(tx, shelf)
      await serveSoon(tx, shelf)
    }
  return made
}

/** Registers one cylinder; refuses a code that is there. */
export const registerCylinder = (ctx: Ctx, it: NewCylinder): Promise<string> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.cylinder.edit', 'line')
    const errors = check(tx, it)
    const [[depot], [type]] = [await tx.db.select().from(depots).where(eq(depots.id, it.depotId)), await tx.db.select().from(cylinderTypes).where(eq(cylinderTypes.id, it.typeId))]
    if (!depot?.active) errors.push({ path: 'depotId', message: 'is not a depot in use' })
    if (!type?.active) errors.push({ path: 'typeId', message: 'is not a type in use' })
    if (errors.length > 0) throw common.invalid({ errors })
    const [id] = await insert(tx, [it])
    if (id === undefined) throw refuse.cylinder_code_taken({ errors: [{ path: 'code', message: 'is there already' }] })
    return id
  })

const columns = ['code', 'depot', 'type', 'state', 'batch', 'testDue', 'tareGrams'] as const
type Column = (typeof columns)[number]
const there = read<{ code: string }>('gas.codes_there', `select code from gas.cylinders where code = any($1::text[])`)

/** Rows of a CSV text with a known header, each with its line; throws `gas.csv_invalid` when it is none. */
export function readCsv<C extends string>(text: string, known: readonly C[], needed: readonly C[]): { record: Partial<Record<C, string>>; line: number }[] {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '')
  const names = new Map(known.map((c) => [plain(c), c]))
  try {
    return (
      parse(text, {
        bom: true,
        trim: true,
        skip_empty_lines: true,
        relax_column_count: true,
        info: true,
        columns: (header: string[]) => {
          const found = header.map((h) => names.get(plain(h)) ?? h)
          const strange = found.filter((n) => !known.includes(n as C))
          const missing = needed.filter((n) => !found.includes(n))
          if (strange.length > 0) throw new Error(`Columns that are not known: ${strange.map((s) => oneLine(s).slice(0, 40)).join(', ')}. Known are ${known.join(', ')}.`)
          if (missing.length > 0) throw new Error(`The file needs the columns ${needed.join(', ')}.`)
          return found
        },
      }) as unknown as { record: Partial<Record<C, string>>; info: { lines: number } }[]
    ).map(({ record, info }) => ({ record, line: info.lines }))
  } catch (error) {
    throw refuse.csv_invalid({ detail: error instanceof Error ? oneLine(error.message) : 'This is not CSV.' })
  }
}

/** Registers cylinders from CSV: code, depot and type (by their codes); state, batch, testDue, tareGrams. Bad rows are reported and left out; what is there stays, so the same file may come again. */
export const importCylinders = (ctx: Ctx, text: string, dryRun: boolean): Promise<CsvReport> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.cylinder.edit', 'line')
    const rows = readCsv<Column>(text, columns, ['code', 'depot', 'type'])
    const report: CsvReport = { rows: rows.length, created: 0, existing: 0, failed: 0, errors: [] }
    const depotOf = new Map((await tx.db.select().from(depots).where(eq(depots.active, true))).map((d) => [d.code, d.id]))
    const typeOf = new Map((await tx.db.select().from(cylinderTypes).where(eq(cylinderTypes.active, true))).map((d) => [d.code, d.id]))
    const seen = new Set<string>()
    const good: NewCylinder[] = []
    for (const { record, line } of rows) {
      const errors: FieldError[] = []
      const depotId = depotOf.get((record.depot ?? '').toUpperCase())
      const typeId = typeOf.get((record.type ?? '').toUpperCase())
      if (!depotId) errors.push({ path: 'depot', message: 'is not the code of a depot in use' })
      if (!typeId) errors.push({ path: 'type', message: 'is not the code of a type in use' })
      const state = (record.state || 'registered').toLowerCase()
      if (!['registered', 'empty', 'filled'].includes(state)) errors.push({ path: 'state', message: 'must be registered, empty or filled' })
      const tare = record.tareGrams ? Number(record.tareGrams) : undefined
      if (tare !== undefined && !(Number.isInteger(tare) && tare > 0 && tare <= 100_000)) errors.push({ path: 'tareGrams', message: 'is whole grams, at most 100000' })
      if ((record.batch ?? '').length > 60) errors.push({ path: 'batch', message: 'takes at most 60 characters' })
      const it: NewCylinder = {
        code: record.code ?? '',
        depotId: depotId ?? '',
        typeId: typeId ?? '',
        state: state as 'empty',
        ...(record.batch ? { batch: oneLine(record.batch) } : {}),
        ...(record.testDue ? { testDue: record.testDue } : {}),
        ...(tare === undefined ? {} : { tareGrams: tare }),
      }
      errors.push(...check(tx, it))
      if (errors.length > 0) {
        report.failed++
        for (const e of errors) if (report.errors.length < 1000) report.errors.push({ row: line, field: e.path, message: e.message })
        continue
      }
      const code = plainCode(it.code)!
      if (seen.has(code)) report.existing++
      else good.push(it)
      seen.add(code)
    }
    const known = new Set((await there(tx, [[...seen]])).map((r) => r.code))
    const fresh = good.filter((c) => !known.has(plainCode(c.code)!))
    const made = dryRun ? fresh.length : (await insert(tx, fresh)).length
    report.created = made
    report.existing += good.length - made
    if (!dryRun) await audit(tx, { action: 'gas.cylinders_imported', noun: 'import', nounId: 'cylinders', after: { ...report, errors: report.errors.length } })
    return report
  })

export const codesOf = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    ids.length === 0
      ? []
      : (
          await ctx.db
            .select({ id: cylinders.id, code: cylinders.code })
            .from(cylinders)
            .where(inArray(cylinders.id, [...ids]))
        ).map((c) => [c.id, c.code]),
  )
