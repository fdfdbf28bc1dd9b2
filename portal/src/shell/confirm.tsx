import { useState, type ReactNode } from 'react'
import { ConfirmDialog, FormErrorSummary, type ConfirmProps } from '@manifold/ui/forms.tsx'
import { messageOf } from '#shell/failure.tsx'

/** A confirmation whose act may fail: then it stays open, says why, and may be pressed again. */
export function Confirm({ act, text, onClose, ...rest }: Omit<ConfirmProps, 'onConfirm' | 'busy'> & { act: (reason: string) => Promise<unknown>; text?: ReactNode }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const close = () => {
    setProblem(null)
    onClose()
  }
  const go = async (reason: string) => {
    setBusy(true)
    setProblem(null)
    try {
      await act(reason)
      close()
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <ConfirmDialog
      {...rest}
      busy={busy}
      onClose={close}
      onConfirm={(reason) => void go(reason)}
      text={
        <>
          {text}
          {problem && <FormErrorSummary title="That did not work" problems={[{ text: problem }]} />}
        </>
      }
    />
  )
}
