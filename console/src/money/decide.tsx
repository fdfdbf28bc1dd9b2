import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ConfirmDialog, useToast } from '@manifold/ui'
import { api } from '@manifold/client'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { useActs } from '#shell/palette.tsx'
import { useMe } from '#shell/session.ts'
import { Told } from '#money/parts.tsx'
import { failure, moneyChanged } from '#money/queries.ts'

/** The second person: approve or decline with a reason, or take back what one asked for oneself. */
export function Decide({
  path,
  reference,
  waits,
  mayDecide,
  requesterId,
  approveText,
  cancel,
}: {
  path: string
  reference: string
  /** Nobody has decided yet. */
  waits: boolean
  mayDecide: boolean
  requesterId: string | null
  approveText: ReactNode
  /** Whether whoever asked can take it back. */
  cancel?: boolean
}) {
  const me = useMe()
  const toast = useToast()
  const [asking, setAsking] = useState<'approve' | 'decline' | null>(null)
  const run = useMutation({
    mutationFn: ({ what, reason }: { what: 'approve' | 'decline' | 'cancel'; reason: string }) =>
      what === 'cancel' ? api.post(`${path}/cancel`) : api.post(`${path}/decide`, { approve: what === 'approve', reason }),
    onSuccess: async (_, { what }) => {
      setAsking(null)
      await moneyChanged()
      toast(`${reference} is ${{ approve: 'approved', decline: 'declined', cancel: 'taken back' }[what]}.`)
    },
    onError: () => setAsking(null),
  })
  const can = waits && mayDecide
  const mine = waits && requesterId === me.id
  useKey('money.approve', () => setAsking('approve'), can)
  useKey('money.decline', () => setAsking('decline'), can)
  useActs(
    can
      ? [
          { label: `Approve ${reference}`, hotkey: 'money.approve', run: () => setAsking('approve') },
          { label: `Decline ${reference}`, hotkey: 'money.decline', run: () => setAsking('decline') },
        ]
      : [],
  )
  return (
    <>
      {run.error ? (
        <Told tone="bad">
          <p>{failure(run.error)}</p>
        </Told>
      ) : null}
      {mine ? (
        <Told tone="info">
          <p>You asked for this, so somebody else has to decide.</p>
        </Told>
      ) : null}
      {can || (mine && cancel) ? (
        <div className="pane-acts">
          {can ? (
            <>
              <Button variant="contained" onClick={() => setAsking('approve')}>
                Approve
                <KeyHint name="money.approve" />
              </Button>
              <Button onClick={() => setAsking('decline')}>
                Decline
                <KeyHint name="money.decline" />
              </Button>
            </>
          ) : null}
          {mine && cancel ? (
            <Button disabled={run.isPending} onClick={() => run.mutate({ what: 'cancel', reason: '' })}>
              Take back
            </Button>
          ) : null}
        </div>
      ) : null}
      <ConfirmDialog
        open={asking !== null}
        title={asking === 'decline' ? `Decline ${reference}?` : `Approve ${reference}?`}
        text={asking === 'decline' ? 'Nothing moves. Whoever asked for it sees your reason.' : approveText}
        confirm={asking === 'decline' ? 'Decline' : 'Approve'}
        danger={asking === 'decline'}
        reason="required"
        busy={run.isPending}
        onClose={() => setAsking(null)}
        onConfirm={(reason) => asking && run.mutate({ what: asking, reason })}
      />
    </>
  )
}
