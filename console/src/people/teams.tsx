import { ArrowDownIcon, ArrowUpIcon, Avatar, CloseIcon, OnCallIcon } from '@manifold/ui'
import { EntityPage } from '#shell/entity-page.tsx'
import { fixed, type Option } from '#shell/filters.ts'
import { IconAct } from '#shell/parts.tsx'
import { lineWord, lines, useStaff, type Team } from '#desk/lookups.ts'
import './people.css'

interface Values {
  name: string
  line: string | null
  memberIds: string[]
  onCallIds: string[]
}
const useStaffOptions = (): Option[] => useStaff().map((s) => ({ value: s.id, label: s.name }))

/** Who is paged for an emergency of this team, first to last. */
function OnCall({ value, members, set }: { value: string[]; members: string[]; set: (v: string[]) => void }) {
  const staff = useStaff()
  const name = (id: string) => staff.find((s) => s.id === id)?.name ?? 'Somebody who left'
  const move = (i: number, by: number) => {
    const next = [...value]
    ;[next[i], next[i + by]] = [next[i + by]!, next[i]!]
    set(next)
  }
  const free = members.filter((m) => !value.includes(m))
  return (
    <div className="stack" style={{ gap: 8 }}>
      <ol className="order">
        {value.map((id, i) => (
          <li key={id}>
            <OnCallIcon size={16} />
            <span className="grow">
              {i + 1}. {name(id)}
            </span>
            <IconAct label={`Page ${name(id)} earlier`} disabled={i === 0} onClick={() => move(i, -1)}>
              <ArrowUpIcon size={16} />
            </IconAct>
            <IconAct label={`Page ${name(id)} later`} disabled={i === value.length - 1} onClick={() => move(i, 1)}>
              <ArrowDownIcon size={16} />
            </IconAct>
            <IconAct label={`Take ${name(id)} off call`} onClick={() => set(value.filter((v) => v !== id))}>
              <CloseIcon size={16} />
            </IconAct>
          </li>
        ))}
      </ol>
      <div className="row wrap" style={{ gap: 6 }}>
        {free.map((id) => (
          <button key={id} type="button" className="chip" data-dash="" onClick={() => set([...value, id])}>
            Add {name(id)}
          </button>
        ))}
        {members.length === 0 ? <span className="meta">Choose members first.</span> : null}
      </div>
    </div>
  )
}

const TeamsPage = () => (
  <EntityPage<Team, Values>
    resource="teams"
    base="/settings/teams"
    one="team"
    name={(t) => t.name}
    list={{
      title: 'Teams',
      exportName: 'teams',
      empty: { title: 'No teams yet', text: 'A team owns categories and tickets, and has people on call for emergencies.' },
      columns: [
        { key: 'name', label: 'Name', render: (t) => t.name, csv: (t) => t.name },
        { key: 'line', label: 'Line', from: 'sm', render: (t) => lineWord(t.line), csv: (t) => t.line },
        { key: 'members', label: 'Members', num: true, render: (t) => t.memberIds.length, csv: (t) => t.memberIds.length },
        { key: 'oncall', label: 'On call', from: 'md', render: (t) => <Faces ids={t.onCallIds} />, csv: (t) => t.onCallIds.length },
      ],
    }}
    blank={{ name: '', line: null, memberIds: [], onCallIds: [] }}
    values={(t) => ({ name: t.name, line: t.line, memberIds: t.memberIds, onCallIds: t.onCallIds })}
    body={(v) => ({ ...v, name: v.name.trim(), onCallIds: v.onCallIds.filter((id) => v.memberIds.includes(id)) })}
    removeText={() => 'Its tickets and categories keep no team until you give them another one.'}
    fields={[
      { name: 'name', label: 'Name', kind: 'text', most: 80 },
      { name: 'line', label: 'Line', kind: 'select', optional: true, useOptions: fixed(lines.filter(([l]) => l !== 'general')) },
      { name: 'memberIds', label: 'Members', kind: 'many', optional: true, useOptions: useStaffOptions },
      {
        name: 'onCallIds',
        label: 'On call',
        kind: 'custom',
        hint: 'Paged for an emergency, from the first to the last, until somebody acknowledges.',
        render: (v, set, _, all) => <OnCall value={v as string[]} members={all.memberIds} set={set} />,
      },
    ]}
  />
)
function Faces({ ids }: { ids: string[] }) {
  const staff = useStaff()
  return (
    <span className="row" style={{ gap: 4 }}>
      {ids.slice(0, 5).map((id) => {
        const s = staff.find((x) => x.id === id)
        return s ? (
          <span key={id} title={s.name}>
            <Avatar name={s.name} size={22} />
            <span className="vh">{s.name}</span>
          </span>
        ) : null
      })}
      {ids.length === 0 ? '–' : null}
    </span>
  )
}
export default TeamsPage
