import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { PriorityGlyph, StatusLabel, useToast } from '@manifold/ui'
import { api, newKey, type Priority, type Status, type TicketRow } from '@manifold/client'
import { MenuChip } from '#shell/parts.tsx'
import { queries } from '#shell/query.ts'
import { priorities, statuses, useAssigneeOptions, useTeams } from '#desk/lookups.ts'
import { useMe } from '#shell/session.ts'
import { TagMenu } from '#ticket/tags.tsx'

interface Change {
  status?: Status
  priority?: Priority
  assigneeId?: string | null
  teamId?: string
  addTags?: string[]
  removeTags?: string[]
}
interface Answer {
  done: string[]
  refused: { id: string; reference: string; code: string; title: string }[]
}

/** What can be done to all selected tickets at once; what was refused is named one by one. */
export function BulkBar({ rows, onDone, onClear }: { rows: TicketRow[]; onDone: () => void; onClear: () => void }) {
  const me = useMe()
  const toast = useToast()
  const teams = useTeams()
  const people = useAssigneeOptions()
  const [refused, setRefused] = useState<Answer['refused']>([])
  const run = useMutation({
    mutationFn: ({ change }: { change: Change; word: string }) => api.post<Answer>('/support/tickets/bulk', { ids: rows.map((r) => r.id), change }, { key: newKey() }),
    onSuccess: async (answer, { word }) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['queue'] }),
        queries.invalidateQueries({ queryKey: ['counts'] }),
        queries.invalidateQueries({ queryKey: ['ticket'] }),
      ])
      if (answer.done.length > 0) toast(`${answer.done.length === 1 ? '1 ticket' : `${answer.done.length} tickets`}: ${word}.`)
      if (answer.refused.length > 0) setRefused(answer.refused)
      else onDone()
    },
    onError: (e) => toast(e.message),
  })
  const go = (close: () => void, change: Change, word: string) => () => {
    close()
    run.mutate({ change, word })
  }
  return (
    <div className="bulk" role="region" aria-label="Selected tickets" style={{ paddingInline: 16 }}>
      <b role="status">{rows.length} selected</b>
      <MenuChip value="Status" label="Set the status" hotkey="ticket.status" over disabled={run.isPending}>
        {(close) =>
          statuses.map(([s, word]) => (
            <MenuItem key={s} onClick={go(close, { status: s }, `set to ${word.toLowerCase()}`)}>
              <StatusLabel status={s} small />
            </MenuItem>
          ))
        }
      </MenuChip>
      <MenuChip value="Priority" label="Set the priority" hotkey="ticket.priority" over disabled={run.isPending}>
        {(close) =>
          priorities.map(([p, word]) => (
            <MenuItem key={p} onClick={go(close, { priority: p }, `priority ${word.toLowerCase()}`)}>
              <PriorityGlyph priority={p} word />
            </MenuItem>
          ))
        }
      </MenuChip>
      <MenuChip value="Assign" label="Assign" hotkey="ticket.assign" over disabled={run.isPending}>
        {(close) =>
          people.map((o) => (
            <MenuItem
              key={o.value}
              onClick={go(
                close,
                { assigneeId: o.value === 'me' ? me.id : o.value === 'none' ? null : o.value },
                o.value === 'none' ? 'given back' : `assigned to ${o.value === 'me' ? 'you' : o.label}`,
              )}
            >
              {o.label}
            </MenuItem>
          ))
        }
      </MenuChip>
      <MenuChip value="Team" label="Move to a team" disabled={run.isPending}>
        {(close) =>
          teams.map((t) => (
            <MenuItem key={t.id} onClick={go(close, { teamId: t.id }, `moved to ${t.name}`)}>
              {t.name}
            </MenuItem>
          ))
        }
      </MenuChip>
      <TagMenu label="Add a tag" over disabled={run.isPending} onPick={(tag) => run.mutate({ change: { addTags: [tag] }, word: `tagged ${tag}` })} />
      <Button variant="text" onClick={onClear}>
        Clear
      </Button>
      <Dialog
        open={refused.length > 0}
        onClose={() => {
          setRefused([])
          onDone()
        }}
        maxWidth="sm"
        fullWidth
        aria-labelledby="refused"
      >
        <DialogTitle id="refused">{refused.length === 1 ? 'One ticket was not changed' : `${refused.length} tickets were not changed`}</DialogTitle>
        <DialogContent>
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {refused.map((r) => (
              <li key={r.id}>
                <Link to={`/desk/${r.reference}`} style={{ color: 'inherit' }}>
                  {r.reference}
                </Link>
                : {r.title}
              </li>
            ))}
          </ul>
        </DialogContent>
        <DialogActions>
          <Button
            autoFocus
            onClick={() => {
              setRefused([])
              onDone()
            }}
          >
            Close
          </Button>
        </DialogActions>
      </Dialog>
    </div>
  )
}
