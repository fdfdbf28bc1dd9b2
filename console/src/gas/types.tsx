import { Lozenge } from '@manifold/ui'
import type { CylinderType } from '@manifold/client'
import { EntityPage } from '#shell/entity-page.tsx'
import type { FormField } from '#shell/form.tsx'
import { grams, kg } from '#gas/words.ts'

interface Values {
  code: string
  name: string
  net: string
  tolerance: string
  active: boolean
}
const weight = (most: number, least: number) => (v: never) => {
  const g = grams(v)
  return g !== null && g >= least && g <= most ? null : 'Enter kilograms with at most three decimals, such as 14.2.'
}

const name: FormField<Values> = { name: 'name', label: 'Name', kind: 'text', most: 80 }
/** Of a new type. */
const all: FormField<Values>[] = [
  {
    name: 'code',
    label: 'Code',
    kind: 'text',
    most: 12,
    hint: '2 to 12 letters and digits; it names the type in files',
    check: (v: never) => (/^[A-Za-z0-9]{2,12}$/.test(v as string) ? null : 'A code has 2 to 12 letters and digits.'),
  },
  name,
  { name: 'net', label: 'Gas in a full one, in kg', kind: 'text', check: weight(100_000, 1) },
  { name: 'tolerance', label: 'May differ by, in kg', kind: 'text', hint: 'One that weighs less or more is held after a refill', check: weight(10_000, 0) },
]
/** Of one that is there. */
const some: FormField<Values>[] = [
  name,
  { name: 'active', label: 'In use', kind: 'switch', hint: 'One that is withdrawn cannot be booked any more; cylinders that are out stay out.' },
]

/** Types of cylinders. The weights decide what passes the scales, so they do not change once cylinders are filled by them; a type may be renamed or withdrawn. */
export default function Types() {
  return (
    <EntityPage<CylinderType, Values>
      resource="gas-types"
      base="/gas/types"
      one="type"
      name={(t) => t.name}
      list={{
        title: 'Types of cylinders',
        rowTone: (t) => (t.active ? undefined : 'quiet'),
        empty: { title: 'No types yet', text: 'What cylinders there are, by how much gas they hold.' },
        columns: [
          {
            key: 'name',
            label: 'Name',
            render: (t) => (
              <>
                {t.name}
                {t.active ? null : <Lozenge>Withdrawn</Lozenge>}
              </>
            ),
          },
          { key: 'code', label: 'Code', render: (t) => <span className="mono">{t.code}</span> },
          { key: 'net', label: 'Gas in it', num: true, render: (t) => kg(t.netGrams) },
          { key: 'tolerance', label: 'May differ by', num: true, from: 'sm', render: (t) => kg(t.toleranceGrams) },
        ],
      }}
      fields={(row) => (row ? some : all)}
      blank={{ code: '', name: '', net: '', tolerance: '', active: true }}
      values={(t) => ({ code: t.code, name: t.name, net: String(t.netGrams / 1000), tolerance: String(t.toleranceGrams / 1000), active: t.active })}
      body={(v, row) =>
        row ? { name: v.name.trim(), active: v.active } : { code: v.code.trim().toUpperCase(), name: v.name.trim(), netGrams: grams(v.net), toleranceGrams: grams(v.tolerance) }
      }
    />
  )
}
