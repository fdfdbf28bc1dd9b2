import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import type { FaqSuggestion, Part } from '@manifold/client'
import { suggestQuery } from '#help.ts'
import { BookIcon, ChevronRightIcon, Panel, c } from '#parts.tsx'
import { Announce } from '#shell/page.tsx'

function useSettled(text: string, ms = 300): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), ms)
    return () => clearTimeout(timer)
  }, [text, ms])
  return settled
}

const Marked = ({ parts }: { parts: readonly Part[] }) =>
  parts.map((p, i) =>
    p.hit ? (
      // The parts of one title have no identity but their place.
      // oxlint-disable-next-line react/no-array-index-key
      <Box component="mark" key={i} sx={{ background: 'none', color: 'inherit', boxShadow: `inset 0 -2px 0 ${c.cMuted}` }}>
        {p.text}
      </Box>
    ) : (
      p.text
    ),
  )

/** What the article says of itself, or how long it is and whom it helped. */
function said({ summary, readMinutes, helpful }: FaqSuggestion): string {
  if (summary && !summary.endsWith('min read')) return summary
  const people = helpful === 1 ? 'helped 1 person' : `helped ${helpful} people`
  return helpful > 0 ? `${readMinutes} min read, ${people}` : `${readMinutes} min read`
}

/** Articles that may answer what is being typed. Reading one keeps the draft. */
export function Suggestions({ text }: { text: string }) {
  const settled = useSettled(text.trim())
  const { data } = useQuery({ ...suggestQuery(settled), placeholderData: keepPreviousData })
  const found = settled.length > 2 ? (data?.data ?? []) : []
  return (
    <>
      <Announce>{found.length > 0 ? `${found.length} ${found.length === 1 ? 'answer' : 'answers'} may help, below the field.` : ''}</Announce>
      {found.length > 0 && (
        <Panel component="section" aria-labelledby="may-help" sx={{ mt: '12px' }}>
          <Typography
            id="may-help"
            component="h2"
            sx={{
              display: 'flex',
              gap: '8px',
              alignItems: 'center',
              p: '12px 16px 10px',
              fontSize: '0.875rem',
              lineHeight: '20px',
              fontWeight: 650,
              color: c.ink2,
              borderBottom: `1px solid ${c.line}`,
            }}
          >
            <BookIcon size={16} />
            These answers may help
          </Typography>
          <ul className="plain">
            {found.map((a) => (
              <li key={a.id}>
                <Box
                  component={Link}
                  to={`/help/${a.slug}?from=report`}
                  sx={{
                    display: 'flex',
                    gap: '8px',
                    alignItems: 'center',
                    p: '12px 12px 12px 16px',
                    color: 'inherit',
                    textDecoration: 'none',
                    minHeight: 48,
                    '&:hover': { bgcolor: c.hover },
                    '&:focus-visible': { boxShadow: `inset 0 0 0 2px ${c.focus}` },
                  }}
                >
                  <Box sx={{ flex: 1, minWidth: 0 }}>
                    <Box component="span" sx={{ display: 'block', fontWeight: 600, lineHeight: '22px' }}>
                      <Marked parts={a.titleParts} />
                    </Box>
                    <Box component="span" sx={{ display: 'block', fontSize: '0.875rem', lineHeight: '20px', color: c.ink3 }}>
                      {said(a)}
                    </Box>
                  </Box>
                  <Box component="span" sx={{ color: c.ink3, display: 'flex' }}>
                    <ChevronRightIcon size={18} />
                  </Box>
                </Box>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
