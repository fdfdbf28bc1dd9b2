import Button from '@mui/material/Button'
import { ArrowDownIcon, ArrowUpIcon, PlusIcon, TrashIcon, priorityWord, staffWord } from '@manifold/ui'
import { plain } from '#shell/plain.ts'
import { IconAct } from '#shell/parts.tsx'
import { priorities, statuses, useCanned, useCategoryOptions, useStaff, useTeamOptions } from '#desk/lookups.ts'
import { useVocabulary, type Action } from '#settings/vocabulary.ts'

const audiences = [
  ['assignee', 'its owner'],
  ['team', 'its team'],
  ['supervisors', 'the supervisors'],
  ['followers', 'its followers'],
  ['requester', 'the customer'],
] as const
/** What each action needs at first. */
const first: Record<string, () => Action> = {
  set_status: () => ({ do: 'set_status', status: 'in_progress' }),
  set_priority: () => ({ do: 'set_priority', priority: 'high' }),
  set_team: () => ({ do: 'set_team', teamId: null }),
  set_category: () => ({ do: 'set_category', categoryId: '' }),
  assign: () => ({ do: 'assign', assigneeId: '' }),
  add_tags: () => ({ do: 'add_tags', tags: [] }),
  remove_tags: () => ({ do: 'remove_tags', tags: [] }),
  note: () => ({ do: 'note', body: '' }),
  reply: () => ({ do: 'reply', body: '' }),
  notify: () => ({ do: 'notify', who: 'assignee', text: '' }),
}
const onlyMacro = new Set(['assign_to_me'])
const onlyRule = new Set(['request_rating', 'remind_overdue'])

/** Several acts, one after the other. */
export function Actions({ value, set, of, disabled }: { value: Action[]; set: (v: Action[]) => void; of: 'macro' | 'rule'; disabled: boolean }) {
  const { actions } = useVocabulary()
  const offered = actions.filter((a) => !(of === 'macro' ? onlyRule : onlyMacro).has(a.name))
  const move = (i: number, by: number) => {
    const next = [...value]
    ;[next[i], next[i + by]] = [next[i + by]!, next[i]!]
    set(next)
  }
  return (
    <div className="parts">
      {value.map((action, i) => (
        <div className="part" key={i}>
          <div className="grow">
            <select
              className="plain-select"
              aria-label={`Action ${i + 1}`}
              disabled={disabled}
              value={action.do}
              onChange={(e) => set(value.map((a, n) => (n === i ? (first[e.target.value]?.() ?? { do: e.target.value }) : a)))}
            >
              {offered.length === 0 ? <option value={action.do}>{action.do}</option> : null}
              {offered.map((a) => (
                <option key={a.name} value={a.name}>
                  {a.sentence}
                </option>
              ))}
            </select>
            <Details action={action} n={i + 1} disabled={disabled} onChange={(next) => set(value.map((a, n) => (n === i ? next : a)))} />
          </div>
          {disabled ? null : (
            <span>
              <IconAct label={`Move action ${i + 1} up`} disabled={i === 0} onClick={() => move(i, -1)}>
                <ArrowUpIcon size={16} />
              </IconAct>
              <IconAct label={`Move action ${i + 1} down`} disabled={i === value.length - 1} onClick={() => move(i, 1)}>
                <ArrowDownIcon size={16} />
              </IconAct>
              <IconAct label={`Remove action ${i + 1}`} onClick={() => set(value.filter((_, n) => n !== i))}>
                <TrashIcon size={16} />
              </IconAct>
            </span>
          )}
        </div>
      ))}
      {disabled ? null : (
        <Button startIcon={<PlusIcon size={16} />} sx={{ justifySelf: 'start' }} onClick={() => set([...value, { do: 'set_status', status: 'in_progress' }])}>
          Action
        </Button>
      )}
    </div>
  )
}

function Details({ action, n, disabled, onChange }: { action: Action; n: number; disabled: boolean; onChange: (a: Action) => void }) {
  const teams = useTeamOptions()
  const categories = useCategoryOptions()
  const staff = useStaff()
  const canned = useCanned()
  const choose = (key: string, label: string, options: readonly (readonly [string, string])[], none?: string) => (
    <select
      className="plain-select"
      aria-label={`${label}, action ${n}`}
      disabled={disabled}
      value={plain(action[key])}
      onChange={(e) => onChange({ ...action, [key]: e.target.value === '' ? null : e.target.value })}
    >
      {none !== undefined || action[key] === '' || action[key] === null ? <option value="">{none ?? 'Choose'}</option> : null}
      {options.map(([v, word]) => (
        <option key={v} value={v}>
          {word}
        </option>
      ))}
    </select>
  )
  const text = (key: string, label: string) => (
    <textarea
      className="plain-input"
      aria-label={`${label}, action ${n}`}
      placeholder={label}
      disabled={disabled}
      value={plain(action[key])}
      onChange={(e) => onChange({ ...action, [key]: e.target.value })}
    />
  )
  switch (action.do) {
    case 'set_status':
      return choose('status', 'Status', statuses)
    case 'set_priority':
      return choose('priority', 'Priority', priorities)
    case 'set_team':
      return choose(
        'teamId',
        'Team',
        teams.map((t) => [t.value, t.label]),
        'No team',
      )
    case 'set_category':
      return choose(
        'categoryId',
        'Category',
        categories.map((c) => [c.value, c.label]),
      )
    case 'assign':
      return choose(
        'assigneeId',
        'Colleague',
        staff.map((s) => [s.id, s.name]),
      )
    case 'add_tags':
    case 'remove_tags':
      return (
        <input
          className="plain-input"
          aria-label={`Tags, action ${n}`}
          placeholder="Tags, with commas between"
          disabled={disabled}
          defaultValue={((action.tags as string[]) ?? []).join(', ')}
          onChange={(e) =>
            onChange({
              ...action,
              tags: e.target.value
                .split(',')
                .map((t) => t.trim())
                .filter(Boolean),
            })
          }
        />
      )
    case 'note':
      return text('body', 'Note')
    case 'notify':
      return (
        <>
          {choose('who', 'Whom', audiences)}
          {text('text', 'What they are told')}
        </>
      )
    case 'reply':
      return (
        <>
          <select
            className="plain-select"
            aria-label={`Canned reply, action ${n}`}
            disabled={disabled}
            value={plain(action.cannedReplyId)}
            onChange={(e) => onChange(e.target.value ? { do: 'reply', cannedReplyId: e.target.value } : { do: 'reply', body: '' })}
          >
            <option value="">My own words</option>
            {canned.map((c) => (
              <option key={c.id} value={c.id}>
                {c.title}
              </option>
            ))}
          </select>
          {action.cannedReplyId ? null : text('body', 'Reply')}
        </>
      )
    default:
      return null
  }
}

/** One action in a few words, for lists. */
export function actionWords(a: Action): string {
  switch (a.do) {
    case 'set_status':
      return `status ${staffWord[a.status as 'open']?.toLowerCase() ?? String(a.status)}`
    case 'set_priority':
      return `priority ${priorityWord[a.priority as 'low']?.toLowerCase() ?? String(a.priority)}`
    case 'add_tags':
      return `tag ${((a.tags as string[]) ?? []).join(', ')}`
    case 'remove_tags':
      return `untag ${((a.tags as string[]) ?? []).join(', ')}`
    default:
      return a.do.replaceAll('_', ' ')
  }
}
export const wrongAction = (list: readonly Action[]): string | null => {
  if (list.length === 0) return 'Add at least one action.'
  const bad = list.findIndex((a) => Object.entries(a).some(([k, v]) => k !== 'teamId' && (v === '' || v === null || (Array.isArray(v) && v.length === 0))))
  return bad < 0 ? null : `Action ${bad + 1} is not complete.`
}
