import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { api } from '@manifold/client'
import { FormErrorSummary } from '@manifold/ui/forms.tsx'
import { c } from '#parts.tsx'
import { AuthFrame } from '#auth/shared.tsx'
import { messageOf } from '#shell/failure.tsx'
import { PageTitle } from '#shell/page.tsx'

/** Where the link at the foot of a mail leads. Nothing changes until the button is pressed: mail scanners follow links. */
export function Screen() {
  const [params] = useSearchParams()
  const token = params.get('token') ?? ''
  const [state, setState] = useState<'ask' | 'busy' | 'done'>('ask')
  const [problem, setProblem] = useState<string | null>(token ? null : 'This link is not complete. Choose what we tell you in your account instead.')
  const stop = () => {
    setState('busy')
    setProblem(null)
    api.post('/notification/unsubscribe', { token }).then(
      () => setState('done'),
      (error: unknown) => {
        setProblem(messageOf(error))
        setState('ask')
      },
    )
  }
  return (
    <AuthFrame bar="Notices">
      <PageTitle>{state === 'done' ? 'We stop these e-mails' : 'Stop these e-mails?'}</PageTitle>
      <Typography sx={{ color: c.ink2, m: '4px 0 20px' }}>
        {state === 'done'
          ? 'You still find these notices in the app. You can turn the e-mails on again in your account.'
          : 'You still find these notices in the app, and what concerns your safety always comes.'}
      </Typography>
      {problem && <FormErrorSummary title="That did not work" problems={[{ text: problem }]} />}
      <div style={{ display: 'grid', gap: 12, marginTop: 16 }}>
        {state !== 'done' && token && (
          <Button variant="contained" color="primary" onClick={stop} aria-disabled={state === 'busy' || undefined}>
            Stop these e-mails
          </Button>
        )}
        <Button component={Link} to="/account/notices">
          Choose what we tell you
        </Button>
      </div>
    </AuthFrame>
  )
}
