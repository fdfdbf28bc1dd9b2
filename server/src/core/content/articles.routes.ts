import { and, eq, sql } from 'drizzle-orm'
import Type from 'typebox'
import { audit } from '#platform/audit'
import { inTransaction } from '#platform/db'
import { etag, ifMatch } from '#platform/http'
import type { App } from '#platform/module'
import { Body, Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { PageOf, pageQuery } from '#platform/page'
import { common } from '#platform/problems'
import { Line, MaybeText, Text } from '#platform/texts'
import { articleOut, changeArticle, createArticle, deleteArticle, listArticles, listCategories, metrics, readArticle, suggest, vote } from './articles.ts'
import { safeHtml } from './markdown.ts'
import { articleCategories } from './schema.ts'

const ArticleRow = Type.Object({
  id: Id,
  slug: Type.String(),
  title: Type.String(),
  summary: Type.String(),
  category: Type.Object({ id: Id, name: Type.String() }),
  published: Type.Boolean(),
  sortOrder: Type.Integer(),
  views: Type.Integer(),
  helpful: Type.Integer(),
  notHelpful: Type.Integer(),
  readMinutes: Type.Integer(),
  updatedAt: Instant,
  version: Type.Integer(),
})
const Article = Type.Object({
  ...ArticleRow.properties,
  body: Type.String({ description: 'Markdown' }),
  bodyHtml: Type.String({ description: 'Safe to show as it is' }),
  myVote: Nullable(OneOf(['helpful', 'not_helpful'])),
})
const Category = Type.Object({
  id: Id,
  name: Type.String(),
  icon: Type.String(),
  sortOrder: Type.Integer(),
  articles: Type.Integer({ description: 'Published articles in it' }),
  version: Type.Integer(),
})
const Parts = Type.Array(Type.Object({ text: Type.String(), hit: Type.Boolean({ description: 'Show it marked' }) }))
const Suggestion = Type.Object({
  id: Id,
  slug: Type.String(),
  title: Type.String(),
  summary: Type.String(),
  helpful: Type.Integer(),
  notHelpful: Type.Integer(),
  readMinutes: Type.Integer(),
  titleParts: Parts,
  excerptParts: Parts,
})
const Votes = Type.Object({ helpful: Type.Integer(), notHelpful: Type.Integer(), myVote: OneOf(['helpful', 'not_helpful']) })
const Metric = Type.Object({
  id: Id,
  slug: Type.String(),
  title: Type.String(),
  published: Type.Boolean(),
  views: Type.Integer(),
  helpful: Type.Integer(),
  notHelpful: Type.Integer(),
})

const key = Type.Object({ id: Type.String({ maxLength: 100, description: 'Id or slug' }) })
const uuidKey = Type.Object({ id: Id })
const fields = {
  slug: Type.Optional(Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 100, description: 'Address of the article; made of the title when missing' })),
  title: Line({ maxLength: 200 }),
  summary: Type.Optional(MaybeText({ maxLength: 300 })),
  body: Text({ maxLength: 50_000, description: 'Markdown; raw HTML is shown as text' }),
  categoryId: Id,
  published: Type.Optional(Type.Boolean()),
  sortOrder: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
}
const optional = <T extends object>(of: T) =>
  Object.fromEntries(Object.entries(of).map(([k, v]) => [k, Type.Optional(v)])) as { [K in keyof T]: Type.TOptional<Extract<T[K], Type.TSchema>> }
const may = 'support.faq.write'

export function articleRoutes(app: App): void {
  app.get(
    '/faq',
    {
      config: { may: 'anyone' },
      schema: {
        summary: 'Articles of the help centre',
        querystring: Type.Object({
          ...pageQuery,
          search: Type.Optional(Type.String({ maxLength: 200 })),
          categoryId: Type.Optional(Id),
          published: Type.Optional(Type.Boolean({ description: 'For writers; readers get published ones' })),
        }),
        response: { 200: PageOf(ArticleRow) },
      },
    },
    (req) => listArticles(req.ctx, req.query),
  )

  app.get(
    '/faq/suggest',
    {
      config: { may: 'anyone' },
      schema: {
        summary: 'Articles that may answer what is being typed',
        querystring: Type.Object({ text: Type.String({ maxLength: 2000 }), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, default: 3 })) }),
        response: { 200: Type.Object({ data: Type.Array(Suggestion) }) },
      },
    },
    async (req) => ({ data: await suggest(req.ctx, req.query.text, req.query.limit ?? 3) }),
  )

  app.get(
    '/faq/:id',
    { config: { may: 'anyone' }, schema: { summary: 'One article; counts a view once a day for each visitor', params: key, response: { 200: Article } } },
    async (req, reply) => {
      const row = await readArticle(req.ctx, req.params.id)
      void reply.header('etag', `"v${row.version}"`)
      return articleOut(row, row.myVote)
    },
  )

  for (const [path, helpful] of [
    ['helpful', true],
    ['not-helpful', false],
  ] as const)
    app.post(
      `/faq/:id/${path}`,
      { config: { may: 'anyone' }, schema: { summary: helpful ? 'Say that the article helped' : 'Say that the article did not help', params: key, response: { 200: Votes } } },
      (req) => vote(req.ctx, req.params.id, helpful),
    )

  app.post('/faq', { config: { may }, schema: { summary: 'Write an article', body: Body(fields), response: { 201: Article } } }, async (req, reply) => {
    const row = await createArticle(req.ctx, req.body)
    etag(req, reply, row.version)
    return reply.code(201).header('location', `/api/v1/support/faq/${row.id}`).send(articleOut(row, null))
  })

  app.post(
    '/faq/preview',
    { config: { may }, schema: { summary: 'How a text will look', body: Body({ body: fields.body }), response: { 200: Type.Object({ bodyHtml: Type.String() }) } } },
    async (req) => ({ bodyHtml: safeHtml(req.body.body) }),
  )

  app.patch(
    '/faq/:id',
    { config: { may }, schema: { summary: 'Change an article', params: key, body: Body(optional(fields), { minProperties: 1 }), response: { 200: Article } } },
    async (req, reply) => {
      const row = await changeArticle(req.ctx, req.params.id, ifMatch(req), req.body)
      etag(req, reply, row.version)
      return articleOut(row, row.myVote)
    },
  )

  app.delete('/faq/:id', { config: { may }, schema: { summary: 'Delete an article', params: key, response: { 204: Type.Null() } } }, async (req, reply) => {
    await deleteArticle(req.ctx, req.params.id)
    return reply.code(204).send(null)
  })

  app.get(
    '/faq-metrics',
    {
      config: { may },
      schema: {
        summary: 'How much each article was read and helped, by days of the operator',
        querystring: Type.Object({ from: Type.String({ format: 'date' }), to: Type.String({ format: 'date' }) }),
        response: { 200: Type.Object({ data: Type.Array(Metric), timeZone: Type.String() }) },
      },
    },
    async (req) => ({ data: await metrics(req.ctx, [req.query.from, req.query.to]), timeZone: req.ctx.config.OPERATOR_TIME_ZONE }),
  )

  app.get(
    '/faq-categories',
    { config: { may: 'anyone' }, schema: { summary: 'Categories of the help centre', response: { 200: Type.Object({ data: Type.Array(Category) }) } } },
    async (req) => ({ data: await listCategories(req.ctx) }),
  )

  const category = {
    name: Line({ maxLength: 80 }),
    icon: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9]+$', maxLength: 60 })),
    sortOrder: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  }
  const one = async (ctx: Parameters<typeof listCategories>[0], id: string) => (await listCategories(ctx)).find((c) => c.id === id)!

  app.post('/faq-categories', { config: { may }, schema: { summary: 'Add a category', body: Body(category), response: { 201: Category } } }, async (req, reply) => {
    const made = await inTransaction(req.ctx, async (tx) => {
      const [row] = await tx.db
        .insert(articleCategories)
        .values({ ...req.body, createdAt: tx.now() })
        .returning({ id: articleCategories.id })
      await audit(tx, { action: 'article_category.created', noun: 'article_category', nounId: row!.id, after: req.body })
      return one(tx, row!.id)
    })
    return reply.code(201).send(made)
  })

  app.patch(
    '/faq-categories/:id',
    { config: { may }, schema: { summary: 'Change a category', params: uuidKey, body: Body(optional(category), { minProperties: 1 }), response: { 200: Category } } },
    (req) =>
      inTransaction(req.ctx, async (tx) => {
        const version = ifMatch(req)
        const [before] = await tx.db.select().from(articleCategories).where(eq(articleCategories.id, req.params.id))
        if (!before) throw common.not_found()
        const [row] = await tx.db
          .update(articleCategories)
          .set({ ...req.body, version: sql`${articleCategories.version} + 1` })
          .where(and(eq(articleCategories.id, before.id), version === undefined ? undefined : eq(articleCategories.version, version)))
          .returning({ id: articleCategories.id })
        if (!row) throw common.stale()
        await audit(tx, { action: 'article_category.changed', noun: 'article_category', nounId: before.id, before, after: { ...before, ...req.body } })
        return one(tx, before.id)
      }),
  )

  app.delete('/faq-categories/:id', { config: { may }, schema: { summary: 'Delete an empty category', params: uuidKey, response: { 204: Type.Null() } } }, async (req, reply) => {
    await inTransaction(req.ctx, async (tx) => {
      const [row] = await tx.db.delete(articleCategories).where(eq(articleCategories.id, req.params.id)).returning()
      if (!row) throw common.not_found()
      await audit(tx, { action: 'article_category.deleted', noun: 'article_category', nounId: row.id, before: row })
    })
    return reply.code(204).send(null)
  })
}
