import pg from 'pg'
import { inTransaction, makeCtx } from '#platform/db'
import { system } from '#platform/access'
import type { Deps } from '#platform/http'
import { copyArticles } from '#core/content'
import { copyFiles, type FileOf, type Shared } from '#core/media'
import { copyTickets, indexAll, loadCatalogue, recountLoads, rowsOf, type Batch, type LoadedCategory } from '#core/support'
import { copyPeople, passwords, type PeopleBatch } from '#core/users'
import { copyGas } from '#lines/gas'
import { postAll } from '#core/ledger'
import { copyPayments, copySettlements } from '#core/payments'
import { copySimulated } from '#core/simulator'
import { contentOf, storeAttachments } from './attachments.ts'
import { calendars, categories, slaPolicies } from './catalogue.ts'
import { safetySteps } from './catalogue-safety.ts'
import { loadDeskTools } from './desk-tools.ts'
import { demoGas } from './gas.ts'
import { idMaker } from './ids.ts'
import { iconFor } from './icons.ts'
import { faqCategories } from './faq.ts'
import { teams, type DemoCustomer, type DemoStaff } from './people.ts'
import { toldFrom } from './story.ts'
import { generateTown, type Town, type TownOptions } from './town.ts'

export interface LoadOptions extends TownOptions {
  /** Password of the demo log-ins; without it nobody of the town can sign in. */
  password?: string
  /** Told now and then what is done. */
  progress?: (what: string) => void
}
const MINUTE = 60

/** Fills an empty database with a town. All of it in one transaction, so that a start that is killed leaves nothing half-done. */
export async function loadTown(deps: Deps, url: string, options: LoadOptions): Promise<void> {
  const town = generateTown(options)
  const newId = idMaker(options.seed)
  const client = new pg.Client({ connectionString: url, application_name: 'manifold seed' })
  await client.connect()
  const ctx = makeCtx({ pools: deps.pools, actor: system('Demo town'), log: deps.log, config: deps.config, now: () => options.now, requestId: 'seed' })
  try {
    // Drawn beside the loading; a large town for measuring has the same few.
    const drawn = storeAttachments(ctx)
    drawn.catch(() => undefined)
    const ids = await loadPeople(client, town, options, newId)
    await loadGas(client, town, options, ids)
    const catalogue = await inTransaction(ctx, (tx) => loadCatalogue(tx, catalogueFor(ids.teams)))
    const large = (options.tickets ?? 0) > 20_000
    const restore = large ? await withoutIndexes(client) : undefined
    await loadTickets(client, town, options, { ...ids, catalogue, newId, large, drawn: await drawn })
    options.progress?.('indexing for search')
    await indexAll(ctx)
    options.progress?.('making indexes')
    await restore?.()
    await inTransaction(ctx, (tx) => loadDeskTools(tx, { people: ids.people, teams: ids.teams, categories: catalogue }))
    const shelf = new Map(faqCategories.map((c) => [c.key, newId(options.now)]))
    await copyArticles(
      client,
      faqCategories.map((c) => ({ id: shelf.get(c.key)!, name: c.name, icon: iconFor(c.icon), sortOrder: c.order })),
      town.faq.map((a) => ({
        id: newId(a.updatedAt),
        slug: a.slug,
        categoryId: shelf.get(a.category)!,
        title: a.title,
        summary: a.summary,
        body: a.body,
        published: a.published,
        sortOrder: a.order,
        views: a.views,
        helpful: a.helpful,
        notHelpful: a.notHelpful,
        createdAt: a.updatedAt,
        updatedAt: a.updatedAt,
      })),
    )
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

interface Ids {
  people: Map<string, { id: string; name: string }>
  customers: Map<string, { id: string; name: string; locality: string; seen: boolean }>
  teams: Map<string, string>
}

async function loadPeople(client: pg.Client, town: Town, options: LoadOptions, newId: (at: Date) => string): Promise<Ids> {
  const ids: Ids = { people: new Map(), customers: new Map(), teams: new Map() }
  const founded = town.staff[0]!.createdAt
  for (const team of teams) ids.teams.set(team.key, newId(founded))
  const batch: PeopleBatch = {
    people: [],
    staff: [],
    teams: teams.map((t) => ({ id: ids.teams.get(t.key)!, name: t.name, line: 'gas', createdAt: founded })),
    members: [],
    roles: [],
    passwords: [],
  }
  const login = (p: DemoCustomer | DemoStaff, id: string) => (p.email.endsWith('@demo.test') ? [{ id: newId(p.createdAt), personId: id }] : [])
  const logins: { id: string; personId: string }[] = []
  for (const s of town.staff) {
    const id = newId(s.createdAt)
    ids.people.set(s.key, { id, name: s.name })
    batch.people.push(personRow(id, s, true, null))
    batch.staff.push({
      personId: id,
      availability: s.availability,
      availableSince: s.availability === 'available' ? new Date(options.now.getTime() - 4 * 3_600_000) : null,
      capacity: s.capacity,
      skills: [...s.skills],
      lines: ['gas'],
    })
    batch.roles.push({ personId: id, role: s.role })
    for (const key of s.teams) {
      const onCall = teams.find((t) => t.key === key)!.onCall
      const others = town.staff.filter((o) => o.teams.includes(key) && o.key !== onCall && o.capacity > 0)
      const place = s.key === onCall ? 1 : others.indexOf(s) + 2
      batch.members.push({ teamId: ids.teams.get(key)!, personId: id, onCallOrder: s.capacity > 0 && place <= 3 ? place : null })
    }
    logins.push(...login(s, id))
  }
  for (const [i, c] of town.customers.entries()) {
    const id = newId(c.createdAt)
    ids.customers.set(c.key, { id, name: c.name, locality: c.locality, seen: i % 7 !== 0 })
    batch.people.push(personRow(id, c, false, { line1: c.address, line2: c.locality, city: c.city, postalCode: c.pin, region: 'Maharashtra' }))
    logins.push(...login(c, id))
  }
  if (options.password !== undefined) {
    const hash = await passwords.hash(options.password)
    batch.passwords = logins.map((l) => ({ ...l, hash }))
  }
  await client.query('begin')
  await copyPeople(client, batch)
  await client.query('commit')
  return ids
}

/** The gas line and its money, with ids of its own stream, so that the tickets' stay what they were. */
async function loadGas(client: pg.Client, town: Town, options: LoadOptions, ids: Ids): Promise<void> {
  const { gas, money, settled } = demoGas({
    now: options.now,
    seed: options.seed,
    customers: town.customers,
    personId: (key) => ids.customers.get(key)!.id,
    askedBy: ids.people.get('rutuja-sathe')!.id,
    newId: idMaker(options.seed + 1),
  })
  await client.query('begin')
  await copyGas(client, gas)
  await copyPayments(client, money.payments)
  await copySimulated(client, money.simulated)
  await client.query('commit')
  const entries = await postAll(client, money.postings, (p) => p.kind === 'settlement')
  await copySettlements(client, settled, entries)
}

const personRow = (id: string, p: DemoCustomer | DemoStaff, staff: boolean, address: PeopleBatch['people'][number]['address']): PeopleBatch['people'][number] => ({
  id,
  name: p.name,
  email: p.email,
  emailVerified: true,
  phone: p.phone,
  phoneVerified: true,
  staff,
  locale: p.locale,
  timeZone: p.timeZone,
  country: 'IN',
  address,
  createdAt: p.createdAt,
  updatedAt: p.createdAt,
})

const catalogueFor = (teamIds: Map<string, string>): Parameters<typeof loadCatalogue>[1] => ({
  calendars: calendars.map((c) => ({
    key: c.key,
    name: c.name,
    version: {
      timeZone: c.timeZone,
      hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((d) => [d, (c.hours[d as 'mon'] ?? []).map(([a, b]) => [a, b])])) as never,
      holidays: c.holidays.map((h) => h.date),
    },
  })),
  policies: slaPolicies.map((p) => ({
    key: p.key,
    name: p.name,
    targets: Object.fromEntries(
      p.targets.map((t) => [
        t.priority,
        { calendar: t.calendar, firstResponse: t.firstResponse * MINUTE, nextResponse: t.nextResponse * MINUTE, resolution: t.resolution * MINUTE },
      ]),
    ) as never,
  })),
  categories: categories.map((c) => ({
    key: c.key,
    name: c.name,
    description: c.description,
    icon: iconFor(c.icon),
    line: c.line,
    kind: c.kind,
    priority: c.priority,
    emergency: c.emergency,
    policy: c.slaPolicy,
    teamId: teamIds.get(c.team)!,
    skill: c.skill,
    order: c.order,
    fields: c.fields.map((f) => ({
      key: f.key,
      label: f.label,
      type: f.type,
      required: f.required,
      ...(f.hint ? { hint: f.hint } : {}),
      ...(f.options ? { options: f.options.map((o) => ({ ...o })) } : {}),
    })),
    safetySteps: c.emergency ? safetySteps.en.map((s) => `${s.title}. ${s.detail}`) : null,
  })),
})

/**
 * Takes the desk's secondary indexes away and gives back how to make them again: building one is faster than feeding it a million rows. Those of the
 * search are left to `indexAll`, which does the same for itself.
 */
async function withoutIndexes(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text name, pg_get_indexdef(i.indexrelid) definition from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'support' and c.relname <> 'ticket_search' and not i.indisunique and not i.indisprimary`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return async () => {
    await client.query(`set maintenance_work_mem = '1GB'`)
    for (const { definition } of rows) await client.query(definition)
  }
}

async function loadTickets(
  client: pg.Client,
  town: Town,
  options: LoadOptions,
  ids: Ids & { catalogue: Map<string, LoadedCategory>; newId: (at: Date) => string; large: boolean; drawn: Map<string, Shared> },
): Promise<void> {
  const who = {
    person: (key: string) => ids.people.get(key)!,
    team: (key: string) => ids.teams.get(key)!,
    category: (key: string) => ids.catalogue.get(key)!,
    customer: (key: string) => ids.customers.get(key)!,
    newId: ids.newId,
    now: options.now,
  }
  const empty = (): Batch => ({ told: [], emergencies: [], pages: [], assignments: [], attachments: [] })
  let batch = empty()
  let files: FileOf[] = []
  let written = 0
  await client.query('begin')
  await client.query('set local synchronous_commit = off')
  // What we write refers to what we wrote: a large town spares the database looking each one up.
  if (ids.large) await client.query('set local session_replication_role = replica')
  const flush = async () => {
    await copyTickets(client, batch)
    await copyFiles(client, files)
    files = []
    written += batch.told.length
    if (written % 100_000 === 0) options.progress?.(`${written.toLocaleString('en')} tickets`)
    batch = empty()
  }
  for (const t of town.tickets()) {
    const { told, files: sent, emergency, decidedAt } = toldFrom(t, who)
    const rows = rowsOf(told, options.now)
    batch.told.push(rows)
    sent.forEach(({ messageId, name, ownerId, at }) => {
      const id = ids.newId(at)
      files.push({ id, ownerId, name, noun: 'message', nounId: messageId, at, shared: ids.drawn.get(contentOf(name, t.story))! })
      batch.attachments.push({ mediaId: id, ticketId: rows.row.id, requesterId: rows.row.requesterId, messageId, createdAt: at })
    })
    if (emergency && t.leak) {
      const target = (t.leak.kind === 'uncontrolled' ? 60 : 120) * 60_000
      batch.emergencies.push({
        ticketId: rows.row.id,
        requesterId: rows.row.requesterId,
        triage: t.leak.kind,
        reportedAt: t.createdAt,
        attendBy: new Date(t.createdAt.getTime() + target),
        attendedAt: t.leak.attendedAt,
        attendedById: t.leak.attendedAt ? rows.row.assigneeId : null,
        preventBy: new Date(t.createdAt.getTime() + 12 * 3_600_000),
        preventedAt: t.leak.preventedAt,
        preventedById: t.leak.preventedAt ? rows.row.assigneeId : null,
        acknowledgedById: emergency.acknowledgedBy,
        acknowledgedAt: t.leak.acknowledgedAt,
        level: emergency.paged.length,
        nextPageAt: t.leak.acknowledgedAt ? null : new Date(options.now.getTime() + 5 * 60_000),
      })
      emergency.paged.forEach((p, i) =>
        batch.pages.push({ id: ids.newId(p.at), ticketId: rows.row.id, requesterId: rows.row.requesterId, personId: p.personId, level: i + 1, at: p.at }),
      )
    }
    if (decidedAt && rows.row.assigneeId)
      batch.assignments.push({
        id: ids.newId(decidedAt),
        ticketId: rows.row.id,
        requesterId: rows.row.requesterId,
        agentId: rows.row.assigneeId,
        teamId: rows.row.teamId,
        how: 'created',
        reason: 'Had the most room in the team.',
        candidates: [],
        actorId: null,
        at: decidedAt,
      })
    if (batch.told.length >= 2000) await flush()
  }
  await flush()
  if (ids.large) await client.query('set local session_replication_role = origin')
  await client.query(recountLoads)
  await client.query('commit')
}
