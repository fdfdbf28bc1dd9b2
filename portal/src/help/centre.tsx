import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { Link, useSearchParams } from 'react-router'
import { articlesQuery, faqCategoriesQuery } from '#help.ts'
import { BookIcon, EmptyState, ListRow, c, iconNamed } from '#parts.tsx'
import { Pill } from '#requests/history.tsx'
import { Rows } from '#shell/rows.tsx'
import { Announce, PageTitle } from '#shell/page.tsx'
import { SearchBox } from '#shell/search.tsx'

/** Search and browse the articles. The address holds the search, so that Back returns to it. */
export function Screen() {
  const [params, setParams] = useSearchParams()
  const search = params.get('q') ?? ''
  const categoryId = params.get('category') ?? ''
  const categories = useQuery(faqCategoriesQuery)
  const list = useInfiniteQuery({ ...articlesQuery({ ...(search ? { search } : {}), ...(categoryId ? { categoryId } : {}) }), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.data)
  const set = useCallback(
    (name: string, value: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          if (value) next.set(name, value)
          else next.delete(name)
          return next
        },
        { replace: true },
      ),
    [setParams],
  )
  const onSearch = useCallback((text: string) => set('q', text), [set])
  const shown = categories.data?.data.filter((k) => k.articles > 0) ?? []
  return (
    <Box sx={{ maxWidth: 720 }}>
      <PageTitle>Help centre</PageTitle>
      <Box sx={{ mt: '16px' }}>
        <SearchBox id="help-search" value={search} onSearch={onSearch} label="Search the answers" />
      </Box>
      {shown.length > 0 && (
        <Box
          role="group"
          aria-label="Category"
          sx={{ display: 'flex', gap: '8px', mt: '12px', mx: '-16px', px: '16px', py: '4px', overflowX: 'auto', scrollbarWidth: 'none', flexWrap: { md: 'wrap' } }}
        >
          <Pill on={categoryId === ''} onClick={() => set('category', '')}>
            All
          </Pill>
          {shown.map((k) => {
            const Icon = iconNamed(k.icon)
            return (
              <Pill key={k.id} on={categoryId === k.id} onClick={() => set('category', k.id)}>
                <Icon size={16} />
                {k.name}
              </Pill>
            )
          })}
        </Box>
      )}
      <Box sx={{ mt: '16px' }}>
        <Rows
          of={list}
          keyOf={(a) => a.id}
          height={76}
          what="We could not load the answers."
          row={(a) => (
            <ListRow
              component={Link}
              to={`/help/${a.slug}`}
              tile={
                <Box component="span" sx={{ color: c.ink3, display: 'flex', alignSelf: 'flex-start', pt: '1px' }}>
                  <BookIcon />
                </Box>
              }
              title={a.title}
              next={a.summary || `${a.readMinutes} min read`}
            />
          )}
          empty={
            <EmptyState
              title="No answer matches."
              text="Try another word, or ask us."
              action={<Button onClick={() => setParams({}, { replace: true })}>Show all answers</Button>}
            />
          }
        />
      </Box>
      <Typography sx={{ mt: '24px', color: c.ink2 }}>
        Did not find it?{' '}
        <MuiLink component={Link} to="/report?category=question">
          Ask us
        </MuiLink>
      </Typography>
      <Announce>{rows && !list.isFetching ? `${rows.length}${list.hasNextPage ? ' or more' : ''} ${rows.length === 1 ? 'answer' : 'answers'}` : ''}</Announce>
    </Box>
  )
}
