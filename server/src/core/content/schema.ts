import { boolean, date, index, integer, pgSchema, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id } from '#platform/schema'

export const content = pgSchema('content')

/** Shelves of the help centre. */
export const articleCategories = content.table('article_categories', {
  id: id(),
  name: text().notNull().unique('one_category_name'),
  /** A Material icon, by the name of its component. */
  icon: text().notNull().default('HelpOutline'),
  sortOrder: integer().notNull().default(100),
  version: integer().notNull().default(1),
  createdAt: createdAt(),
})

/** One question and its answer. `search` (migration 0001) is generated from title, summary and body. */
export const articles = content.table(
  'articles',
  {
    id: id(),
    slug: text().notNull().unique('one_slug'),
    categoryId: uuid()
      .notNull()
      .references(() => articleCategories.id),
    title: text().notNull(),
    summary: text().notNull().default(''),
    /** Markdown; what readers get is made by `safeHtml`. */
    body: text().notNull(),
    published: boolean().notNull().default(false),
    sortOrder: integer().notNull().default(100),
    views: integer().notNull().default(0),
    helpful: integer().notNull().default(0),
    notHelpful: integer().notNull().default(0),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [index('articles_shelf').on(t.categoryId, t.sortOrder, t.id)],
)

/** Who looked at what on which day, so that a visitor counts once a day. Forgotten after two days. */
export const articleVisits = content.table(
  'article_visits',
  {
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** `user:<id>`, or a keyed hash of the address. */
    visitor: text().notNull(),
    day: date({ mode: 'string' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.visitor, t.day] }), index('article_visits_day').on(t.day)],
)

/** One vote per visitor; changing one's mind replaces it. */
export const articleVotes = content.table(
  'article_votes',
  {
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    visitor: text().notNull(),
    helpful: boolean().notNull(),
    at: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.visitor] })],
)

/** Figures per article and day of the operator, for the help centre's metrics. */
export const articleDays = content.table(
  'article_days',
  {
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    day: date({ mode: 'string' }).notNull(),
    views: integer().notNull().default(0),
    helpful: integer().notNull().default(0),
    notHelpful: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.day, t.articleId] })],
)
