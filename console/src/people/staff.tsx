import { useNavigate, useParams } from 'react-router'
import { Avatar, ErrorState, Lozenge, SkeletonRows, When, useToast } from '@manifold/ui'
import { api } from '@manifold/client'
import { WithPane } from '#shell/entity-page.tsx'
import { fixed, type Option } from '#shell/filters.ts'
import { Form, type FormField } from '#shell/form.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { queries } from '#shell/query.ts'
import { useMay } from '#shell/session.ts'
import { useQuery } from '@tanstack/react-query'
import { useTeamOptions } from '#desk/lookups.ts'
import { AuditLines } from '#people/audit-lines.tsx'
import { Suspend, usePerson } from '#people/customer.tsx'
import { statusWord, type PersonPage, type PersonRow, type Role } from '#people/shapes.ts'
import './people.css'

export const useRoleOptions = (): Option[] =>
  (useQuery({ queryKey: ['lookup', '/user/roles'], queryFn: ({ signal }) => api.get<{ data: Role[] }>('/user/roles', { signal }) }).data?.data ?? [])
    .filter((r) => r.name !== 'customer')
    .map((r) => ({ value: r.id, label: r.label }))

/** Everybody who works here, with their load; beside it one of them. */
export default function StaffPage() {
  const { id } = useParams()
  const list = (
    <ListPage<PersonRow>
      resource="people"
      title="Staff"
      search="name, e-mail or phone"
      always={{ kind: 'staff' }}
      filters={[
        { name: 'teamId', label: 'Team', kind: 'one', useOptions: useTeamOptions },
        { name: 'roleId', label: 'Role', kind: 'one', useOptions: useRoleOptions },
        {
          name: 'status',
          label: 'Status',
          kind: 'one',
          useOptions: fixed([
            ['active', 'Active'],
            ['suspended', 'Suspended'],
          ]),
        },
      ]}
      href={(p) => `/settings/staff/${p.id}${location.search}`}
      current={id}
      create={{ label: 'Invite', to: '/settings/invitations/new', may: 'user.invite' }}
      exportName="staff"
      empty={{ title: 'Nobody yet', text: 'Invite the people who answer customers.' }}
      rowTone={(p) => (p.status === 'active' ? undefined : 'quiet')}
      columns={[
        {
          key: 'name',
          label: 'Name',
          render: (p) => (
            <>
              <Avatar name={p.name} src={p.avatarUrl} size={22} />
              {p.name}
              {p.status === 'active' ? null : <Lozenge tone="warn">{statusWord[p.status]}</Lozenge>}
            </>
          ),
          csv: (p) => p.name,
        },
        {
          key: 'available',
          label: 'Now',
          render: (p) =>
            p.availability ? (
              <span className="row" style={{ gap: 6 }}>
                <span className="dot" {...(p.availability === 'away' ? { 'data-away': '' } : {})} />
                {p.availability === 'away' ? 'Away' : 'Available'}
              </span>
            ) : (
              '–'
            ),
          csv: (p) => p.availability,
        },
        { key: 'load', label: 'Load', num: true, render: (p) => (p.capacity === null ? '–' : `${p.load ?? 0} of ${p.capacity}`), csv: (p) => p.load },
        { key: 'roles', label: 'Roles', from: 'md', render: (p) => p.roles.map((r) => r.label ?? r.name).join(', '), csv: (p) => p.roles.map((r) => r.name).join(' ') },
        { key: 'teams', label: 'Teams', from: 'md', render: (p) => p.teams.map((t) => t.name).join(', ') || '–', csv: (p) => p.teams.map((t) => t.name).join(' ') },
        { key: 'seen', label: 'Last seen', from: 'lg', render: (p) => (p.lastSeenAt ? <When at={p.lastSeenAt} /> : '–'), csv: (p) => p.lastSeenAt },
      ]}
    />
  )
  return (
    <WithPane base="/settings/staff" list={list} title={id ? <Name id={id} /> : ''}>
      {id ? <Member key={id} id={id} /> : null}
    </WithPane>
  )
}
const Name = ({ id }: { id: string }) => <>{usePerson(id).data?.name ?? ''}</>

interface Values {
  roleIds: string[]
  teamIds: string[]
  skills: string[]
  capacity: number | null
}
const fields: FormField<Values>[] = [
  { name: 'roleIds', label: 'Roles', kind: 'many', optional: true, useOptions: useRoleOptions, hint: 'Without a role somebody is a customer again.' },
  { name: 'teamIds', label: 'Teams', kind: 'many', optional: true, useOptions: useTeamOptions },
  { name: 'skills', label: 'Skills', kind: 'lines', optional: true, hint: 'One per line. Categories can ask for one.' },
  {
    name: 'capacity',
    label: 'Capacity',
    kind: 'number',
    hint: 'How much open work at most: urgent counts 3, high 2, others 1.',
    check: (v: never) => (Number.isInteger(v) && (v as number) >= 0 && (v as number) <= 1000 ? null : 'Enter a whole number from 0 to 1000.'),
  },
]

function Member({ id }: { id: string }) {
  const found = usePerson(id)
  const may = useMay()
  const navigate = useNavigate()
  const toast = useToast()
  const person = found.data
  if (found.isPending) return <SkeletonRows rows={5} height={56} />
  if (!person) return <ErrorState onRetry={() => void found.refetch()} />
  const initial: Values = { roleIds: person.roles.map((r) => r.id), teamIds: person.teams.map((t) => t.id), skills: person.skills, capacity: person.capacity }
  return (
    <div className="stack" style={{ gap: 20 }}>
      <div className="row">
        <dl className="facts grow">
          <dt>E-mail</dt>
          <dd>{person.email ?? '–'}</dd>
          <dt>Phone</dt>
          <dd>{person.phone ?? '–'}</dd>
          <dt>Second factor</dt>
          <dd>{person.twoFactor ? 'On' : 'Off'}</dd>
          <dt>Last seen</dt>
          <dd>{person.lastSeenAt ? <When at={person.lastSeenAt} /> : '–'}</dd>
        </dl>
        {may('user.suspend') ? <Suspend person={person} /> : null}
      </div>
      {person.suspended ? (
        <p className="person-note">
          Suspended by {person.suspended.by}, <When at={person.suspended.at} style="dayTime" within />
          {person.suspended.reason ? `: ${person.suspended.reason}` : ''}
        </p>
      ) : null}
      <Form
        key={person.version + initial.roleIds.join()}
        fields={may('user.roles') ? fields : fields.filter((f) => f.name !== 'roleIds')}
        initial={initial}
        readOnly={!may('teams.edit')}
        onCancel={() => void navigate('/settings/staff')}
        submit={async (v) => {
          const { roleIds, ...rest } = v
          const saved = await api.put<PersonPage>(`/user/people/${id}/staff`, may('user.roles') ? v : rest)
          queries.setQueryData(['person', id], saved)
          await Promise.all([
            queries.invalidateQueries({ queryKey: ['people'] }),
            queries.invalidateQueries({ queryKey: ['staff'] }),
            queries.invalidateQueries({ queryKey: ['lookup'] }),
          ])
          toast(`${saved.name} is changed.${roleIds.length === 0 ? ' They are a customer now.' : ''}`)
        }}
      />
      {may('audit.read') ? <AuditLines title="Account log" path={`/user/people/${id}/audit-log`} empty="Sign-ins and changes of this account appear here." /> : null}
    </div>
  )
}
