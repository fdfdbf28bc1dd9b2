import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { Link } from 'react-router'
import { c } from '#parts.tsx'
import { BackBar } from '#shell/bar.tsx'
import { FlowMain } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'

export function Screen() {
  return (
    <>
      <BackBar>Not found</BackBar>
      <FlowMain>
        <PageTitle>There is nothing at this address</PageTitle>
        <Typography sx={{ color: c.ink2, mt: '8px' }}>The link may be old, or a letter is missing. Your requests and the help centre are where they were.</Typography>
        <Stack direction="row" sx={{ mt: '24px', gap: '12px', flexWrap: 'wrap' }}>
          <Button component={Link} to="/" variant="contained" color="primary">
            Go home
          </Button>
          <Button component={Link} to="/help">
            Search the help centre
          </Button>
        </Stack>
      </FlowMain>
    </>
  )
}
