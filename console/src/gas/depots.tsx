import { Lozenge } from '@manifold/ui'
import type { Depot } from '@manifold/client'
import { EntityPage } from '#shell/entity-page.tsx'
import type { FormField } from '#shell/form.tsx'

interface Values {
  code: string
  name: string
  address: string
  active: boolean
}
const code: FormField<Values> = {
  name: 'code',
  label: 'Code',
  kind: 'text',
  most: 12,
  hint: '2 to 12 letters and digits; it names the depot in files and does not change',
  check: (v: never) => (/^[A-Za-z0-9]{2,12}$/.test(v as string) ? null : 'A code has 2 to 12 letters and digits.'),
}
const rest: FormField<Values>[] = [
  { name: 'name', label: 'Name', kind: 'text', most: 80 },
  { name: 'address', label: 'Address', kind: 'text', optional: true, most: 300 },
]

/** Where cylinders are kept. One that is closed takes no new cylinders and bookings. */
export default function Depots() {
  return (
    <EntityPage<Depot, Values>
      resource="gas-depots"
      base="/gas/depots"
      one="depot"
      name={(d) => d.name}
      list={{
        title: 'Depots',
        empty: { title: 'No depots yet', text: 'Where cylinders are kept, filled from and given out.' },
        rowTone: (d) => (d.active ? undefined : 'quiet'),
        columns: [
          {
            key: 'name',
            label: 'Name',
            render: (d) => (
              <>
                {d.name}
                {d.active ? null : <Lozenge>Closed</Lozenge>}
              </>
            ),
          },
          { key: 'code', label: 'Code', render: (d) => <span className="mono">{d.code}</span> },
          { key: 'address', label: 'Address', from: 'md', render: (d) => d.address || '–' },
        ],
      }}
      fields={(row) =>
        row ? [...rest, { name: 'active', label: 'In use', kind: 'switch', hint: 'A closed depot takes no new cylinders and bookings; what is there stays.' }] : [code, ...rest]
      }
      blank={{ code: '', name: '', address: '', active: true }}
      values={(d) => ({ code: d.code, name: d.name, address: d.address, active: d.active })}
      body={(v, row) =>
        row ? { name: v.name.trim(), address: v.address.trim(), active: v.active } : { code: v.code.trim().toUpperCase(), name: v.name.trim(), address: v.address.trim() }
      }
    />
  )
}
