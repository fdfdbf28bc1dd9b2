import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { plain } from '#shell/plain.ts'
import { asked, fixed, type FilterSpec, type Values } from '#shell/filters.ts'
import { kinds, lines, priorities, statuses, useAssigneeOptions, useCategoryOptions, useTeamOptions, type View } from '#desk/lookups.ts'

export const ticketFilters: FilterSpec[] = [
  { name: 'status', label: 'Status', kind: 'many', useOptions: fixed(statuses) },
  { name: 'priority', label: 'Priority', kind: 'many', useOptions: fixed(priorities) },
  { name: 'assigneeId', label: 'Assignee', kind: 'one', useOptions: useAssigneeOptions },
  { name: 'teamId', label: 'Team', kind: 'one', useOptions: useTeamOptions },
  { name: 'categoryId', label: 'Category', kind: 'one', useOptions: useCategoryOptions },
  { name: 'line', label: 'Line', kind: 'one', useOptions: fixed(lines) },
  { name: 'kind', label: 'Kind', kind: 'one', useOptions: fixed(kinds) },
  {
    name: 'sla',
    label: 'Clock',
    kind: 'many',
    useOptions: fixed([
      ['at_risk', 'At risk'],
      ['breached', 'Overdue'],
      ['running', 'Running'],
      ['paused', 'Paused'],
    ]),
  },
  { name: 'tag', label: 'Tag', kind: 'text' },
  {
    name: 'snoozed',
    label: 'Snoozed',
    kind: 'one',
    useOptions: fixed([
      ['only', 'Only snoozed'],
      ['with', 'With snoozed'],
      ['without', 'Without snoozed'],
    ]),
  },
  { name: 'from', label: 'Created from', kind: 'date' },
  { name: 'to', label: 'Created until', kind: 'date' },
]
export const sorts = [
  { value: 'urgency', label: 'Most urgent first' },
  { value: 'due', label: 'Next due first' },
  { value: 'updated', label: 'Last changed first' },
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
]
const names = [...ticketFilters.map((f) => f.name), 'search', 'sort']

/** What a view keeps, as the values of filters. */
export function viewValues(view: View | undefined): Values {
  if (!view) return {}
  const entries = Object.entries(view.filters).map(([k, v]): [string, string] => [k === 'team' ? 'teamId' : k, Array.isArray(v) ? v.join(',') : plain(v)])
  return Object.fromEntries([...entries, ['sort', view.sort ?? '']].filter(([, v]) => v !== ''))
}

/** The filters as a saved view keeps them. */
export function keptFilters(values: Values, timeZone: string): Record<string, unknown> {
  const { sort: _, ...rest } = asked(values, timeZone)
  const lists = new Set(['status', 'priority', 'kind', 'sla'])
  return Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, lists.has(k) ? v.split(',') : v]))
}

export interface QueueFilters {
  view: View | undefined
  values: Values
  /** The view as it was saved differs from what is shown. */
  changed: boolean
  set: (changes: Record<string, string | null>) => void
  open: (view: View) => void
  /** The address of the same list, to come back to. */
  address: string
}

/** The filters of the queue: those of the view, and on top what the address says; `status=` takes the view's status away. */
export function useQueueFilters(views: View[]): QueueFilters {
  const [query, setQuery] = useSearchParams()
  const text = query.toString()
  return useMemo(() => {
    const given = new URLSearchParams(text)
    const view = views.find((v) => v.id === given.get('view'))
    const base = viewValues(view)
    const own = [...given].filter(([k]) => names.includes(k))
    const values = Object.fromEntries(Object.entries({ ...base, ...Object.fromEntries(own) }).filter(([, v]) => v !== ''))
    return {
      view,
      values,
      changed: own.some(([k, v]) => k !== 'search' && (base[k] ?? '') !== v),
      set: (changes) =>
        setQuery(
          (old) => {
            const next = new URLSearchParams(old)
            for (const [name, value] of Object.entries(changes)) {
              if ((value ?? '') === (base[name] ?? '')) next.delete(name)
              else next.set(name, value ?? '')
            }
            return next
          },
          { replace: true },
        ),
      open: (v) => setQuery({ view: v.id }),
      address: text ? `/desk?${text}` : '/desk',
    }
  }, [views, text, setQuery])
}
