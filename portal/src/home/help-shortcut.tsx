import Box from '@mui/material/Box'
import MuiLink from '@mui/material/Link'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { articlesQuery } from '#help.ts'
import { BookIcon, ListRow, Panel, SectionHead, SkeletonRows, c } from '#parts.tsx'

/** Answers within reach before anything is reported. Silent when there are none. */
export function HelpShortcut() {
  const { data, error } = useInfiniteQuery(articlesQuery({}, 3))
  const rows = data?.pages[0]?.data
  if (error || rows?.length === 0) return null
  return (
    <Box component="section" aria-labelledby="help" sx={{ mt: '32px' }}>
      <SectionHead
        id="help"
        title="Help"
        end={
          <MuiLink component={Link} to="/help">
            Help centre
          </MuiLink>
        }
      />
      <Panel>
        {rows ? (
          <ul className="plain">
            {rows.map((a) => (
              <li key={a.id}>
                <ListRow
                  component={Link}
                  to={`/help/${a.slug}`}
                  tile={
                    <Box component="span" sx={{ color: c.ink3, display: 'flex' }}>
                      <BookIcon />
                    </Box>
                  }
                  title={
                    <Box component="span" sx={{ fontWeight: 500 }}>
                      {a.title}
                    </Box>
                  }
                />
              </li>
            ))}
          </ul>
        ) : (
          <SkeletonRows rows={3} />
        )}
      </Panel>
    </Box>
  )
}
