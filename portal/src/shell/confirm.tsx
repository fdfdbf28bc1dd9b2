import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { useId, useState, type ReactNode } from 'react'
import { ErrorSummary } from '#form.tsx'
import { messageOf } from '#shell/failure.tsx'

export interface ConfirmProps {
  open: boolean
  title: string
  text?: ReactNode
  /** The button repeats the verb of the title. */
  verb: string
  keep: string
  danger?: boolean
  onClose: () => void
  act: () => Promise<unknown>
  children?: ReactNode
}

/** Names the thing and the result; the safe answer has the focus; a failure stays in the dialog with what was typed. */
export function Confirm({ open, title, text, verb, keep, danger = false, onClose, act, children }: ConfirmProps) {
  const id = useId()
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const close = () => {
    setProblem(null)
    onClose()
  }
  const go = async () => {
    setPending(true)
    setProblem(null)
    try {
      await act()
      close()
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setPending(false)
    }
  }
  return (
    <Dialog open={open} onClose={close} aria-labelledby={id} fullWidth maxWidth="xs">
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: '16px' }}>
        {text && <Typography sx={{ color: 'text.secondary' }}>{text}</Typography>}
        {children}
        <ErrorSummary errors={[]} problem={problem} />
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', '& > :not(style) ~ :not(style)': { ml: 0 } }}>
        <Button onClick={close} autoFocus={!children}>
          {keep}
        </Button>
        <Button variant="contained" color={danger ? 'error' : 'primary'} onClick={() => void go()} aria-disabled={pending || undefined}>
          {verb}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
