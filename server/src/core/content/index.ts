import type { Module } from '#platform/module'
import { forgetVisits, refuse } from './articles.ts'
import { articleRoutes } from './articles.routes.ts'

export { copyArticles } from './bulk.ts'
export { safeHtml } from './markdown.ts'
export { createArticle, type ArticleInput } from './articles.ts'

/** The help centre: categories and articles, what readers think of them, suggestions while somebody types. */
export const content: Module = {
  name: 'content',
  routes: { support: articleRoutes },
  permissions: {
    'support.faq.write': { sentence: 'Write, publish and delete articles of the help centre', roles: { supervisor: 'all', admin: 'all' } },
  },
  constraints: { one_slug: refuse.slug_taken, one_category_name: refuse.category_taken, articles_category_id_article_categories_id_fk: refuse.category_in_use },
  sweeps: [{ name: 'content.forget_visits', summary: 'Forgets who read which article the day before yesterday', cron: '40 20 * * *', run: forgetVisits }],
}
