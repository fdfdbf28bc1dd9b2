import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { ChevronLeftIcon, EmptyState, ErrorState, ExternalIcon, SkeletonRows, When, useToast } from '@manifold/ui'
import { api, isProblem } from '@manifold/client'
import { Form, type FormField } from '#shell/form.tsx'
import { useKey } from '#shell/keys.tsx'
import { IconAct } from '#shell/parts.tsx'
import { queries } from '#shell/query.ts'
import { useArticleCategories, type ArticleFull } from '#knowledge/shapes.ts'
import './knowledge.css'
import { Title } from '#shell/title.tsx'

export default function ArticleRoute() {
  const { id = '' } = useParams()
  return <ArticlePage key={id} id={id} />
}

interface Values {
  title: string
  summary: string
  categoryId: string | null
  slug: string
  body: string
  published: boolean
  sortOrder: number | null
}
const useOptions = () => useArticleCategories().map((c) => ({ value: c.id, label: c.name }))
const fields: FormField<Values>[] = [
  { name: 'title', label: 'Title', kind: 'text', most: 200, hint: 'The question in the customer’s words' },
  { name: 'summary', label: 'Summary', kind: 'text', optional: true, most: 300, hint: 'One sentence, shown in lists and suggestions' },
  { name: 'categoryId', label: 'Category', kind: 'select', useOptions },
  { name: 'body', label: 'Text', kind: 'long', rows: 18, most: 50_000, hint: 'Markdown: ## heading, - list, 1. steps, **strong**, [link](address)' },
  {
    name: 'slug',
    label: 'Address',
    kind: 'text',
    optional: true,
    most: 100,
    hint: 'Made of the title when empty',
    check: (v: never) => (v === '' || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(v) ? null : 'Use small letters, digits and hyphens.'),
  },
  { name: 'sortOrder', label: 'Place in the category', kind: 'number', optional: true },
  { name: 'published', label: 'Published', kind: 'switch', hint: 'Customers can read and find it' },
]

function ArticlePage({ id }: { id: string }) {
  const fresh = id === 'new'
  const navigate = useNavigate()
  const toast = useToast()
  const found = useQuery({ queryKey: ['article', id], queryFn: ({ signal }) => api.get<ArticleFull>(`/support/faq/${id}`, { signal }), enabled: !fresh })
  useKey('back', () => void navigate('/knowledge'))
  if (!fresh && found.isPending)
    return (
      <main className="article">
        <SkeletonRows rows={8} height={64} />
      </main>
    )
  const article = found.data
  if (!fresh && !article)
    return (
      <main className="article">
        {isProblem(found.error) && found.error.status === 404 ? (
          <EmptyState
            title="There is no such article."
            text="It may have been deleted."
            action={
              <Button component={Link} to="/knowledge">
                All articles
              </Button>
            }
          />
        ) : (
          <ErrorState onRetry={() => void found.refetch()} />
        )}
      </main>
    )
  const initial: Values = article
    ? {
        title: article.title,
        summary: article.summary,
        categoryId: article.category.id,
        slug: article.slug,
        body: article.body,
        published: article.published,
        sortOrder: article.sortOrder,
      }
    : { title: '', summary: '', categoryId: null, slug: '', body: '', published: false, sortOrder: 100 }
  const again = () => Promise.all([queries.invalidateQueries({ queryKey: ['faq'] }), queries.invalidateQueries({ queryKey: ['lookup', '/support/faq-categories'] })])
  return (
    <main className="article">
      <header className="page-head">
        <IconAct label="Back to all articles" hotkey="back" onClick={() => void navigate('/knowledge')}>
          <ChevronLeftIcon />
        </IconAct>
        <Title of={article?.title ?? 'New article'} />
        <h1>{article?.title ?? 'New article'}</h1>
        {article ? (
          <span className="meta">
            Changed <When at={article.updatedAt} />, read {article.views.toLocaleString('en-IN')} times, {article.helpful} found it helpful, {article.notHelpful} did not
          </span>
        ) : null}
        <span className="push" />
        {article?.published ? (
          <Button href={`/help/${article.slug}`} target="_blank" rel="noreferrer" startIcon={<ExternalIcon size={16} />}>
            See it in the portal
          </Button>
        ) : null}
      </header>
      <div className="article-body scroll" tabIndex={0} role="region" aria-label="Article">
        <Form
          key={article?.version ?? 0}
          fields={fields}
          initial={initial}
          saveLabel={fresh ? 'Make article' : 'Save'}
          onCancel={() => void navigate('/knowledge')}
          submit={async (v) => {
            const { slug, ...rest } = v
            const body = { ...rest, title: v.title.trim(), summary: v.summary.trim(), sortOrder: v.sortOrder ?? 100, ...(slug ? { slug } : {}) }
            const saved = article
              ? await api.patch<ArticleFull>(`/support/faq/${article.id}`, body, { version: article.version })
              : await api.post<ArticleFull>('/support/faq', body)
            queries.setQueryData(['article', saved.id], saved)
            await again()
            toast(saved.published ? 'Saved. Customers see it at once.' : 'Saved as a draft.')
            if (fresh) void navigate(`/knowledge/${saved.id}`, { replace: true })
          }}
          {...(article
            ? {
                remove: {
                  label: 'Delete article',
                  title: `Delete “${article.title}”?`,
                  text: 'Links to it stop working. You can also unpublish it.',
                  run: async () => {
                    await api.delete(`/support/faq/${article.id}`)
                    await again()
                    toast('The article is deleted.')
                    void navigate('/knowledge')
                  },
                },
              }
            : {})}
          extra={(v) => <Preview text={v.body} />}
        />
      </div>
    </main>
  )
}

/** As the customer will read it. The server makes the HTML, so what is shown here is what is safe there. */
function Preview({ text }: { text: string }) {
  const [asked, setAsked] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), 350)
    return () => clearTimeout(timer)
  }, [text])
  const found = useQuery({
    queryKey: ['faq-preview', asked],
    queryFn: ({ signal }) => api.post<{ bodyHtml: string }>('/support/faq/preview', { body: asked }, { signal }),
    enabled: asked.trim() !== '',
    placeholderData: (old) => old,
    staleTime: Infinity,
  })
  return (
    <section className="article-preview panel" aria-label="Preview">
      <p className="form-label">Preview</p>
      {asked.trim() === '' ? (
        <p className="meta">What you write appears here as customers will read it.</p>
      ) : found.isError ? (
        <p className="form-problem">{found.error.message}</p>
      ) : (
        <div className="prose" dangerouslySetInnerHTML={{ __html: found.data?.bodyHtml ?? '' }} />
      )}
    </section>
  )
}
