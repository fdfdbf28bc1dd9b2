import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Field, PlusIcon, useToast } from '@manifold/ui'
import { api } from '@manifold/client'
import type { Values } from '#shell/filters.ts'
import { queries } from '#shell/query.ts'
import { useMay, useMe } from '#shell/session.ts'
import { keptFilters } from '#desk/filters.ts'
import { useCounts, useTeams, type View } from '#desk/lookups.ts'

export const viewGroups = [
  ['shared', 'Shared'],
  ['mine', 'Mine'],
  ['team', 'Teams'],
] as const

/** Red only for emergencies, amber for what is at risk. */
const tone = (view: View, count: number) => {
  if (count === 0) return undefined
  const text = `${JSON.stringify(view.filters)} ${view.name}`
  if (/emergenc/i.test(text)) return 'danger'
  return /at_risk|breached/.test(text) ? 'warn' : undefined
}

/** Saved views with live counts: shared, mine, teams. */
export function Views({
  views,
  current,
  changed,
  onOpen,
  onSave,
}: {
  views: View[]
  current: View | undefined
  changed: boolean
  onOpen: (view: View) => void
  onSave: () => void
}) {
  const counts = useCounts(views.map((v) => v.id))
  return (
    <nav className="views scroll" aria-label="Saved views">
      {viewGroups.map(([scope, label]) => {
        const group = views.filter((v) => v.scope === scope)
        if (group.length === 0) return null
        return (
          <div key={scope}>
            <h2>{label}</h2>
            <ul>
              {group.map((view) => {
                const count = counts.get(view.id)
                return (
                  <li key={view.id}>
                    <button type="button" aria-current={view.id === current?.id ? 'page' : undefined} onClick={() => onOpen(view)}>
                      <span className="cut">{view.name}</span>
                      {count === undefined ? null : (
                        <span className="cnt" data-tone={tone(view, count.count)}>
                          {count.count}
                          {count.more ? '+' : ''}
                        </span>
                      )}
                    </button>
                  </li>
                )
              })}
            </ul>
          </div>
        )
      })}
      <button type="button" className="views-save" onClick={onSave}>
        <PlusIcon size={16} />
        {changed ? 'Save this view' : 'Save as a new view'}
      </button>
    </nav>
  )
}

/** Keeps the filters and the sort under a name: a new view, or the present one changed. */
export function SaveView({
  current,
  values,
  changed,
  onClose,
  onSaved,
}: {
  current: View | undefined
  values: Values
  changed: boolean
  onClose: () => void
  onSaved: (view: View) => void
}) {
  const me = useMe()
  const may = useMay()
  const teams = useTeams()
  const toast = useToast()
  const mayShare = may('support.desk.configure')
  const mayChange = current !== undefined && changed && (current.scope === 'mine' || mayShare)
  const [name, setName] = useState('')
  const [scope, setScope] = useState<string>('mine')
  const [problem, setProblem] = useState<string | null>(null)
  // Views keep what the saved view knows; whether snoozed ones are shown is a matter of the moment.
  const { snoozed: _, ...lasting } = values
  const kept = { filters: keptFilters(lasting, me.timeZone), sort: values.sort ?? 'urgency' }
  const save = useMutation({
    mutationFn: (over: boolean) =>
      over && current
        ? api.patch<View>(`/support/views/${current.id}`, kept, { version: current.version })
        : api.post<View>('/support/views', {
            name: name.trim(),
            scope: scope === 'mine' || scope === 'shared' ? scope : 'team',
            ...(scope === 'mine' || scope === 'shared' ? {} : { teamId: scope }),
            ...kept,
          }),
    onSuccess: async (view) => {
      await queries.invalidateQueries({ queryKey: ['lookup', '/support/views'] })
      toast(`“${view.name}” is saved.`)
      onSaved(view)
    },
    onError: (e) => setProblem(e.message),
  })
  const ownTeams = teams.filter((t) => mayShare || me.teams.some((m) => m.id === t.id))
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="save-view">
      <DialogTitle id="save-view">Save this view</DialogTitle>
      <DialogContent>
        <form
          id="save-view-form"
          className="stack"
          onSubmit={(e) => {
            e.preventDefault()
            if (name.trim() === '') setProblem('Give the view a name.')
            else save.mutate(false)
          }}
        >
          <Field label="Name" value={name} onChange={(e) => setName(e.target.value)} problem={problem} autoFocus slotProps={{ input: { maxLength: 60 } }} />
          <Field label="Who sees it">
            {(ids) => (
              <Select value={scope} onChange={(e) => setScope(e.target.value)} inputProps={ids} fullWidth>
                <MenuItem value="mine">Only me</MenuItem>
                {ownTeams.map((t) => (
                  <MenuItem key={t.id} value={t.id}>
                    Team {t.name}
                  </MenuItem>
                ))}
                {mayShare ? <MenuItem value="shared">Everyone on the desk</MenuItem> : null}
              </Select>
            )}
          </Field>
        </form>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        {mayChange ? (
          <Button disabled={save.isPending} onClick={() => save.mutate(true)}>
            Change “{current.name}”
          </Button>
        ) : null}
        <Button type="submit" form="save-view-form" variant="contained" disabled={save.isPending}>
          Save as new
        </Button>
      </DialogActions>
    </Dialog>
  )
}
