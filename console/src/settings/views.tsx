import { Link } from 'react-router'
import { EntityPage } from '#shell/entity-page.tsx'
import { fixed } from '#shell/filters.ts'
import { ticketFilters, sorts } from '#desk/filters.ts'
import { useAssigneeOptions, useCategoryOptions, useTeamOptions, type View } from '#desk/lookups.ts'
import { Team } from '#settings/canned-replies.tsx'
import { useMay } from '#shell/session.ts'

type Row = View & { own?: boolean; sortOrder: number }
interface Values {
  name: string
  scope: string | null
  teamId: string | null
  sortOrder: number | null
}
const scopeWord = { mine: 'Only me', team: 'A team', shared: 'Everybody' } as const
/** The filters of a view in words, with the names of teams, categories and people. */
function FilterWords({ view }: { view: View }) {
  const names = new Map([...useTeamOptions(), ...useCategoryOptions(), ...useAssigneeOptions()].map((o) => [o.value, o.label]))
  const say = (v: unknown) => names.get(String(v)) ?? String(v).replaceAll('_', ' ')
  const words = Object.entries(view.filters).map(([k, v]) => `${ticketFilters.find((f) => f.name === k)?.label ?? k}: ${Array.isArray(v) ? v.map(say).join(', ') : say(v)}`)
  return <>{words.join('; ') || 'Everything'}</>
}

/** Names and places of saved views; their filters are changed on the desk, where one sees what they show. */
export default function ViewsPage() {
  const configure = useMay()('support.desk.configure')
  return (
    <EntityPage<Row, Values>
      resource="views"
      base="/settings/views"
      one="view"
      name={(v) => v.name}
      making={false}
      list={{
        title: 'Saved views',
        note: 'Make one on the desk with “Save this view”',
        empty: { title: 'No saved views yet', text: 'Filter the queue and save it as a view.' },
        columns: [
          { key: 'name', label: 'Name', render: (v) => v.name },
          { key: 'scope', label: 'For', render: (v) => (v.scope === 'team' ? <Team id={v.teamId} /> : scopeWord[v.scope]) },
          {
            key: 'filters',
            label: 'Shows',
            from: 'md',
            render: (v) => (
              <span className="quiet cut" style={{ display: 'block', maxWidth: 420 }}>
                <FilterWords view={v} />
              </span>
            ),
          },
          { key: 'sort', label: 'Sort', from: 'lg', render: (v) => sorts.find((s) => s.value === v.sort)?.label ?? '–' },
        ],
      }}
      mayEdit={(v) => v.own === true || configure}
      mayRemove={(v) => v.own === true || configure}
      blank={{ name: '', scope: 'mine', teamId: null, sortOrder: 100 }}
      values={(v) => ({ name: v.name, scope: v.scope, teamId: v.teamId, sortOrder: v.sortOrder })}
      body={(v) => ({ name: v.name.trim(), scope: v.scope, teamId: v.scope === 'team' ? v.teamId : null, sortOrder: v.sortOrder ?? 100 })}
      removeText={(v) => (v.scope === 'mine' ? 'Nobody else sees it.' : 'It disappears for everybody who sees it.')}
      extra={(row) =>
        row ? (
          <p className="meta" style={{ margin: 0 }}>
            Shows: <FilterWords view={row} />.{' '}
            <Link to={`/desk?view=${row.id}`} style={{ color: 'var(--primary)' }}>
              Open on the desk
            </Link>
          </p>
        ) : null
      }
      fields={[
        { name: 'name', label: 'Name', kind: 'text', most: 80 },
        {
          name: 'scope',
          label: 'For',
          kind: 'select',
          useOptions: fixed(
            configure
              ? [
                  ['mine', 'Only me'],
                  ['team', 'A team'],
                  ['shared', 'Everybody'],
                ]
              : [['mine', 'Only me']],
          ),
        },
        { name: 'teamId', label: 'Team', kind: 'select', when: (v) => v.scope === 'team', useOptions: useTeamOptions },
        { name: 'sortOrder', label: 'Place in the list', kind: 'number', optional: true },
      ]}
    />
  )
}
