import Box from '@mui/material/Box'
import MuiLink from '@mui/material/Link'
import { Link } from 'react-router'
import { ChevronLeftIcon, Panel, SectionHead } from '#parts.tsx'
import { PageTitle } from '#shell/page.tsx'

/** The head of a part of the account: the way up, and its title. */
export const AccountHead = ({ children }: { children: string }) => (
  <>
    <MuiLink component={Link} to="/account" sx={{ display: 'inline-flex', alignItems: 'center', gap: '4px', minHeight: 44, ml: '-6px', mt: '-12px', fontSize: '0.9375rem' }}>
      <ChevronLeftIcon size={20} />
      Account
    </MuiLink>
    <PageTitle>{children}</PageTitle>
  </>
)

/** A part of a screen with its own title and border. */
export const Section = ({ title, children, end }: { title: string; children: React.ReactNode; end?: React.ReactNode }) => (
  <Box component="section" aria-label={title} sx={{ mt: '28px' }}>
    <SectionHead title={title} end={end} />
    <Panel sx={{ p: '16px' }}>{children}</Panel>
  </Box>
)
