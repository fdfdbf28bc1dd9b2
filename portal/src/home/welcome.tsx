import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { Link } from 'react-router'
import { claims } from '#draft.ts'
import { HelpShortcut } from '#home/help-shortcut.tsx'
import { Panel, PlusIcon, RequestsIcon, ListRow, c } from '#parts.tsx'
import { useConfig } from '#session.ts'
import { PageTitle } from '#shell/page.tsx'

/** Who is not signed in can report, read and sign in. */
export function Welcome() {
  const { operatorName, demo } = useConfig()
  const waiting = claims()
  return (
    <Box sx={{ maxWidth: 1000 }}>
      <PageTitle title="Welcome">How can we help?</PageTitle>
      <Typography sx={{ color: c.ink2, mt: '4px', maxWidth: '60ch' }}>Report a problem to {operatorName}, follow it live, and talk to the people who solve it.</Typography>
      <Box sx={{ display: 'flex', flexDirection: { xs: 'column', sm: 'row' }, gap: '12px', mt: '20px' }}>
        <Button component={Link} to="/report" variant="contained" color="primary" startIcon={<PlusIcon />}>
          Report a problem
        </Button>
        <Button component={Link} to="/sign-in">
          Sign in
        </Button>
        <Button component={Link} to="/sign-up" variant="text">
          Create an account
        </Button>
      </Box>
      {waiting.length > 0 && (
        <Panel sx={{ mt: '24px' }}>
          <ul className="plain">
            {waiting.map((w) => (
              <li key={w.reference}>
                <ListRow
                  component={Link}
                  to={`/report/sent/${w.reference}`}
                  tile={
                    <Box component="span" sx={{ color: c.ink3, display: 'flex' }}>
                      <RequestsIcon />
                    </Box>
                  }
                  title={`Your report ${w.reference}`}
                  next="Sign in or create an account to follow it"
                />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {demo && (
        <Typography variant="body2" sx={{ color: c.ink3, mt: '24px' }}>
          This is a demo. Sign in as customer@demo.test with the password manifold-demo.
        </Typography>
      )}
      <Box sx={{ maxWidth: 640 }}>
        <HelpShortcut />
      </Box>
    </Box>
  )
}
