import { Link, useNavigate } from 'react-router'
import { useToast } from '@manifold/ui'
import { api, type Cylinder } from '@manifold/client'
import { fixed } from '#shell/filters.ts'
import { Form, type FormField } from '#shell/form.tsx'
import { tareProblem, testDueProblem } from '#gas/cylinder.tsx'
import { gasReloaded, useOpenDepots, useOpenTypes } from '#gas/queries.ts'
import { grams } from '#gas/words.ts'

interface New {
  code: string
  depotId: string | null
  typeId: string | null
  state: string
  batch: string
  testDue: string
  tareGrams: string
}
const fields: FormField<New>[] = [
  {
    name: 'code',
    label: 'Code',
    kind: 'text',
    most: 30,
    hint: 'As stamped or on the barcode: 3 to 24 letters and digits. A hand scanner may type it.',
    check: (v: never) => (/^[A-Z0-9]{3,24}$/.test((v as string).toUpperCase().replaceAll(/[\s-]/g, '')) ? null : 'A code has 3 to 24 letters and digits.'),
  },
  { name: 'depotId', label: 'Depot', kind: 'select', useOptions: useOpenDepots },
  { name: 'typeId', label: 'Type', kind: 'select', useOptions: useOpenTypes },
  {
    name: 'state',
    label: 'It arrives',
    kind: 'select',
    useOptions: fixed([
      ['registered', 'Not yet, only registered'],
      ['empty', 'Empty'],
      ['filled', 'Filled'],
    ]),
  },
  { name: 'testDue', label: 'Test due', kind: 'text', optional: true, most: 6, hint: 'Letter and year as stamped, such as C29', check: (v: never) => testDueProblem(v) },
  { name: 'batch', label: 'Batch', kind: 'text', optional: true, most: 60, hint: 'What a recall would name' },
  { name: 'tareGrams', label: 'Tare in kg', kind: 'text', optional: true, most: 8, hint: 'Needed to check the weight after a refill', check: (v: never) => tareProblem(v) },
]
/** What was chosen stays for the next one: cylinders come in lots. */
let last: Omit<New, 'code' | 'tareGrams'> = { depotId: null, typeId: null, state: 'registered', batch: '', testDue: '' }

export function RegisterOne() {
  const toast = useToast()
  const navigate = useNavigate()
  return (
    <>
      <Form
        fields={fields}
        initial={{ ...last, code: '', tareGrams: '' }}
        saveLabel="Register"
        onCancel={() => void navigate('/gas/cylinders')}
        submit={async (v) => {
          const made = await api.post<Cylinder>('/gas/cylinders', {
            code: v.code.trim(),
            depotId: v.depotId,
            typeId: v.typeId,
            state: v.state,
            ...(v.batch.trim() ? { batch: v.batch.trim() } : {}),
            ...(v.testDue.trim() ? { testDue: v.testDue.trim() } : {}),
            ...(v.tareGrams.trim() ? { tareGrams: grams(v.tareGrams) } : {}),
          })
          const { code: _, tareGrams: __, ...kept } = v
          last = kept
          await gasReloaded()
          toast({ text: `${made.code} is registered.`, action: { label: 'One more', run: () => void navigate('/gas/cylinders/new') } })
          void navigate(`/gas/cylinders/${made.id}`)
        }}
      />
      <p className="meta">
        Many at once: <Link to="/gas/cylinders/import">from a file</Link>.
      </p>
    </>
  )
}
