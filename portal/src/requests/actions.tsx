import Button from '@mui/material/Button'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Ticket } from '@manifold/client'
import { useToast } from '#parts.tsx'
import { Confirm } from '#shell/confirm.tsx'
import { useTicketAct } from '#tickets.ts'

/** What else I can do with this request; only what is possible now is shown. */
export function Actions({ ticket, reference }: { ticket: Ticket; reference: string }) {
  const toast = useToast()
  const [asking, setAsking] = useState<'cancel' | 'reopen' | null>(null)
  const cancel = useTicketAct<{ reason?: string }>(reference, 'cancel')
  const reopen = useTicketAct<{ reason?: string }>(reference, 'reopen')
  const over = ticket.status === 'closed' || ticket.status === 'cancelled'
  return (
    <div style={{ display: 'grid', gap: 12, marginTop: 12 }}>
      {ticket.can.reply && (
        <Button fullWidth onClick={() => document.getElementById('attach')?.click()}>
          Add photos
        </Button>
      )}
      {ticket.can.reopen && (
        <Button fullWidth onClick={() => setAsking('reopen')}>
          It is not solved
        </Button>
      )}
      {ticket.can.cancel && (
        <Button fullWidth color="error" onClick={() => setAsking('cancel')}>
          Cancel request
        </Button>
      )}
      {over && !ticket.can.reopen && (
        <Button fullWidth component={Link} to="/report">
          Report a new problem
        </Button>
      )}
      <Confirm
        open={asking === 'cancel'}
        title="Cancel this request?"
        text="We will stop working on it."
        confirm="Cancel request"
        keep="Keep request"
        danger
        reason="optional"
        onClose={() => setAsking(null)}
        act={async (reason) => {
          await cancel.mutateAsync(reason ? { reason } : {})
          toast('Request cancelled.')
        }}
      />
      <Confirm
        open={asking === 'reopen'}
        title="Open this request again?"
        text="Tell us what is still wrong. The same people look at it again."
        confirm="Open again"
        keep="Leave it"
        reason="required"
        onClose={() => setAsking(null)}
        act={async (reason) => {
          await reopen.mutateAsync({ reason })
          toast('Opened again. We look at it now.')
        }}
      />
    </div>
  )
}
