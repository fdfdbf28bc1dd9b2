import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { articleQuery, useVote } from '#help.ts'
import { ChevronLeftIcon, Panel, SkeletonRows, ThumbDownIcon, ThumbUpIcon, When, c } from '#parts.tsx'
import { Failure, messageOf } from '#shell/failure.tsx'
import { PageTitle } from '#shell/page.tsx'

/** One article, whether it helped, and where to go if it did not. */
export function Screen() {
  const { slug = '' } = useParams()
  const [params] = useSearchParams()
  const { key } = useLocation()
  const navigate = useNavigate()
  const fromReport = params.get('from') === 'report'
  const { data: article, error, refetch } = useQuery(articleQuery(slug))
  const back = fromReport ? '/report?step=2' : '/help'
  return (
    <Box sx={{ maxWidth: 680 }}>
      <MuiLink
        component={Link}
        to={back}
        onClick={(e: React.MouseEvent) => {
          if (key === 'default' || e.metaKey || e.ctrlKey) return
          e.preventDefault()
          void navigate(-1)
        }}
        sx={{ display: 'inline-flex', alignItems: 'center', gap: '4px', minHeight: 44, ml: '-6px', fontSize: '0.9375rem' }}
      >
        <ChevronLeftIcon size={20} />
        {fromReport ? 'Back to your report' : 'Help centre'}
      </MuiLink>
      {article ? (
        <article>
          <Typography variant="body2" sx={{ color: c.ink3, mt: '4px' }}>
            {article.category.name}
          </Typography>
          <PageTitle>{article.title}</PageTitle>
          <Typography variant="body2" sx={{ color: c.ink3, mt: '4px' }}>
            {article.readMinutes} min read, updated <When at={article.updatedAt} style="day" />
          </Typography>
          <Box
            // The server writes every tag of this from Markdown; raw HTML in an article comes out as text.
            dangerouslySetInnerHTML={{ __html: article.bodyHtml }}
            sx={{
              mt: '16px',
              maxWidth: '72ch',
              overflowWrap: 'anywhere',
              lineHeight: '26px',
              '& > :first-of-type': { mt: 0 },
              '& p, & ul, & ol, & blockquote, & table, & pre': { m: '0 0 14px' },
              '& ul, & ol': { pl: '24px' },
              '& li + li': { mt: '6px' },
              '& li::marker': { color: c.ink3, fontWeight: 600 },
              '& h1, & h2, & h3, & h4': { fontSize: '1.125rem', lineHeight: '24px', fontWeight: 650, letterSpacing: '-.012em', m: '24px 0 8px' },
              '& a': { color: c.primary, textUnderlineOffset: '3px' },
              '& strong': { fontWeight: 650 },
              '& hr': { border: 0, borderTop: `1px solid ${c.line}`, my: '20px' },
              '& blockquote': { pl: '14px', borderLeft: `3px solid ${c.line}`, color: c.ink2 },
              '& code': { bgcolor: c.sunken, borderRadius: '4px', px: '4px', fontSize: '0.9375em' },
              '& pre': { overflowX: 'auto', bgcolor: c.sunken, borderRadius: '8px', p: '12px' },
              '& table': { borderCollapse: 'collapse', display: 'block', overflowX: 'auto' },
              '& th, & td': { borderBottom: `1px solid ${c.line}`, p: '8px 12px 8px 0', textAlign: 'left', verticalAlign: 'top' },
            }}
          />
          <Helpful slug={slug} mine={article.myVote} />
          <Box sx={{ mt: '24px', display: 'flex', gap: '12px', flexWrap: 'wrap', alignItems: 'center' }}>
            <Typography sx={{ color: c.ink2 }}>Still not solved?</Typography>
            <Button component={Link} to={fromReport ? '/report?step=2' : '/report'}>
              {fromReport ? 'Go on with your report' : 'Report a problem'}
            </Button>
          </Box>
        </article>
      ) : error ? (
        <>
          <PageTitle>This article is not here</PageTitle>
          <Panel sx={{ mt: '16px' }}>
            <Failure error={error} onRetry={() => void refetch()} />
          </Panel>
        </>
      ) : (
        <>
          <PageTitle title="Help" hidden>
            Help
          </PageTitle>
          <SkeletonRows rows={5} height={56} />
        </>
      )}
    </Box>
  )
}

function Helpful({ slug, mine }: { slug: string; mine: 'helpful' | 'not_helpful' | null }) {
  const vote = useVote(slug)
  const [problem, setProblem] = useState<string | null>(null)
  const choose = (helpful: boolean) => {
    setProblem(null)
    vote.mutate(helpful, { onError: (error) => setProblem(messageOf(error)) })
  }
  return (
    <Panel component="section" aria-labelledby="helped" sx={{ mt: '24px', p: '14px 16px', display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '12px' }}>
      <Typography variant="subtitle1" component="h2" id="helped" sx={{ flex: 1, minWidth: 160 }}>
        Did this help?
      </Typography>
      <Box sx={{ display: 'flex', gap: '8px' }}>
        {(
          [
            [true, 'Yes', <ThumbUpIcon key="up" />],
            [false, 'No', <ThumbDownIcon key="down" />],
          ] as const
        ).map(([helpful, word, icon]) => {
          const on = mine === (helpful ? 'helpful' : 'not_helpful')
          return (
            <Button key={word} startIcon={icon} aria-pressed={on} onClick={() => choose(helpful)} sx={on ? { bgcolor: c.selected, borderColor: c.primary, color: c.primary } : {}}>
              {word}
            </Button>
          )
        })}
      </Box>
      <Typography role="status" variant="body2" sx={{ color: problem ? c.danger : c.ink3, flexBasis: '100%', '&:empty': { display: 'none' } }}>
        {problem ?? (mine === 'helpful' ? 'Thank you. That helps the next person find it.' : mine === 'not_helpful' ? 'Thank you. We look at this article again.' : '')}
      </Typography>
    </Panel>
  )
}
