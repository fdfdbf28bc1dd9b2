import { Avatar, Lozenge, When } from '@manifold/ui'
import { fixed } from '#shell/filters.ts'
import { ListPage } from '#shell/list-page.tsx'
import { statusWord, type PersonRow } from '#people/shapes.ts'
import { WithPane } from '#shell/entity-page.tsx'
import { NewCustomer } from '#people/new-customer.tsx'

const Customers = () => (
  <ListPage<PersonRow>
    resource="people"
    title="Customers"
    search="name, e-mail or phone"
    always={{ kind: 'customer' }}
    filters={[
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
    href={(p) => `/customers/${p.id}`}
    create={{ label: 'New customer', to: '/customers/new', may: 'user.edit' }}
    exportName="customers"
    empty={{ title: 'No customers yet', text: 'Whoever registers in the portal appears here. You can also make one for somebody on the phone.' }}
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
      { key: 'phone', label: 'Phone', from: 'sm', render: (p) => p.phone ?? '–', csv: (p) => p.phone },
      { key: 'email', label: 'E-mail', from: 'md', render: (p) => p.email ?? '–', csv: (p) => p.email },
      { key: 'status', label: 'Status', from: 'lg', render: (p) => statusWord[p.status], csv: (p) => p.status },
      { key: 'since', label: 'Customer since', from: 'sm', render: (p) => <When at={p.createdAt} style="day" />, csv: (p) => p.createdAt },
      { key: 'seen', label: 'Last seen', from: 'md', render: (p) => (p.lastSeenAt ? <When at={p.lastSeenAt} /> : '–'), csv: (p) => p.lastSeenAt },
    ]}
  />
)

/** All customers; `new` opens the form beside the list. */
export default function CustomersPage({ making }: { making?: boolean }) {
  return (
    <WithPane base="/customers" list={<Customers />} title="New customer">
      {making ? <NewCustomer /> : null}
    </WithPane>
  )
}
