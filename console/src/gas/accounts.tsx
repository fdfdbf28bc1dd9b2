import Button from '@mui/material/Button'
import { Link, useParams } from 'react-router'
import { Lozenge } from '@manifold/ui'
import type { StaffAccount } from '@manifold/client'
import { WithPane } from '#shell/entity-page.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { useMay } from '#shell/session.ts'
import { AccountPane } from '#gas/account.tsx'
import { NewAccount } from '#gas/account-form.tsx'
import { useAccount } from '#gas/queries.ts'
import { accountWord, supplyWord } from '#gas/words.ts'

/** Every utility account by number; one of them, or the form for a new one, stands beside the list. */
export default function Accounts() {
  const { id } = useParams()
  const making = id === 'new'
  return (
    <WithPane base="/gas/accounts" width={460} list={<List current={id} />} title={id === undefined ? '' : making ? 'New account' : <Numbered id={id} />}>
      {id === undefined ? null : making ? <NewAccount /> : <AccountPane key={id} id={id} />}
    </WithPane>
  )
}
const Numbered = ({ id }: { id: string }) => <span className="mono">{useAccount(id).data?.number ?? 'Account'}</span>

function List({ current }: { current: string | undefined }) {
  const may = useMay()
  return (
    <ListPage<StaffAccount>
      resource="gas-accounts"
      title="Utility accounts"
      search="number, name or meter"
      href={(a) => `/gas/accounts/${a.id}${location.search}`}
      current={current}
      create={{ label: 'New account', to: '/gas/accounts/new', may: 'gas.account.edit' }}
      actions={
        may('gas.account.edit') ? (
          <Button component={Link} to="/gas/accounts/import">
            From a file
          </Button>
        ) : undefined
      }
      exportName="gas-accounts"
      empty={{ title: 'No accounts yet', text: 'Each household or business that takes gas has an account. Bring them in from a file, or make one.' }}
      rowTone={(a) => (a.status === 'surrendered' ? 'quiet' : undefined)}
      columns={[
        {
          key: 'number',
          label: 'Number',
          render: (a) => (
            <>
              <span className="mono">{a.number}</span>
              {a.status === 'active' ? null : <Lozenge tone={a.status === 'on_hold' ? 'warn' : 'plain'}>{accountWord[a.status]}</Lozenge>}
            </>
          ),
          csv: (a) => a.number,
        },
        { key: 'name', label: 'Name', render: (a) => a.name, csv: (a) => a.name },
        { key: 'address', label: 'Address', from: 'lg', render: (a) => a.address, csv: (a) => a.address },
        { key: 'supply', label: 'Supply', from: 'sm', render: (a) => supplyWord[a.supply], csv: (a) => a.supply },
        { key: 'depot', label: 'Depot', from: 'md', render: (a) => a.depot?.name ?? '–', csv: (a) => a.depot?.name },
        {
          key: 'customers',
          label: 'Linked by',
          from: 'md',
          render: (a) => a.customers.map((c) => c.name).join(', ') || <span className="quiet">Nobody</span>,
          csv: (a) => a.customers.map((c) => c.name).join(', '),
        },
      ]}
    />
  )
}
