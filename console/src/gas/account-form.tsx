import { useNavigate } from 'react-router'
import { useToast } from '@manifold/ui'
import { api, type StaffAccountPage } from '@manifold/client'
import { fixed } from '#shell/filters.ts'
import { Form, type FormField } from '#shell/form.tsx'
import { queries } from '#shell/query.ts'
import { gasReloaded, useOpenDepots } from '#gas/queries.ts'
import { accountWord, paise, supplyWord } from '#gas/words.ts'

interface Values {
  number: string
  name: string
  address: string
  phone: string
  email: string
  supply: string
  meterNumber: string
  depotId: string | null
  area: string
  bottles: string
  status: string
  kycValidTo: string
  inspectedOn: string
  lastBillAmount: string
}
const fields = (making: boolean): FormField<Values>[] => [
  {
    name: 'number',
    label: 'Number',
    kind: 'text',
    most: 40,
    check: (v: never) => (/^[ -]*(?:[A-Za-z0-9][ -]*){4,30}$/.test(v as string) ? null : 'A number has 4 to 30 letters and digits.'),
  },
  { name: 'name', label: 'Name', kind: 'text', most: 120 },
  { name: 'address', label: 'Address', kind: 'long', rows: 2, most: 300 },
  { name: 'phone', label: 'Phone', kind: 'text', type: 'tel', optional: true, most: 20 },
  { name: 'email', label: 'E-mail', kind: 'text', type: 'email', optional: true, most: 254, hint: 'A code for linking goes here' },
  { name: 'supply', label: 'Supply', kind: 'select', useOptions: fixed(Object.entries(supplyWord)) },
  { name: 'meterNumber', label: 'Meter number', kind: 'text', optional: true, most: 40, when: (v) => v.supply !== 'lpg' },
  { name: 'depotId', label: 'Depot', kind: 'select', optional: true, useOptions: useOpenDepots },
  {
    name: 'area',
    label: 'Area',
    kind: 'select',
    useOptions: fixed([
      ['urban', 'Urban'],
      ['rural', 'Rural'],
    ]),
  },
  {
    name: 'bottles',
    label: 'Cylinders at a time',
    kind: 'select',
    useOptions: fixed([
      ['1', 'One'],
      ['2', 'Two'],
    ]),
    when: (v) => v.supply !== 'piped',
  },
  { name: 'kycValidTo', label: 'Papers valid until', kind: 'text', type: 'date', optional: true, hint: 'Proof of identity and address' },
  { name: 'inspectedOn', label: 'Last safety inspection', kind: 'text', type: 'date', optional: true },
  ...(making
    ? []
    : [{ name: 'status' as const, label: 'State', kind: 'select' as const, useOptions: fixed(Object.entries(accountWord)), hint: 'Only an active account can book' }]),
  {
    name: 'lastBillAmount',
    label: 'Amount of the last bill, in rupees',
    kind: 'text',
    optional: true,
    most: 16,
    hint: making ? 'A customer proves with it that the account is theirs. It is not shown again.' : 'Left empty, what is recorded stays. It is a proof, so it is not shown.',
    check: (v: never) => (paise(v) === null ? 'Enter rupees with at most two decimals, such as 842.50.' : null),
  },
]
const sent = (v: Values) => ({
  number: v.number.trim(),
  name: v.name.trim(),
  address: v.address.trim(),
  phone: v.phone.trim() || null,
  email: v.email.trim() || null,
  meterNumber: v.supply === 'lpg' ? null : v.meterNumber.trim() || null,
  supply: v.supply,
  depotId: v.depotId || null,
  area: v.area,
  bottles: Number(v.bottles),
  kycValidTo: v.kycValidTo || null,
  inspectedOn: v.inspectedOn || null,
  ...(v.lastBillAmount.trim() ? { lastBillAmount: paise(v.lastBillAmount) } : {}),
})

export function NewAccount() {
  const navigate = useNavigate()
  const toast = useToast()
  return (
    <Form
      fields={fields(true)}
      initial={{
        number: '',
        name: '',
        address: '',
        phone: '',
        email: '',
        supply: 'lpg',
        meterNumber: '',
        depotId: null,
        area: 'urban',
        bottles: '1',
        status: 'active',
        kycValidTo: '',
        inspectedOn: '',
        lastBillAmount: '',
      }}
      saveLabel="Make account"
      onCancel={() => void navigate('/gas/accounts')}
      submit={async (v) => {
        const made = await api.post<StaffAccountPage>('/gas/accounts', sent(v))
        await gasReloaded()
        toast(`The account ${made.number} is made.`)
        void navigate(`/gas/accounts/${made.id}`)
      }}
    />
  )
}

export function EditAccount({ account: a, onDone }: { account: StaffAccountPage; onDone: () => void }) {
  const toast = useToast()
  return (
    <Form
      fields={fields(false)}
      initial={{
        number: a.number,
        name: a.name,
        address: a.address,
        phone: a.phone ?? '',
        email: a.email ?? '',
        supply: a.supply,
        meterNumber: a.meterNumber ?? '',
        depotId: a.depot?.id ?? null,
        area: a.area,
        bottles: String(a.bottles),
        status: a.status,
        kycValidTo: a.kycValidTo ?? '',
        inspectedOn: a.inspectedOn ?? '',
        lastBillAmount: '',
      }}
      onCancel={onDone}
      submit={async (v) => {
        const saved = await api.patch<StaffAccountPage>(`/gas/accounts/${a.id}`, { ...sent(v), status: v.status }, { version: a.version })
        queries.setQueryData(['gas', 'account', a.id], saved)
        await gasReloaded()
        toast('Saved.')
        onDone()
      }}
    />
  )
}
