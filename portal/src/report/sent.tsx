import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { Link, useParams } from 'react-router'
import { claims } from '#draft.ts'
import { CheckCircleIcon, Panel, c } from '#parts.tsx'
import { BackBar } from '#shell/bar.tsx'
import { FlowMain } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'

/** A guest's report has arrived; with an account it can be followed. */
export function Screen() {
  const { ref = '' } = useParams()
  const kept = claims().some((k) => k.reference === ref)
  return (
    <>
      <BackBar>Report sent</BackBar>
      <FlowMain>
        <Panel sx={{ p: '20px', display: 'grid', gap: '8px' }}>
          <span style={{ color: c.success }}>
            <CheckCircleIcon size={28} />
          </span>
          <PageTitle>We have your report</PageTitle>
          <Typography>
            Its reference is <b style={{ letterSpacing: '.02em' }}>{ref}</b>. Keep it; name it when you call or write.
          </Typography>
          <Typography sx={{ color: c.ink2 }}>We answer you by phone or e-mail, as you gave it.</Typography>
        </Panel>
        {kept && (
          <>
            <Typography variant="h2" sx={{ mt: '32px' }}>
              Follow it here
            </Typography>
            <Typography sx={{ color: c.ink2, mt: '4px' }}>
              Create an account or sign in on this device, and the report is in your list: its status, our answers, and your photos.
            </Typography>
            <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ gap: '12px', mt: '16px' }}>
              <Button component={Link} to="/sign-up" variant="contained" color="primary">
                Create an account
              </Button>
              <Button component={Link} to="/sign-in">
                Sign in
              </Button>
            </Stack>
          </>
        )}
        <Button component={Link} to="/help" variant="text" sx={{ mt: '16px', px: 0 }}>
          Search the help centre
        </Button>
      </FlowMain>
    </>
  )
}
