import { iconNamed, iconNames } from '@manifold/ui'
import { EntityPage } from '#shell/entity-page.tsx'
import { fixed } from '#shell/filters.ts'
import type { ArticleCategory } from '#knowledge/shapes.ts'

interface Values {
  name: string
  icon: string
  sortOrder: number | null
}
const Icon = ({ name }: { name: string }) => {
  const Shape = iconNamed(name)
  return <Shape size={16} />
}

/** The shelves of the help centre. */
const CategoriesPage = () => (
  <EntityPage<ArticleCategory, Values>
    resource="faq-categories"
    base="/knowledge/categories"
    one="category"
    name={(c) => c.name}
    list={{
      title: 'Categories of the help centre',
      empty: { title: 'No categories yet', text: 'Articles stand in categories.' },
      columns: [
        {
          key: 'name',
          label: 'Name',
          render: (c) => (
            <>
              <Icon name={c.icon} />
              {c.name}
            </>
          ),
        },
        { key: 'articles', label: 'Published articles', num: true, render: (c) => c.articles },
        { key: 'order', label: 'Place', num: true, from: 'sm', render: (c) => c.sortOrder },
      ],
    }}
    blank={{ name: '', icon: 'book', sortOrder: 100 }}
    values={(c) => ({ name: c.name, icon: c.icon, sortOrder: c.sortOrder })}
    body={(v) => ({ name: v.name.trim(), icon: v.icon, sortOrder: v.sortOrder ?? 100 })}
    removeText={() => 'Only an empty category can be deleted.'}
    fields={[
      { name: 'name', label: 'Name', kind: 'text', most: 80 },
      { name: 'icon', label: 'Icon', kind: 'select', useOptions: fixed(iconNames.map((i) => [i, i] as const)) },
      { name: 'sortOrder', label: 'Place in the list', kind: 'number', optional: true },
    ]}
  />
)
export default CategoriesPage
