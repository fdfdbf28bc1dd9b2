import { readText, read, write, inTransaction, type Ctx, type Tx } from '#platform/db'
import { contactsOf } from '#core/users'

/**
 * Full-text search over tickets (S11). Exact keys win: a reference, phone, e-mail or account number that matches exactly is the whole
 * answer. Words are looked up by how common they are, because neither way serves both ends at a million tickets:
 * a rare word is fetched through the GIN index, all of it; a common one is tested row by row while the list walks in its own order,
 * and the page is full after a few hundred rows.
 */

/** Up to how many matching tickets the index is asked for all of them. Beyond, a page is full sooner by walking (measured at a million tickets). */
const RARE = 7000
/** How many of the newest tickets are walked before the index is asked after all. */
const WALK = 20_000

/** `nothing` can match; exactly these `ids`; ask the `index` for all that match; test row by row while the list is walked. */
export interface SearchPlan {
  readonly how: 'nothing' | 'ids' | 'index' | 'walk'
  readonly ids: readonly string[]
  readonly query: string
}

// What the parser takes apart (drs-14) it asks for as a phrase; the rows hold no positions, so each part has to occur.
const asTsquery = (place: string): string => `regexp_replace(to_tsquery('english', ${place}::text)::text, '<(-|\\d+)>', '&', 'g')::tsquery`
const estimate = `explain (format json) select 1 from support.ticket_search where words @@ ${asTsquery('$1')}`

/** The search text as a `to_tsquery`: all words must occur, one after `-` must not; the last one may be a beginning (somebody still types). */
export function asQuery(text: string): string {
  const parts =
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/-?[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}@._+/-]*/gu) ?? []
  const words = parts.slice(0, 12).map((part, i) => {
    const not = part.startsWith('-') && (i > 0 || parts.length > 1)
    const word = part
      .replace(/^-/, '')
      .replace(/[._+/-]+$/, '')
      .slice(0, 80)
    return `${not ? '!' : ''}'${word}'${!not && i === parts.length - 1 && word.length >= 3 && /^\p{L}[\p{L}\p{M}]*$/u.test(word) ? ':*' : ''}`
  })
  // A query of nothing but exclusions would match almost everything.
  return words.some((w) => !w.startsWith('!')) ? words.join(' & ') : ''
}

/** The text as a key: a reference, phone, e-mail, account or meter number; undefined when it does not look like one. */
export function asKey(text: string): string | undefined {
  const bare = text.trim().toLowerCase()
  const digits = bare.replace(/[\s()+.-]/g, '')
  if (/^\d{5,15}$/.test(digits) && /^[+\d\s().-]+$/.test(bare)) return digits
  if (/^[^\s@]+@[^\s@]+$/.test(bare)) return bare
  return /^[a-z0-9][a-z0-9/-]{3,29}$/.test(bare) && (/\d/.test(bare) || bare.startsWith('tkt-')) ? bare : undefined
}

// A whole key is a word of the index as well; only a part of one needs the trigrams, which digits share with half of all numbers.
const byWholeKey = read<{ ticketId: string }>(
  'support.search_whole_key',
  `select ticket_id "ticketId" from support.ticket_search where words @@ ${asTsquery('$1')} and keys like '% ' || $2 || ' %' limit 2001`,
)
const byPartOfKey = read<{ ticketId: string }>('support.search_key', `select ticket_id "ticketId" from support.ticket_search where keys like '%' || $1 || '%' limit 2001`)
const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
const asReference = read<{ id: string }>('support.search_reference', `select id from support.tickets where reference = $1`)

/** Decides how to look for `text`. */
export async function planSearch(ctx: Ctx, text: string): Promise<SearchPlan> {
  const ofIds = (ids: readonly string[]): SearchPlan => ({ how: 'ids', ids, query: '' })
  const key = asKey(text)
  // The ticket itself is asked first: one that was made this second is not in the index yet. Six letters without a digit may be a reference too.
  const bare = text.trim().toUpperCase()
  if (key !== undefined || /^[2-9A-Z]{6}$/.test(bare)) {
    const reference = await asReference(ctx, [bare.replace(/^(?!TKT-)/, 'TKT-')])
    if (reference[0]) return ofIds([reference[0].id])
  }
  if (key !== undefined) {
    const whole = await byWholeKey(ctx, [`'${key.replaceAll(/['\\]/g, '')}'`, like(key)])
    if (whole.length > 0) return ofIds(whole.map((h) => h.ticketId))
    const part = await byPartOfKey(ctx, [like(key)])
    if (part.length > 0 && part.length <= 2000) return ofIds(part.map((h) => h.ticketId))
  }
  const query = asQuery(text)
  if (query === '') return { how: 'nothing', ids: [], query }
  const [plan] = await readText<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(ctx, estimate, [query])
  return { how: plan!['QUERY PLAN'][0].Plan['Plan Rows'] <= RARE ? 'index' : 'walk', ids: [], query }
}

/** The condition on `t` of a plan. A customer's search must not find a word that only a note holds. */
export function searchCondition({ how, ids, query }: SearchPlan, reader: 'staff' | 'customer', params: unknown[]): string {
  if (how === 'nothing') return 'false'
  if (how === 'ids') return `t.id = any($${params.push(ids)}::uuid[])`
  const tsquery = asTsquery(`$${params.push(query)}`)
  // Their own tickets are few: what the index says is checked against what they may read.
  if (reader === 'customer')
    return `exists (select 1 from support.ticket_search s where s.ticket_id = t.id and ts_match_vq(s.words, ${tsquery}) offset 0)
      and to_tsvector('english', left(concat_ws(' ', t.reference, t.subject, t.place, t.description, (select string_agg(m.body, ' ' order by m.n desc) from support.messages m where m.ticket_id = t.id)), ${MOST})) @@ ${tsquery}`
  if (how === 'index') return `t.id = any(array(select ticket_id from support.ticket_search where words @@ ${tsquery}))`
  // The function in place of the operator, and the fence: the planner must not go to the index with a word that half of all tickets have.
  return `exists (select 1 from support.ticket_search s where s.ticket_id = t.id and ts_match_vq(s.words, ${tsquery}) offset 0)`
}

/**
 * The hits of the index or of the walk, newest first, to begin a query with: it looks at tickets in that order and stops when the page is full.
 * `before` is the condition of the cursor and of the walk's end, over `created_at` and `ticket_id`.
 */
export const newestHits = ({ how, query }: SearchPlan, params: unknown[], before: string): string => {
  const tsquery = asTsquery(`$${params.push(query)}`)
  return `(select ticket_id, created_at from support.ticket_search where ${how === 'index' ? `words @@ ${tsquery}` : `ts_match_vq(words, ${tsquery})`} and ${before} order by created_at desc, ticket_id desc) h join support.tickets t on t.id = h.ticket_id`
}

const nth = `select created_at at from support.ticket_search where ($1::text is null or created_at < $1::timestamptz) order by created_at desc offset ${WALK} limit 1`
/** How far back a walk goes: the instant at which the 20,000th indexed ticket before `before` was created; null when there are fewer. */
export const horizon = async (ctx: Ctx, before: string | null): Promise<Date | null> => (await readText<{ at: Date }>(ctx, nth, [before]))[0]?.at ?? null

// ─── Keeping the index ───────────────────────────────────────────────────────────────────────────────────────────

/** Characters of a ticket that are searched; a tsvector holds at most a megabyte. */
const MOST = 200_000

interface Source {
  id: string
  requesterId: string | null
  keys: string
}
const claim = write(
  'support.search_claim',
  `insert into support.ticket_search (ticket_id, created_at, words, keys) select id, created_at, '', '' from support.tickets where id = any($1::uuid[]) order by id on conflict (ticket_id) do update set keys = ticket_search.keys`,
)
const sources = read<Source>(
  'support.search_sources',
  `select t.id, t.requester_id "requesterId",
     concat_ws(' ', t.reference, t.contact->>'phone', t.contact->>'email', case when t.related_id !~ '^[0-9a-f-]{36}$' then t.related_id end,
       (select string_agg(f.value, ' ') from jsonb_each_text(t.fields) f where f.value ~ '^[A-Za-z0-9/-]{4,30}$' and f.value ~ '[0-9]')) keys
   from support.tickets t where t.id = any($1::uuid[])`,
)
const document = `strip(to_tsvector('english', left(concat_ws(' ', k.keys, k.who, t.requester_name, t.subject, t.place, t.address, array_to_string(t.tags, ' '),
       (select string_agg(f.value, ' ') from jsonb_each_text(t.fields) f), t.description,
       (select string_agg(m.body, ' ' order by m.n desc) from support.messages m where m.ticket_id = t.id),
       (select string_agg(n.body, ' ' order by n.n desc) from support.notes n where n.ticket_id = t.id)), ${MOST})))`
const given = `unnest($1::uuid[], $2::text[], $3::text[]) k(id, keys, who) join support.tickets t on t.id = k.id`
const put = write('support.search_put', `update support.ticket_search s set keys = k.keys, words = ${document} from ${given} where s.ticket_id = k.id`)
const add = write(
  'support.search_add',
  `insert into support.ticket_search (ticket_id, created_at, words, keys) select k.id, t.created_at, ${document}, k.keys from ${given} on conflict do nothing`,
)

/** Phone numbers are found with and without the country's prefix. */
const phoneKeys = (phone: string | null): string[] => {
  const digits = phone?.replace(/\D/g, '') ?? ''
  return digits === '' ? [] : digits.length > 10 ? [digits, digits.slice(-10)] : [digits]
}

/** Ids, keys and names of tickets, as `put` and `add` take them. */
async function described(ctx: Ctx, ids: readonly string[]) {
  const rows = await sources(ctx, [ids])
  const people = await contactsOf(
    ctx,
    rows.flatMap((r) => r.requesterId ?? []),
  )
  const keys = rows.map((r) => {
    const who = r.requesterId === null ? undefined : people.get(r.requesterId)
    const own = r.keys.split(' ').flatMap((k) => (/^\+?\d[\d().-]{6,}$/.test(k) ? [k, ...phoneKeys(k)] : [k]))
    return ` ${[...new Set([...own, ...(who ? [who.email ?? '', ...phoneKeys(who.phone)] : [])])].filter(Boolean).join(' ').toLowerCase()} `
  })
  return [rows.map((r) => r.id), keys, rows.map((r) => (r.requesterId === null ? '' : (people.get(r.requesterId)?.name ?? '')))]
}

/** Makes the search rows of these tickets anew from what is stored. Locks the rows first, so that the newest text wins. */
export async function indexTickets(tx: Tx, ids: readonly string[]): Promise<void> {
  await claim(tx, [ids])
  await put(tx, await described(tx, ids))
}

const next = read<{ id: string }>('support.search_next', `select id from support.tickets where id > $1 order by id limit 2000`)
const missing = read<{ id: string }>(
  'support.search_missing',
  `select t.id from support.tickets t where t.created_at > $1 and not exists (select 1 from support.ticket_search s where s.ticket_id = t.id) limit 500`,
)
const analyze = write('support.search_analyze', `analyze support.ticket_search`)
const some = read<{ some: boolean }>('support.search_some', `select exists (select 1 from support.ticket_search) "some"`)
const dropIndexes = write('support.search_drop', `drop index if exists support.ticket_search_words, support.ticket_search_keys`)
const whole = read<{ whole: boolean }>(
  'support.search_whole',
  `select to_regclass('support.ticket_search_words') is not null and to_regclass('support.ticket_search_keys') is not null "whole"`,
)
const wordsIndex = write('support.search_words_index', `create index if not exists ticket_search_words on support.ticket_search using gin (words)`)
const keysIndex = write('support.search_keys_index', `create index if not exists ticket_search_keys on support.ticket_search using gin (keys gin_trgm_ops)`)

/**
 * Indexes every ticket after tickets were brought in by COPY, and answers how many. Into an empty table it writes first and builds the indexes at the
 * end, which takes a tenth of the time. Rows that are there already are made anew.
 */
export async function indexAll(ctx: Ctx, said: (done: number) => void = () => undefined): Promise<number> {
  const fresh = !(await some(ctx))[0]!.some
  if (fresh) await inTransaction(ctx, (tx) => dropIndexes(tx))
  let done = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const ids = (await next(ctx, [after])).map((r) => r.id)
    if (ids.length === 0) break
    await inTransaction(ctx, async (tx) => (fresh ? add(tx, await described(tx, ids)) : indexTickets(tx, ids)))
    after = ids.at(-1)!
    said((done += ids.length))
  }
  await inTransaction(ctx, async (tx) => {
    await wordsIndex(tx)
    await keysIndex(tx)
    await analyze(tx)
  })
  return done
}

/** Sweep: tickets of the last hour that have no row yet (their event was lost with a worker). */
export async function indexMissing(ctx: Ctx): Promise<void> {
  // A bulk load that was killed may have left without its indexes.
  if (!(await whole(ctx))[0]!.whole)
    await inTransaction(ctx, async (tx) => {
      await wordsIndex(tx)
      await keysIndex(tx)
    })
  const ids = (await missing(ctx, [new Date(ctx.now().getTime() - 3_600_000)])).map((r) => r.id)
  if (ids.length > 0) await inTransaction(ctx, (tx) => indexTickets(tx, ids))
}

const ofPerson = read<{ id: string }>('support.search_of_person', `select id from support.tickets where requester_id = $1 order by created_at desc limit 5000`)
/** A person has another name, phone or e-mail: their tickets are found by the new ones. */
export async function indexPerson(tx: Tx, personId: string): Promise<void> {
  const ids = (await ofPerson(tx, [personId])).map((r) => r.id)
  for (let i = 0; i < ids.length; i += 500) await indexTickets(tx, ids.slice(i, i + 500))
}
