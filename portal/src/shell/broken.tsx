import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useEffect } from 'react'
import { isRouteErrorResponse, useRouteError } from 'react-router'
import { c } from '#parts.tsx'

/** A screen that could not be shown. A new version may have replaced the file it needed: then loading again mends it. */
export function Broken() {
  const error = useRouteError()
  const stale = error instanceof TypeError && /import|module|fetch/i.test(error.message)
  useEffect(() => {
    // Once, so that a file that is really gone does not loop.
    if (stale && navigator.onLine && sessionStorage.getItem('manifold.reloaded') !== location.pathname) {
      sessionStorage.setItem('manifold.reloaded', location.pathname)
      location.reload()
    }
  }, [stale])
  const gone = isRouteErrorResponse(error) && error.status === 404
  return (
    <Box component="main" sx={{ maxWidth: 560, mx: 'auto', p: '48px 16px', display: 'grid', gap: '12px', justifyItems: 'start' }}>
      <Typography variant="h1" tabIndex={-1}>
        {gone ? 'There is nothing at this address' : navigator.onLine ? 'This page could not be shown' : 'You are offline'}
      </Typography>
      <Typography sx={{ color: c.ink2 }}>
        {navigator.onLine
          ? 'What you wrote is kept on this device. Try again, or go home.'
          : 'This page was not opened before, so it is not kept on this device. Connect and try again.'}
      </Typography>
      <Box sx={{ display: 'flex', gap: '12px', flexWrap: 'wrap', mt: '8px' }}>
        <Button variant="contained" color="primary" onClick={() => location.reload()}>
          Try again
        </Button>
        <Button href="/">Go home</Button>
        <Button href="/emergency" color="error">
          Smell gas?
        </Button>
      </Box>
    </Box>
  )
}
