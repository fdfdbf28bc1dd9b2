import { EntityPage } from '#shell/entity-page.tsx'
import { useTeamOptions } from '#desk/lookups.ts'
import { Actions, actionWords, wrongAction } from '#settings/actions.tsx'
import { Team } from '#settings/canned-replies.tsx'
import type { Action } from '#settings/vocabulary.ts'

interface MacroRow {
  id: string
  name: string
  description: string
  actions: Action[]
  teamId: string | null
  sortOrder: number
  version: number
}
type Values = Omit<MacroRow, 'id' | 'version'>

const MacrosPage = () => (
  <EntityPage<MacroRow, Values>
    resource="macros"
    base="/settings/macros"
    one="macro"
    width={520}
    name={(m) => m.name}
    list={{
      title: 'Macros',
      note: 'Run one by M on a ticket',
      empty: { title: 'No macros yet', text: 'A macro does several things to a ticket with one press.' },
      columns: [
        { key: 'name', label: 'Name', render: (m) => m.name },
        { key: 'does', label: 'Does', from: 'sm', render: (m) => <span className="quiet">{m.actions.map(actionWords).join('; ')}</span> },
        { key: 'team', label: 'For', from: 'md', render: (m) => <Team id={m.teamId} /> },
      ],
    }}
    blank={{ name: '', description: '', actions: [], teamId: null, sortOrder: 100 }}
    values={(m) => ({ name: m.name, description: m.description, actions: m.actions, teamId: m.teamId, sortOrder: m.sortOrder })}
    body={(v) => ({ ...v, name: v.name.trim(), description: v.description.trim() })}
    removeText={() => 'Nobody can run it any more. What it did stays.'}
    fields={[
      { name: 'name', label: 'Name', kind: 'text', most: 120 },
      { name: 'description', label: 'Description', kind: 'text', optional: true, most: 300 },
      {
        name: 'actions',
        label: 'Actions',
        kind: 'custom',
        hint: 'Done one after the other.',
        check: (v: never) => wrongAction(v),
        render: (v, set, { disabled }) => <Actions of="macro" value={v as Action[]} set={set} disabled={disabled} />,
      },
      { name: 'teamId', label: 'Only for a team', kind: 'select', optional: true, useOptions: useTeamOptions },
    ]}
  />
)
export default MacrosPage
