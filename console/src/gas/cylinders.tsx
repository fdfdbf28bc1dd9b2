import Button from '@mui/material/Button'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Lozenge, ScanIcon, When } from '@manifold/ui'
import type { Cylinder, CylinderEvent } from '@manifold/client'
import { WithPane } from '#shell/entity-page.tsx'
import { fixed, yesNo } from '#shell/filters.ts'
import { ListPage } from '#shell/list-page.tsx'
import { useMay } from '#shell/session.ts'
import { ActOn } from '#gas/act.tsx'
import { CylinderActs, CylinderPane, Named } from '#gas/cylinder.tsx'
import { FindCylinder } from '#gas/find-cylinder.tsx'
import { CylinderLabel } from '#gas/parts.tsx'
import { useDepotOptions, useTypeOptions } from '#gas/queries.ts'
import { RegisterOne } from '#gas/register.tsx'
import { cylinderOptions, dueText } from '#gas/words.ts'

/** Every cylinder by code; one of them, or the form for a new one, stands beside the list. */
export default function Cylinders() {
  const { id } = useParams()
  const making = id === 'new'
  return (
    <WithPane
      base="/gas/cylinders"
      width={460}
      list={<List current={id} />}
      title={id === undefined ? '' : making ? 'Register a cylinder' : <Named id={id} />}
      {...(id && !making ? { actions: <CylinderActs id={id} /> } : {})}
    >
      {id === undefined ? null : making ? <RegisterOne /> : <CylinderPane key={id} id={id} />}
    </WithPane>
  )
}

function List({ current }: { current: string | undefined }) {
  const may = useMay()
  const navigate = useNavigate()
  const [finding, setFinding] = useState(false)
  const [act, setAct] = useState<{ event: CylinderEvent; over: (done: boolean) => void } | null>(null)
  const [acting, setActing] = useState<Cylinder[]>([])
  // The dialog says what became of each; the bar waits for its end.
  const ask = (event: CylinderEvent) => (rows: Cylinder[]) =>
    new Promise<void>((done, off) => {
      setActing(rows)
      setAct({ event, over: (well) => (well ? done() : off(new Error(''))) })
    })
  const edit = may('gas.cylinder.edit')
  return (
    <>
      <ListPage<Cylinder>
        resource="gas-cylinders"
        title="Cylinders"
        search="codes"
        filters={[
          { name: 'state', label: 'State', kind: 'one', useOptions: fixed(cylinderOptions) },
          { name: 'depotId', label: 'Depot', kind: 'one', useOptions: useDepotOptions },
          { name: 'typeId', label: 'Type', kind: 'one', useOptions: useTypeOptions },
          { name: 'batch', label: 'Batch', kind: 'text' },
          { name: 'testDue', label: 'Test due', kind: 'text' },
          { name: 'recalled', label: 'Recall', kind: 'one', useOptions: yesNo('Under recall', 'Not under recall') },
        ]}
        href={(c) => `/gas/cylinders/${c.id}${location.search}`}
        current={current}
        exportName="cylinders"
        {...(edit ? { create: { label: 'Register', to: '/gas/cylinders/new', may: 'gas.cylinder.edit' } } : {})}
        actions={
          <>
            <Button startIcon={<ScanIcon size={16} />} onClick={() => setFinding(true)}>
              Scan
            </Button>
            {edit ? <Button onClick={() => void navigate('/gas/cylinders/import')}>From a file</Button> : null}
          </>
        }
        {...(edit
          ? {
              bulk: [
                { label: 'Mark filled', run: ask('fill') },
                { label: 'Mark empty', run: ask('empty') },
                { label: 'Quarantine', run: ask('quarantine'), danger: true },
                {
                  label: 'Send to the plant',
                  run: (rows) => {
                    void navigate('/gas/batches/new', { state: { codes: rows.map((c) => c.code), depotId: rows[0]?.depot.id } })
                    return Promise.resolve()
                  },
                },
              ],
            }
          : {})}
        empty={{ title: 'No cylinders yet', text: 'Register the cylinders that you own, singly or from a file.' }}
        rowTone={(c) => (c.state === 'condemned' ? 'quiet' : undefined)}
        columns={[
          {
            key: 'code',
            label: 'Code',
            render: (c) => (
              <>
                <span className="mono">{c.code}</span>
                {c.recallId ? <Lozenge tone="danger">Recall</Lozenge> : c.testOverdue ? <Lozenge tone="warn">Test overdue</Lozenge> : null}
              </>
            ),
            csv: (c) => c.code,
          },
          { key: 'state', label: 'State', render: (c) => <CylinderLabel state={c.state} />, csv: (c) => c.state },
          { key: 'depot', label: 'Depot', from: 'md', render: (c) => c.depot.name, csv: (c) => c.depot.name },
          { key: 'type', label: 'Type', from: 'lg', render: (c) => c.type.name, csv: (c) => c.type.name },
          {
            key: 'with',
            label: 'With',
            from: 'sm',
            render: (c) => c.holder?.name ?? (c.booking ? c.booking.reference : '–'),
            csv: (c) => c.holder?.name ?? c.booking?.reference,
          },
          { key: 'batch', label: 'Batch', from: 'lg', render: (c) => c.batch ?? '–', csv: (c) => c.batch },
          { key: 'due', label: 'Test due', from: 'md', render: (c) => <span className={c.testOverdue ? 'warn' : undefined}>{dueText(c.testDue)}</span>, csv: (c) => c.testDue },
          { key: 'since', label: 'Since', from: 'sm', render: (c) => <When at={c.stateSince} style="day" />, csv: (c) => c.stateSince },
        ]}
      />
      <FindCylinder open={finding} onClose={() => setFinding(false)} />
      <ActOn
        cylinders={acting}
        event={act?.event ?? null}
        onDone={() => act?.over(true)}
        onClose={() => {
          act?.over(false)
          setAct(null)
        }}
      />
    </>
  )
}
