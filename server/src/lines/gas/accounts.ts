import { and, eq, inArray, sql } from 'drizzle-orm'
import { randomInt } from 'node:crypto'
import { audit } from '#platform/audit'
import { require, userId } from '#platform/access'
import { encrypt, same, sign } from '#platform/crypto'
import { inTransaction, read, readText, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { page } from '#platform/page'
import { common } from '#platform/problems'
import { days, later } from '#platform/time'
import { oneLine } from '#platform/texts'
import { countTickets, listTickets } from '#core/support'
import { countTry, customerCard, facesOf, type Allowance } from '#core/users'
import { openOf, seesAll } from './booking.ts'
import { heldBy } from './cylinder.ts'
import { isDay } from './days.ts'
import { listBookings, wordCursor } from './lists.ts'
import { readCsv, type CsvReport } from './register.ts'
import { refuse } from './refusals.ts'
import { accountCodes, accountLinks, accounts, accountStates, depots, supplies } from './schema.ts'

export type Account = typeof accounts.$inferSelect

/** Proofs tried by one person, and for one account by all together: nobody finds an amount by trying, or learns which numbers exist. */
const personTries: Allowance = { name: 'gas_account_person', tries: 10, seconds: 3600 }
const accountTries: Allowance = { name: 'gas_account_number', tries: 10, seconds: 86_400 }
const codesAsked: Allowance = { name: 'gas_account_code', tries: 5, seconds: 86_400 }
const codeDays = { email: 1, post: 30 }

const plainNumber = (text: string): string => text.toUpperCase().replaceAll(/[\s-]/g, '')
const find = async (ctx: Ctx, number: string): Promise<Account | undefined> =>
  (
    await ctx.db
      .select()
      .from(accounts)
      .where(eq(accounts.number, plainNumber(number)))
  )[0]
const hashOf = (ctx: Ctx, accountId: string, personId: string, code: string): string => sign(ctx.config, 'gas.account', `${accountId}:${personId}:${code}`)

async function needTries(ctx: Ctx, number: string): Promise<void> {
  for (const [it, who] of [
    [personTries, userId(ctx.actor)],
    [accountTries, plainNumber(number)],
  ] as const) {
    const { allowed, seconds } = await countTry(ctx, it, who)
    if (!allowed) throw refuse.account_tries({ extra: { retryAfter: seconds } })
  }
}

/**
 * Links an account by its number and a proof: the amount of the last bill in paise, or a code that was sent to the account's own address. A number that does
 * not exist answers as a wrong proof does.
 */
export async function linkAccount(ctx: Ctx, it: { number: string; lastBillAmount?: number | undefined; code?: string | undefined }): Promise<Account> {
  const personId = userId(ctx.actor)
  require(ctx.actor, 'gas.account.link')
  // Counted before and apart, so that a wrong try stays counted.
  await needTries(ctx, it.number)
  return inTransaction(ctx, async (tx) => {
    const account = await find(tx, it.number)
    const wrong = () => refuse.account_proof({ errors: [{ path: it.code === undefined ? 'lastBillAmount' : 'code', message: 'does not match the account number' }] })
    // The same work for a number that is none, so that the time tells nothing.
    const id = account?.id ?? '00000000-0000-7000-8000-000000000000'
    const [code] = await tx.db
      .select()
      .from(accountCodes)
      .where(and(eq(accountCodes.accountId, id), eq(accountCodes.personId, personId)))
    const byCode = it.code !== undefined && same(code?.hash ?? '', hashOf(tx, id, personId, it.code)) && code !== undefined && code.expiresAt > tx.now()
    const byBill = it.lastBillAmount !== undefined && account?.lastBillAmount != null && same(String(account.lastBillAmount), String(it.lastBillAmount))
    if (!account || account.status === 'surrendered' || !(byCode || byBill)) throw wrong()
    await link(tx, account, personId, byCode ? 'code' : 'bill')
    await tx.db.delete(accountCodes).where(and(eq(accountCodes.accountId, id), eq(accountCodes.personId, personId)))
    return account
  })
}

async function link(tx: Tx, account: Account, personId: string, how: 'bill' | 'code' | 'staff'): Promise<void> {
  const made = await tx.db.insert(accountLinks).values({ accountId: account.id, personId, how, linkedAt: tx.now() }).onConflictDoNothing().returning({ id: accountLinks.accountId })
  if (made.length === 0) throw refuse.account_linked()
  await audit(tx, { action: 'gas.account_linked', noun: 'gas_account', nounId: account.id, subjectId: personId, after: { how } })
  await emit(tx, 'gas.account_linked', { accountId: account.id, personId }, [`user:${personId}`])
}

/** Sends a code to the e-mail of the account, or notes one for the post. The answer is the same whether the number exists or not. */
export async function askCode(ctx: Ctx, it: { number: string; channel: 'email' | 'post' }): Promise<void> {
  const personId = userId(ctx.actor)
  require(ctx.actor, 'gas.account.link')
  await needTries(ctx, it.number)
  const { allowed } = await countTry(ctx, codesAsked, plainNumber(it.number))
  await inTransaction(ctx, async (tx) => {
    const account = await find(tx, it.number)
    if (!allowed || !account || account.status === 'surrendered' || (it.channel === 'email' && account.email === null)) return
    const code = String(randomInt(100_000_000)).padStart(8, '0')
    const set = { hash: hashOf(tx, account.id, personId, code), channel: it.channel, expiresAt: later(tx.now(), codeDays[it.channel] * days), createdAt: tx.now() }
    await tx.db
      .insert(accountCodes)
      .values({ accountId: account.id, personId, ...set })
      .onConflictDoUpdate({ target: [accountCodes.accountId, accountCodes.personId], set })
    // By post: operations print the letter from the notice, which is theirs alone.
    await emit(tx, 'gas.account_code', {
      accountId: account.id,
      personId,
      channel: it.channel,
      to: encrypt(tx.config, 'notice', it.channel === 'email' ? account.email! : `${account.name}, ${account.address}`),
      code: encrypt(tx.config, 'notice', code),
    })
  })
}

/** Takes an account off one's list; not while a booking of it is open. Staff name the person. */
export const unlinkAccount = (ctx: Ctx, id: string, person?: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const personId = person ?? userId(tx.actor)
    require(tx.actor, personId === tx.actor.id ? 'gas.account.link' : 'gas.account.edit', personId === tx.actor.id ? 'own' : 'line')
    if ((await openOf(tx, personId))?.accountId === id) throw refuse.account_booking_open()
    const gone = await tx.db
      .delete(accountLinks)
      .where(and(eq(accountLinks.accountId, id), eq(accountLinks.personId, personId)))
      .returning({ id: accountLinks.accountId })
    if (gone.length === 0) throw common.not_found()
    await audit(tx, { action: 'gas.account_unlinked', noun: 'gas_account', nounId: id, subjectId: personId })
  })

/** Staff link an account for a customer whom they know. */
export const linkByStaff = (ctx: Ctx, id: string, personId: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.account.edit', 'line')
    const [account] = await tx.db.select().from(accounts).where(eq(accounts.id, id))
    if (!account) throw common.not_found()
    if ((await customerCard(tx, personId))?.status !== 'active') throw refuse.customer_unknown({ errors: [{ path: 'personId', message: 'is not a customer' }] })
    await link(tx, account, personId, 'staff')
  })

/** An account of the actor's own, or any for staff; everybody else finds nothing here. */
export async function accountFor(ctx: Ctx, id: string): Promise<Account> {
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.id, id))
  if (account && seesAll(ctx.actor, 'gas.account.read')) return account
  if (account && ctx.actor.id !== null) {
    const [mine] = await ctx.db
      .select()
      .from(accountLinks)
      .where(and(eq(accountLinks.accountId, id), eq(accountLinks.personId, ctx.actor.id)))
    if (mine) return account
  }
  throw common.not_found()
}

export interface NewAccount {
  number: string
  name: string
  address: string
  phone?: string | null
  email?: string | null
  meterNumber?: string | null
  supply?: (typeof supplies)[number]
  status?: (typeof accountStates)[number]
  depotId?: string | null
  area?: 'urban' | 'rural'
  bottles?: number
  lastBillAmount?: number | null
  kycValidTo?: string | null
  inspectedOn?: string | null
}
export const addAccount = (ctx: Ctx, it: NewAccount): Promise<Account> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.account.edit', 'line')
    await needDepot(tx, it.depotId)
    const [row] = await tx.db
      .insert(accounts)
      .values({ ...it, number: plainNumber(it.number), createdAt: tx.now(), updatedAt: tx.now() })
      .returning()
    await audit(tx, { action: 'gas.account_added', noun: 'gas_account', nounId: row!.id, after: { number: row!.number } })
    return row!
  })

async function needDepot(tx: Tx, depotId: string | null | undefined): Promise<void> {
  if (depotId && (await tx.db.select().from(depots).where(eq(depots.id, depotId))).length === 0)
    throw refuse.depot_unknown({ errors: [{ path: 'depotId', message: 'is not a depot' }] })
}

export const editAccount = (ctx: Ctx, id: string, it: Partial<NewAccount>, version?: number): Promise<Account> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.account.edit', 'line')
    await needDepot(tx, it.depotId)
    const [before] = await tx.db.select().from(accounts).where(eq(accounts.id, id)).for('update')
    if (!before) throw common.not_found()
    if (version !== undefined && version !== before.version) throw common.stale()
    const [row] = await tx.db
      .update(accounts)
      .set({ ...it, ...(it.number === undefined ? {} : { number: plainNumber(it.number) }), version: sql`${accounts.version} + 1`, updatedAt: tx.now() })
      .where(eq(accounts.id, id))
      .returning()
    // The log says that the amount changed, not what it is: it is a proof.
    const shown = ({ lastBillAmount: _, version: __, updatedAt: ___, ...rest }: Account) => rest
    await audit(tx, { action: 'gas.account_changed', noun: 'gas_account', nounId: id, before: shown(before), after: shown(row!) })
    return row!
  })

const columns = ['number', 'name', 'address', 'phone', 'email', 'meterNumber', 'supply', 'depot', 'area', 'bottles', 'lastBillAmount', 'kycValidTo', 'inspectedOn'] as const
type Column = (typeof columns)[number]

/** Brings in accounts from CSV: number, name, address and what else is known; depot by its code, lastBillAmount in paise. An account that is there stays as it is. */
export const importAccounts = (ctx: Ctx, text: string, dryRun: boolean): Promise<CsvReport> =>
  inTransaction(ctx, async (tx) => {
    require(tx.actor, 'gas.account.edit', 'line')
    const rows = readCsv<Column>(text, columns, ['number', 'name', 'address'])
    const report: CsvReport = { rows: rows.length, created: 0, existing: 0, failed: 0, errors: [] }
    const depotOf = new Map((await tx.db.select().from(depots)).map((d) => [d.code, d.id]))
    const seen = new Set<string>()
    const good: (typeof accounts.$inferInsert)[] = []
    for (const { record: r, line } of rows) {
      const errors: [Column, string][] = []
      const bad = (field: Column, message: string) => void errors.push([field, message])
      const number = plainNumber(r.number ?? '')
      if (!/^[A-Z0-9]{4,30}$/.test(number)) bad('number', 'takes 4 to 30 letters and digits')
      for (const [field, max] of [
        ['name', 120],
        ['address', 300],
        ['phone', 20],
        ['email', 254],
        ['meterNumber', 40],
      ] as const)
        if ((r[field] ?? '').length > max) bad(field, `takes at most ${max} characters`)
      for (const field of ['name', 'address'] as const) if (!r[field]) bad(field, 'is needed')
      if (r.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(r.email)) bad('email', 'is not an e-mail address')
      if (r.supply && !supplies.includes(r.supply as 'lpg')) bad('supply', `must be one of ${supplies.join(', ')}`)
      if (r.area && !['urban', 'rural'].includes(r.area)) bad('area', 'must be urban or rural')
      if (r.bottles && !['1', '2'].includes(r.bottles)) bad('bottles', 'must be 1 or 2')
      if (r.depot && !depotOf.has(r.depot.toUpperCase())) bad('depot', 'is not the code of a depot')
      if (r.lastBillAmount && !/^\d{1,12}$/.test(r.lastBillAmount)) bad('lastBillAmount', 'is whole paise')
      for (const field of ['kycValidTo', 'inspectedOn'] as const) if (r[field] && !isDay(r[field])) bad(field, 'is a day, such as 2027-03-31')
      if (errors.length > 0) {
        report.failed++
        for (const [field, message] of errors) if (report.errors.length < 1000) report.errors.push({ row: line, field, message })
        continue
      }
      if (seen.has(number)) {
        report.existing++
        continue
      }
      seen.add(number)
      good.push({
        number,
        name: oneLine(r.name!),
        address: oneLine(r.address!, ', '),
        phone: r.phone ? oneLine(r.phone) : null,
        email: r.email?.toLowerCase() || null,
        meterNumber: r.meterNumber ? oneLine(r.meterNumber) : null,
        supply: (r.supply || 'lpg') as 'lpg',
        depotId: r.depot ? depotOf.get(r.depot.toUpperCase())! : null,
        area: (r.area || 'urban') as 'urban',
        bottles: Number(r.bottles || 1),
        lastBillAmount: r.lastBillAmount ? Number(r.lastBillAmount) : null,
        kycValidTo: r.kycValidTo || null,
        inspectedOn: r.inspectedOn || null,
        createdAt: tx.now(),
        updatedAt: tx.now(),
      })
    }
    for (let i = 0; i < good.length; i += 1000) {
      const part = good.slice(i, i + 1000)
      const made = dryRun
        ? part.length -
          (
            await tx.db
              .select({ id: accounts.id })
              .from(accounts)
              .where(
                inArray(
                  accounts.number,
                  part.map((p) => p.number),
                ),
              )
          ).length
        : (await tx.db.insert(accounts).values(part).onConflictDoNothing({ target: accounts.number }).returning({ id: accounts.id })).length
      report.created += made
      report.existing += part.length - made
    }
    if (!dryRun) await audit(tx, { action: 'gas.accounts_imported', noun: 'import', nounId: 'accounts', after: { ...report, errors: report.errors.length } })
    return report
  })

interface Row extends Account {
  depotName: string | null
  people: string[]
}
const out = (staff: boolean, faces: Map<string, { name: string }>) => (a: Row) => ({
  id: a.id,
  number: a.number,
  name: a.name,
  address: a.address,
  phone: a.phone,
  email: a.email,
  meterNumber: a.meterNumber,
  supply: a.supply,
  status: a.status,
  depot: a.depotId === null ? null : { id: a.depotId, name: a.depotName! },
  area: a.area,
  bottles: a.bottles,
  kycValidTo: a.kycValidTo,
  inspectedOn: a.inspectedOn,
  /** Only staff see who else has linked it. */
  customers: staff ? a.people.map((id) => ({ id, name: faces.get(id)?.name ?? '' })) : [],
  version: a.version,
})
const select = `select a.id, a.number, a.name, a.address, a.phone, a.email, a.meter_number "meterNumber", a.supply, a.status, a.depot_id "depotId", d.name "depotName", a.area, a.bottles, a.version, a.kyc_valid_to::text "kycValidTo", a.inspected_on::text "inspectedOn",
  array(select l.person_id::text from gas.account_links l where l.account_id = a.id order by l.linked_at) people from gas.accounts a left join gas.depots d on d.id = a.depot_id`

async function present(ctx: Ctx, rows: readonly Row[]) {
  const { people } = await facesOf(
    ctx,
    rows.flatMap((r) => r.people),
  )
  return rows.map(out(seesAll(ctx.actor, 'gas.account.read'), people))
}

/** The actor's own accounts, and for staff all of them by number. */
export async function listAccounts(ctx: Ctx, f: { mine?: boolean; customerId?: string; search?: string; cursor?: string; limit?: number }) {
  const limit = f.limit ?? 20
  const params: unknown[] = [limit + 1]
  const where: string[] = ['true']
  const own = f.mine || !seesAll(ctx.actor, 'gas.account.read') ? ctx.actor.id : f.customerId
  if (own !== undefined) where.push(`exists (select 1 from gas.account_links l where l.account_id = a.id and l.person_id = $${params.push(own)}::uuid)`)
  if (f.search !== undefined) {
    const at = params.push(`${plainNumber(f.search).replaceAll(/[%_\\]/g, '\\$&')}%`)
    const words = params.push(`%${f.search.replaceAll(/[%_\\]/g, '\\$&')}%`)
    where.push(`(a.number like $${at} or a.name ilike $${words} or upper(a.meter_number) like $${at})`)
  }
  if (f.cursor !== undefined) {
    const [number, id] = wordCursor(f.cursor)
    where.push(`(a.number, a.id) > ($${params.push(number)}, $${params.push(id)}::uuid)`)
  }
  const rows = await readText<Row>(ctx, `${select} where ${where.join(' and ')} order by a.number, a.id limit $1`, params)
  const shown = new Map((await present(ctx, rows.slice(0, limit))).map((a) => [a.id, a]))
  return page(
    rows,
    limit,
    (r) => [r.number, r.id],
    (r) => shown.get(r.id)!,
  )
}

/** The account page: what it is, the cylinders that its people have now, and how many requests there are. Bookings and requests are lists of their own. */
export async function accountOut(ctx: Ctx, id: string) {
  await accountFor(ctx, id)
  const rows = await readText<Row>(ctx, `${select} where a.id = $1`, [id])
  const staff = seesAll(ctx.actor, 'gas.account.read')
  const holders = rows[0]!.people.filter((p) => staff || p === ctx.actor.id)
  const cylinders = (await Promise.all(holders.map((p) => heldBy(ctx, p)))).flat()
  return {
    ...(await present(ctx, rows))[0]!,
    cylinders: cylinders.map((c) => ({ id: c.id, code: c.code })),
    openBooking: await openOfAccount(ctx, id, holders),
    requests: await countTickets(ctx, { related: await aboutAccount(ctx, id, holders) }),
  }
}
async function openOfAccount(ctx: Ctx, id: string, holders: readonly string[]) {
  for (const p of holders) {
    const b = await openOf(ctx, p)
    if (b?.accountId === id) return { id: b.id, reference: b.reference }
  }
  return null
}

const bookingsOfAccount = read<{ id: string }>(
  'gas.bookings_of_account',
  `select id from gas.bookings where account_id = $1 and customer_id = any($2::uuid[]) order by created_at desc limit 200`,
)
/** What requests on the page of an account are about: the account, its bookings, and the cylinders that its people have. */
async function aboutAccount(ctx: Ctx, id: string, people: readonly string[]): Promise<string> {
  const cylinders = (await Promise.all(people.map((p) => heldBy(ctx, p)))).flat()
  return [`gas_account:${id}`, ...(await bookingsOfAccount(ctx, [id, people])).map((b) => `gas_booking:${b.id}`), ...cylinders.map((c) => `gas_cylinder:${c.id}`)].join(',')
}
const peopleOf = read<{ id: string }>('gas.people_of_account', `select person_id id from gas.account_links where account_id = $1 order by linked_at, person_id`)
/** Requests about an account, its bookings and its cylinders that the actor may see, newest first. */
export async function requestsOf(ctx: Ctx, id: string, it: { cursor?: string; limit?: number }) {
  await accountFor(ctx, id)
  const people = (await peopleOf(ctx, [id])).map((p) => p.id).filter((p) => seesAll(ctx.actor, 'gas.account.read') || p === ctx.actor.id)
  return listTickets(ctx, { related: await aboutAccount(ctx, id, people), sort: 'newest', limit: it.limit ?? 20, ...(it.cursor === undefined ? {} : { cursor: it.cursor }) })
}
/** Bookings for an account that the actor may see, newest first. */
export async function bookingsOf(ctx: Ctx, id: string, it: { cursor?: string; limit?: number }) {
  await accountFor(ctx, id)
  return listBookings(ctx, { accountId: id, ...it })
}
