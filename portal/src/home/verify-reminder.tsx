import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { api, type Me } from '@manifold/client'
import { NextCard } from '@manifold/ui/tracker.tsx'
import { MailIcon, c } from '#parts.tsx'
import { messageOf } from '#shell/failure.tsx'

/** An address that nobody confirmed gets no mail; one quiet card says so. */
export function VerifyReminder({ me }: { me: Me }) {
  const [said, setSaid] = useState<string | null>(null)
  if (!me.email || me.emailVerified) return null
  const send = () =>
    api.post('/auth/send-verification-email', { email: me.email, callbackURL: '/verify-email' }).then(
      () => setSaid(`We sent a link to ${me.email}. Open it to confirm.`),
      (error: unknown) => setSaid(messageOf(error)),
    )
  return (
    <div style={{ marginTop: 16, maxWidth: 1000 }}>
      <NextCard icon={<MailIcon />} title="Confirm your e-mail address">
        <Typography variant="body2" sx={{ color: c.ink2 }} role="status">
          {said ?? `Then we can write to you at ${me.email}.`}
        </Typography>
        {!said && (
          <Button variant="text" onClick={() => void send()} sx={{ px: 0, minHeight: 40 }}>
            Send the link again
          </Button>
        )}
      </NextCard>
    </div>
  )
}
