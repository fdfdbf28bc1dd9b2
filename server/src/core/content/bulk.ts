import type pg from 'pg'
import { copyRows } from '#platform/copy'
import { articleCategories, articles } from './schema.ts'

/** Loads a whole help centre at once, for seeds. */
export async function copyArticles(client: pg.ClientBase, categories: (typeof articleCategories.$inferInsert)[], rows: (typeof articles.$inferInsert)[]): Promise<void> {
  await copyRows(client, articleCategories, categories)
  await copyRows(client, articles, rows)
}
