import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Lozenge } from '@manifold/ui'
import { api } from '@manifold/client'
import { EntityPage } from '#shell/entity-page.tsx'
import { useMe } from '#shell/session.ts'
import type { Role } from '#people/shapes.ts'
import './people.css'

interface Values {
  name: string
  label: string
  permissions: Record<string, string>
}
interface Permission {
  name: string
  sentence: string
  module: string
}
const scopes = [
  ['own', 'Own'],
  ['team', 'Their teams'],
  ['line', 'Their lines'],
  ['all', 'Everything'],
] as const
const rank = ['own', 'team', 'line', 'all']

/** Each permission with how far it reaches. Nobody gives more than they hold. */
function Scopes({ value, set, readOnly }: { value: Record<string, string>; set: (v: Record<string, string>) => void; readOnly: boolean }) {
  const me = useMe()
  const [text, setText] = useState('')
  const all =
    useQuery({ queryKey: ['lookup', '/user/permissions'], queryFn: ({ signal }) => api.get<{ data: Permission[] }>('/user/permissions', { signal }), staleTime: 600_000 }).data
      ?.data ?? []
  const shown = all.filter((p) => `${p.name} ${p.sentence}`.toLowerCase().includes(text.toLowerCase()))
  const modules = [...new Set(shown.map((p) => p.module))]
  return (
    <>
      <input className="plain-input" type="search" placeholder="Find a permission" aria-label="Find a permission" value={text} onChange={(e) => setText(e.target.value)} />
      <table className="scopes">
        <caption className="vh">Permissions and how far they reach</caption>
        <thead className="vh">
          <tr>
            <th scope="col">Permission</th>
            <th scope="col">Reach</th>
          </tr>
        </thead>
        {modules.map((module) => (
          <tbody key={module}>
            <tr>
              <th scope="rowgroup" colSpan={2}>
                {module.charAt(0).toUpperCase() + module.slice(1)}
              </th>
            </tr>
            {shown
              .filter((p) => p.module === module)
              .map((p) => {
                const mine = rank.indexOf(me.permissions[p.name] ?? '')
                return (
                  <tr key={p.name}>
                    <th scope="row">
                      {p.sentence}
                      <span className="meta">{p.name}</span>
                    </th>
                    <td style={{ textAlign: 'right' }}>
                      <select
                        aria-label={p.sentence}
                        disabled={readOnly}
                        value={value[p.name] ?? ''}
                        {...(value[p.name] ? {} : { 'data-none': '' })}
                        onChange={(e) => {
                          const { [p.name]: _, ...rest } = value
                          set(e.target.value ? { ...rest, [p.name]: e.target.value } : rest)
                        }}
                      >
                        <option value="">No</option>
                        {scopes.map(([s, word]) => (
                          <option key={s} value={s} disabled={rank.indexOf(s) > mine}>
                            {word}
                          </option>
                        ))}
                      </select>
                    </td>
                  </tr>
                )
              })}
          </tbody>
        ))}
      </table>
    </>
  )
}

const RolesPage = () => (
  <EntityPage<Role, Values>
    resource="roles"
    base="/settings/roles"
    one="role"
    width={560}
    name={(r) => r.label}
    list={{
      title: 'Roles',
      exportName: 'roles',
      empty: { title: 'No roles yet', text: 'A role is a named set of permissions.' },
      columns: [
        {
          key: 'label',
          label: 'Name',
          render: (r) => (
            <>
              {r.label}
              {r.builtIn ? <Lozenge>Built in</Lozenge> : null}
            </>
          ),
          csv: (r) => r.label,
        },
        { key: 'people', label: 'People', num: true, render: (r) => r.people, csv: (r) => r.people },
        { key: 'permissions', label: 'Permissions', num: true, from: 'sm', render: (r) => Object.keys(r.permissions).length, csv: (r) => Object.keys(r.permissions).join(' ') },
      ],
    }}
    blank={{ name: '', label: '', permissions: {} }}
    values={(r) => ({ name: r.name, label: r.label, permissions: r.permissions })}
    body={({ name, ...v }, row) => (row ? v : { name, ...v })}
    mayRemove={(r) => !r.builtIn}
    removeText={(r) => (r.people > 0 ? `${r.people} people hold it. Give them another role first.` : 'Nobody holds it.')}
    fields={(row) => [
      { name: 'label', label: 'Name', kind: 'text', most: 80 },
      ...(row
        ? []
        : [
            {
              name: 'name' as const,
              label: 'Key',
              kind: 'text' as const,
              most: 40,
              hint: 'Small letters, for the API. It cannot be changed later.',
              check: (v: never) => (/^[a-z][a-z0-9_-]{1,39}$/.test(v) ? null : 'Use small letters, digits, - and _, beginning with a letter.'),
            },
          ]),
      { name: 'permissions', label: 'Permissions', kind: 'custom', render: (v, set, { disabled }) => <Scopes value={v as Record<string, string>} set={set} readOnly={disabled} /> },
    ]}
  />
)
export default RolesPage
