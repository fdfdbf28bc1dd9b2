import MuiLink from '@mui/material/Link'
import { Link } from 'react-router'
import { ChevronLeftIcon } from '#parts.tsx'
import { PageTitle } from '#shell/page.tsx'

/** The head of a part of payments: the way up, and its title. */
export const MoneyHead = ({ children }: { children: string }) => (
  <>
    <MuiLink component={Link} to="/payments" sx={{ display: 'inline-flex', alignItems: 'center', gap: '4px', minHeight: 44, ml: '-6px', mt: '-12px', fontSize: '0.9375rem' }}>
      <ChevronLeftIcon size={20} />
      Payments
    </MuiLink>
    <PageTitle>{children}</PageTitle>
  </>
)
