import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { useNavigate } from 'react-router'
import { isProblem, type Cylinder } from '@manifold/client'
import { queries } from '#shell/query.ts'
import { CodeField } from '#gas/code-field.tsx'
import { oneCylinder } from '#gas/queries.ts'
import { saidBy } from '#gas/words.ts'

/** The cylinder with a code, or a sentence why there is none. */
export async function cylinderByCode(code: string): Promise<Cylinder> {
  try {
    return await queries.fetchQuery({ ...oneCylinder(code), staleTime: 0 })
  } catch (error) {
    if (isProblem(error) && error.status === 404) throw new Error(`No cylinder has the code ${code}.`, { cause: error })
    throw error
  }
}

/** Opens the cylinder whose code is typed or scanned. */
export function FindCylinder({ open, onClose }: { open: boolean; onClose: () => void }) {
  const navigate = useNavigate()
  const id = useId()
  const find = useMutation({
    mutationFn: cylinderByCode,
    onSuccess: (c) => {
      onClose()
      void navigate(`/gas/cylinders/${c.id}`)
    },
  })
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>Find a cylinder</DialogTitle>
      <DialogContent>
        {open ? <CodeField act="Find" autoFocus keepText busy={find.isPending} problem={find.error ? saidBy(find.error) : null} onCode={(code) => find.mutate(code)} /> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  )
}
