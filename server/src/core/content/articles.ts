import { and, asc, eq, sql } from 'drizzle-orm'
import { may } from '#platform/access'
import { audit } from '#platform/audit'
import { inTransaction, read, readText, write, type Ctx, type Tx } from '#platform/db'
import { later, days } from '#platform/time'
import { page, readCursor } from '#platform/page'
import { common, problems } from '#platform/problems'
import { bareText, readMinutes, safeHtml } from './markdown.ts'
import { articleCategories, articles } from './schema.ts'
import { today, visitor } from './visitors.ts'

export const refuse = problems('content', {
  slug_taken: [409, 'Another article has this address. Choose another one.'],
  category_taken: [409, 'Another category of the help centre has this name.'],
  category_in_use: [409, 'This category still has articles. Move or delete them first.'],
})

export interface ArticleRow {
  id: string
  slug: string
  title: string
  summary: string
  body: string
  categoryId: string
  categoryName: string
  published: boolean
  sortOrder: number
  views: number
  helpful: number
  notHelpful: number
  version: number
  updatedAt: Date
  place: number
  score: number
}

const columns = `a.id, a.slug, a.title, a.summary, a.body, a.category_id "categoryId", c.name "categoryName", a.published, a.sort_order "sortOrder", a.views, a.helpful, a.not_helpful "notHelpful",
  a.version, a.updated_at "updatedAt", c.sort_order place`
const from = `content.articles a join content.article_categories c on c.id = a.category_id`

/** Whether the actor writes articles, and so sees those that are not published. */
const writes = (ctx: Ctx): boolean => may(ctx.actor, 'support.faq.write', 'all')

export const rowOut = (a: ArticleRow) => ({
  id: a.id,
  slug: a.slug,
  title: a.title,
  summary: a.summary,
  category: { id: a.categoryId, name: a.categoryName },
  published: a.published,
  sortOrder: a.sortOrder,
  views: a.views,
  helpful: a.helpful,
  notHelpful: a.notHelpful,
  readMinutes: readMinutes(a.body),
  updatedAt: a.updatedAt.toISOString(),
  version: a.version,
})
export const articleOut = (a: ArticleRow, myVote: boolean | null) => ({
  ...rowOut(a),
  body: a.body,
  bodyHtml: safeHtml(a.body),
  myVote: myVote === null ? null : myVote ? ('helpful' as const) : ('not_helpful' as const),
})

export interface ArticleFilter {
  search?: string
  categoryId?: string
  published?: boolean
  cursor?: string
  limit?: number
}

/** The words, phrases and exclusions of a search; a row of lone dashes would be a hundred negations in one another, which the database refuses. */
const plainWords = (text: string): string => (text.match(/-?"[\p{L}\p{M}\p{N}\s]*"|-?[\p{L}\p{N}][\p{L}\p{M}\p{N}@._'’/-]*/gu) ?? []).join(' ')

/** Articles on their shelves, or by how well they match `search`. Readers get published ones only. */
export async function listArticles(ctx: Ctx, { search, categoryId, published, cursor, limit = 20 }: ArticleFilter) {
  const values: unknown[] = []
  const value = (v: unknown) => `$${values.push(v)}`
  const where = [writes(ctx) ? (published === undefined ? 'true' : `a.published = ${value(published)}`) : 'a.published']
  if (categoryId !== undefined) where.push(`a.category_id = ${value(categoryId)}::uuid`)
  const words = search?.trim()
  if (words) {
    const q = value(words)
    const asked = value(plainWords(words))
    // A misspelt title is found by its trigrams; a title weighs more than a mention in the body.
    where.push(`(a.search @@ websearch_to_tsquery('english', ${asked}) or ${q} <% a.title)`)
    const score = `round((ts_rank(a.search, websearch_to_tsquery('english', ${asked})) + word_similarity(${q}, a.title))::numeric, 6)::float8`
    let after = 'true'
    if (cursor !== undefined) {
      const [s, id] = readCursor(cursor, 2)
      after = `(m.score, m.id) < (${value(s)}::float8, ${value(id)}::uuid)`
    }
    const rows = await readText<ArticleRow>(
      ctx,
      `select * from (select ${columns}, ${score} score from ${from} where ${where.join(' and ')}) m where ${after} order by m.score desc, m.id desc limit ${value(limit + 1)}`,
      values,
    )
    return page(rows, limit, (r) => [r.score, r.id], rowOut)
  }
  if (cursor !== undefined) {
    const [place, order, id] = readCursor(cursor, 3)
    where.push(`(c.sort_order, a.sort_order, a.id) > (${value(place)}::int, ${value(order)}::int, ${value(id)}::uuid)`)
  }
  const rows = await readText<ArticleRow>(
    ctx,
    `select ${columns}, 0::float8 score from ${from} where ${where.join(' and ')} order by c.sort_order, a.sort_order, a.id limit ${value(limit + 1)}`,
    values,
  )
  return page(rows, limit, (r) => [r.place, r.sortOrder, r.id], rowOut)
}

const find = read<ArticleRow & { myVote: boolean | null }>(
  'content.article',
  `select ${columns}, 0::float8 score, v.helpful "myVote" from ${from} left join content.article_votes v on v.article_id = a.id and v.visitor = $2
   where (a.slug = $1 or a.id = case when $1 ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' then $1::uuid end) and (a.published or $3)`,
)

/** An article by id or slug; `request.not_found` for one that is not published, unless the actor writes articles. */
export async function articleFor(ctx: Ctx, idOrSlug: string): Promise<ArticleRow & { myVote: boolean | null }> {
  const [row] = await find(ctx, [idOrSlug, visitor(ctx), writes(ctx)])
  if (!row) throw common.not_found()
  return row
}

const visit = write<{ views: number }>(
  'content.visit',
  `with first as (insert into content.article_visits (article_id, visitor, day) values ($1, $2, $3) on conflict do nothing returning article_id),
        d as (insert into content.article_days as d (article_id, day, views) select article_id, $3, 1 from first on conflict (day, article_id) do update set views = d.views + 1)
   update content.articles a set views = views + 1 from first where a.id = first.article_id returning a.views`,
)

/** The article as a reader opens it: counts a view, once per visitor and day. Those who write articles do not count. */
export async function readArticle(ctx: Ctx, idOrSlug: string) {
  const row = await articleFor(ctx, idOrSlug)
  if (!row.published || writes(ctx)) return row
  const [counted] = await inTransaction(ctx, (tx) => visit(tx, [row.id, visitor(tx), today(tx)]))
  return counted ? { ...row, views: counted.views } : row
}

const lockArticle = write<{ id: string }>('content.lock', `select id from content.articles where id = $1 for update`)
const putVote = write<{ was: boolean | null; is: boolean }>(
  'content.vote',
  `insert into content.article_votes (article_id, visitor, helpful, at) values ($1, $2, $3, $4)
   on conflict (article_id, visitor) do update set helpful = excluded.helpful, at = excluded.at
   returning old.helpful was, new.helpful "is"`,
)
const count = write<{ helpful: number; notHelpful: number }>(
  'content.count_vote',
  `with d as (insert into content.article_days as d (article_id, day, helpful, not_helpful) values ($1, $4, greatest($2, 0), greatest($3, 0))
     on conflict (day, article_id) do update set helpful = d.helpful + greatest($2, 0), not_helpful = d.not_helpful + greatest($3, 0))
   update content.articles set helpful = helpful + $2::int, not_helpful = not_helpful + $3::int where id = $1 returning helpful, not_helpful "notHelpful"`,
)

/** Records whether the article helped: one vote per visitor, the last one counts. */
export const vote = (ctx: Ctx, idOrSlug: string, helpful: boolean) =>
  inTransaction(ctx, async (tx) => {
    const row = await articleFor(tx, idOrSlug)
    if ((await lockArticle(tx, [row.id])).length === 0) throw common.not_found()
    const [v] = await putVote(tx, [row.id, visitor(tx), helpful, tx.now()])
    const delta = (of: boolean) => (v!.is === of ? 1 : 0) - (v!.was === of ? 1 : 0)
    const [now] = await count(tx, [row.id, delta(true), delta(false), today(tx)])
    return { ...now!, myVote: helpful ? ('helpful' as const) : ('not_helpful' as const) }
  })

export interface ArticleInput {
  slug?: string
  title: string
  summary?: string
  body: string
  categoryId: string
  published?: boolean
  sortOrder?: number
}

/** An address made of a title: Latin letters and digits; a title without any gets a number. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-$/, '')
  return slug || 'article'
}

const taken = read<{ slug: string }>('content.slugs_like', `select slug from content.articles where slug = $1 or slug like $1 || '-%'`)

async function freeSlug(tx: Tx, title: string): Promise<string> {
  const slug = slugOf(title)
  const others = new Set((await taken(tx, [slug])).map((r) => r.slug))
  if (!others.has(slug)) return slug
  for (let n = 2; ; n++) if (!others.has(`${slug}-${n}`)) return `${slug}-${n}`
}

async function categoryExists(tx: Tx, id: string): Promise<void> {
  const [row] = await tx.db.select({ id: articleCategories.id }).from(articleCategories).where(eq(articleCategories.id, id)).for('key share')
  if (!row) throw common.invalid({ errors: [{ path: 'categoryId', message: 'names no category of the help centre' }] })
}

export const createArticle = (ctx: Ctx, input: ArticleInput) =>
  inTransaction(ctx, async (tx) => {
    await categoryExists(tx, input.categoryId)
    const slug = input.slug ?? (await freeSlug(tx, input.title))
    const [row] = await tx.db
      .insert(articles)
      .values({ ...input, slug, createdAt: tx.now(), updatedAt: tx.now() })
      .returning({ id: articles.id })
    await audit(tx, { action: 'article.created', noun: 'article', nounId: row!.id, after: { ...input, slug } })
    return articleFor(tx, row!.id)
  })

/** Changes an article; refuses with `request.stale` when somebody changed it since the version the writer saw. */
export const changeArticle = (ctx: Ctx, idOrSlug: string, version: number | undefined, change: Partial<ArticleInput>) =>
  inTransaction(ctx, async (tx) => {
    const before = await articleFor(tx, idOrSlug)
    if (change.categoryId !== undefined) await categoryExists(tx, change.categoryId)
    const [row] = await tx.db
      .update(articles)
      .set({ ...change, version: sql`${articles.version} + 1`, updatedAt: tx.now() })
      .where(and(eq(articles.id, before.id), version === undefined ? undefined : eq(articles.version, version)))
      .returning({ id: articles.id })
    if (!row) throw common.stale()
    await audit(tx, {
      action: 'article.changed',
      noun: 'article',
      nounId: before.id,
      before: Object.fromEntries(Object.keys(change).map((k) => [k, before[k as keyof ArticleRow]])),
      after: change,
    })
    return articleFor(tx, before.id)
  })

export const deleteArticle = (ctx: Ctx, idOrSlug: string) =>
  inTransaction(ctx, async (tx) => {
    const before = await articleFor(tx, idOrSlug)
    await tx.db.delete(articles).where(eq(articles.id, before.id))
    await audit(tx, { action: 'article.deleted', noun: 'article', nounId: before.id, before: { slug: before.slug, title: before.title, body: before.body } })
  })

const words = (text: string): string[] => [...new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])].slice(0, 12)

const suggested = read<{ id: string; slug: string; title: string; summary: string; body: string; helpful: number; notHelpful: number; lexemes: string }>(
  'content.suggest',
  // Any of the words may match, the last one also as a beginning: the customer is still typing. Rank, not the number of matches, orders.
  `select a.id, a.slug, a.title, a.summary, a.body, a.helpful, a.not_helpful "notHelpful", q.tq::text lexemes
   from (select to_tsquery('english', $1) tq) q, content.articles a
   where a.published and (a.search @@ q.tq or $2 <% a.title)
   order by ts_rank('{0.05, 0.1, 0.4, 1.0}', a.search, q.tq) + word_similarity($2, a.title) / 2 desc, a.helpful desc, a.id limit $3`,
)

export interface Part {
  text: string
  hit: boolean
}

/** Cuts a text into parts, those that begin with one of the stems marked. */
export function marked(text: string, stems: readonly string[]): Part[] {
  const parts: Part[] = []
  const add = (piece: string, hit: boolean) => {
    const last = parts.at(-1)
    if (last && last.hit === hit) last.text += piece
    else if (piece) parts.push({ text: piece, hit })
  }
  let at = 0
  for (const m of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    add(text.slice(at, m.index), false)
    add(
      m[0],
      stems.some((s) => m[0].toLowerCase().startsWith(s)),
    )
    at = m.index + m[0].length
  }
  add(text.slice(at), false)
  return parts
}

/** Articles that may answer what a customer has typed so far, the matching words marked. Nothing for fewer than three letters. */
export async function suggest(ctx: Ctx, text: string, limit: number) {
  const typed = words(text)
  if (typed.join('').length < 3) return []
  const rows = await suggested(ctx, [typed.map((w, i) => (i === typed.length - 1 && w.length > 1 ? `${w}:*` : w)).join(' | '), text.slice(-200), limit])
  return rows.map((r) => {
    const stems = [...r.lexemes.matchAll(/'([^']+)'/g)].map((m) => m[1]!)
    const body = bareText(r.body)
    // The excerpt starts a little before the first word that matched.
    const first = [...body.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].find((m) => stems.some((s) => m[0].toLowerCase().startsWith(s)))?.index ?? 0
    const start = first < 60 ? 0 : body.indexOf(' ', first - 50) + 1
    const excerpt = `${start > 0 ? '… ' : ''}${body.slice(start, start + 160).replace(/\s\S*$/, '')}${body.length > start + 160 ? ' …' : ''}`
    return {
      id: r.id,
      slug: r.slug,
      title: r.title,
      summary: r.summary,
      helpful: r.helpful,
      notHelpful: r.notHelpful,
      readMinutes: readMinutes(r.body),
      titleParts: marked(r.title, stems),
      excerptParts: marked(excerpt, stems),
    }
  })
}

const forget = write('content.forget_visits', `delete from content.article_visits where day < $1::date`)
/** Sweep: visits are needed for one day only. */
export const forgetVisits = (ctx: Ctx): Promise<void> => inTransaction(ctx, async (tx) => void (await forget(tx, [later(tx.now(), -2 * days)])))

export const metrics = read<{ id: string; slug: string; title: string; published: boolean; views: number; helpful: number; notHelpful: number }>(
  'content.metrics',
  `select a.id, a.slug, a.title, a.published, coalesce(sum(d.views), 0)::int views, coalesce(sum(d.helpful), 0)::int helpful, coalesce(sum(d.not_helpful), 0)::int "notHelpful"
   from content.articles a left join content.article_days d on d.article_id = a.id and d.day between $1::date and $2::date group by a.id order by views desc, a.title limit 500`,
)

/** Published articles per category, in the order of the shelves. */
export const listCategories = async (ctx: Ctx) =>
  ctx.db
    .select({
      id: articleCategories.id,
      name: articleCategories.name,
      icon: articleCategories.icon,
      sortOrder: articleCategories.sortOrder,
      version: articleCategories.version,
      articles: sql<number>`(select count(*)::int from content.articles a where a.category_id = content.article_categories.id and a.published)`,
    })
    .from(articleCategories)
    .orderBy(asc(articleCategories.sortOrder), asc(articleCategories.id))
