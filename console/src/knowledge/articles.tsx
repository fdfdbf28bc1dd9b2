import { Link } from 'react-router'
import Button from '@mui/material/Button'
import { Lozenge, When } from '@manifold/ui'
import { yesNo } from '#shell/filters.ts'
import { ListPage } from '#shell/list-page.tsx'
import { useArticleCategories, type ArticleRow } from '#knowledge/shapes.ts'

const useOptions = () => useArticleCategories().map((c) => ({ value: c.id, label: c.name }))
const share = (a: ArticleRow) => (a.helpful + a.notHelpful === 0 ? null : Math.round((a.helpful / (a.helpful + a.notHelpful)) * 100))

/** Every article of the help centre, how often it is read and whether it helps. */
export default function Knowledge() {
  return (
    <main style={{ minHeight: 0 }}>
      <ListPage<ArticleRow>
        resource="faq"
        title="Knowledge base"
        search="articles"
        filters={[
          { name: 'categoryId', label: 'Category', kind: 'one', useOptions },
          { name: 'published', label: 'Published', kind: 'one', useOptions: yesNo('Published', 'Draft') },
        ]}
        href={(a) => `/knowledge/${a.id}`}
        create={{ label: 'New article', to: '/knowledge/new', may: 'support.faq.write' }}
        actions={
          <Button component={Link} to="/knowledge/categories">
            Categories
          </Button>
        }
        exportName="articles"
        empty={{ title: 'No articles yet', text: 'Answers to what customers ask often. They are suggested while a customer types a request.' }}
        rowTone={(a) => (a.published ? undefined : 'quiet')}
        columns={[
          {
            key: 'title',
            label: 'Title',
            render: (a) => (
              <>
                {a.title}
                {a.published ? null : <Lozenge tone="warn">Draft</Lozenge>}
              </>
            ),
            csv: (a) => a.title,
          },
          { key: 'category', label: 'Category', from: 'md', render: (a) => a.category.name, csv: (a) => a.category.name },
          { key: 'views', label: 'Views', num: true, from: 'sm', render: (a) => a.views.toLocaleString('en-IN'), csv: (a) => a.views },
          {
            key: 'helpful',
            label: 'Helped',
            num: true,
            from: 'sm',
            render: (a) => {
              const s = share(a)
              return s === null ? '–' : <span className={s < 60 ? 'warn' : undefined}>{s}%</span>
            },
            csv: share,
          },
          { key: 'votes', label: 'Votes', num: true, from: 'lg', render: (a) => a.helpful + a.notHelpful, csv: (a) => a.helpful + a.notHelpful },
          { key: 'updated', label: 'Changed', render: (a) => <When at={a.updatedAt} style="day" />, csv: (a) => a.updatedAt },
        ]}
      />
    </main>
  )
}
