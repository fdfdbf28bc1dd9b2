import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import { CloseIcon, EmptyState, ErrorState, Lozenge, SkeletonRows, When } from '@manifold/ui'
import { api } from '@manifold/client'
import { useActs } from '#shell/palette.tsx'
import { IconAct, MenuChip } from '#shell/parts.tsx'
import { Title } from '#shell/title.tsx'
import { useSimulate, useSimulator, type Acting } from '#money/simulate.ts'
import { Orders } from '#money/simulator-orders.tsx'
import { Deliveries, Settlements } from '#money/simulator-out.tsx'
import { human, methodWord } from '#money/words.tsx'

const clocks = [
  [5 * 60, '5 minutes'],
  [3600, '1 hour'],
  [86_400, '1 day'],
  [3 * 86_400, '3 days'],
  [11 * 86_400, '11 days'],
] as const
const callWords: Record<string, string> = {
  'order.create': 'Making an order',
  'order.find': 'Finding an order',
  'order.payments': 'Payments of an order',
  'payment.fetch': 'Asking for a payment',
  'payment.capture': 'Capturing',
  'refund.create': 'Making a refund',
  'refund.list': 'Listing refunds',
  'payment.charge': 'Charging a saved method',
  'dispute.contest': 'Answering a dispute',
  'dispute.accept': 'Accepting a dispute',
  'document.create': 'Sending a file',
  'settlement.recon': 'Asking for settled lines',
  'settlement.fetch': 'Asking for a settlement',
  'payout.create': 'Making a payout',
  'payout.list': 'Listing payouts',
}
const callWord = (call: string) => callWords[call] ?? human(call)

/** A bank of our own: orders are paid by script, calls go wrong on purpose, time passes at the press of a button. No money moves. */
export default function SimulatorPage() {
  const found = useSimulator(true)
  const simulate = useSimulate()
  const s = found.data
  const act = (done: string, run: () => Promise<unknown>) => simulate.mutate({ run, done })
  useActs(
    s
      ? [
          { label: 'Simulator: let a day pass', run: () => act('A day has passed at the bank.', () => api.post('/simulator/clock', { seconds: 86_400 })) },
          { label: 'Simulator: settle what is due', run: () => act('The bank has settled.', () => api.post('/simulator/settle', {})) },
          { label: s.holding ? 'Simulator: let messages go out' : 'Simulator: hold messages back', run: () => act('Done.', () => api.post('/simulator/hold', { on: !s.holding })) },
        ]
      : [],
  )
  return (
    <main className="page">
      <div className="page-head">
        <Title of="Simulator" />
        <h1>Simulator</h1>
        <span className="meta">A gateway and a bank of our own. No money moves.</span>
      </div>
      <div className="money-page-body scroll" tabIndex={0} role="region" aria-label="Simulator">
        {found.isPending ? (
          <SkeletonRows rows={8} height={48} />
        ) : s === null ? (
          <EmptyState title="The simulator is off" text="It runs locally, and in production only with SIMULATOR=true. With Razorpay’s keys set it is not there at all." />
        ) : !s ? (
          <ErrorState text={found.error?.message ?? ''} onRetry={() => void found.refetch()} />
        ) : (
          <div className="stack tight">
            <Desk desk={s} act={act} busy={simulate.isPending} />
            <Orders desk={s} act={act} busy={simulate.isPending} />
            <Deliveries desk={s} act={act} busy={simulate.isPending} />
            <Settlements act={act} busy={simulate.isPending} />
          </div>
        )}
      </div>
    </main>
  )
}

function Desk({ desk: s, act, busy }: Acting) {
  const armed = s.armed ? (s.scripts.find((x) => x.name === s.armed!.script)?.label ?? s.armed.script) : null
  return (
    <section className="panel desk-grid" aria-label="What happens next">
      <div>
        <h2>The next order</h2>
        <p className="meta">Is paid by this script without anybody pressing. Without one, the pay page asks.</p>
        <div className="row wrap">
          <MenuChip label={`Script of the next order: ${armed ?? 'Nobody pays it'}`} value={armed ?? 'Nobody pays it'}>
            {(close) => [
              <MenuItem
                key=""
                selected={armed === null}
                onClick={() => {
                  close()
                  act('The next order waits for a person.', () => api.post('/simulator/arm', { script: null }))
                }}
              >
                Nobody pays it
              </MenuItem>,
              ...s.scripts.map((x) => (
                <MenuItem
                  key={x.name}
                  selected={s.armed?.script === x.name}
                  onClick={() => {
                    close()
                    act(`Armed: ${x.label.toLowerCase()}.`, () => api.post('/simulator/arm', { script: x.name }))
                  }}
                >
                  {x.label}
                </MenuItem>
              )),
            ]}
          </MenuChip>
          {armed ? <Lozenge tone="warn">Armed</Lozenge> : null}
        </div>
      </div>
      <div>
        <h2>A call goes wrong</h2>
        <p className="meta">Once. A lost answer does the work and cuts the connection; an error does nothing.</p>
        <div className="row wrap">
          {(
            [
              ['lost_answer', 'Lose the answer'],
              ['error_500', 'Answer an error'],
            ] as const
          ).map(([kind, word]) => (
            <MenuChip key={kind} label={`${word} of`} value={word} dash>
              {(close) =>
                s.calls.map((call) => (
                  <MenuItem
                    key={call}
                    onClick={() => {
                      close()
                      act(`${callWord(call)} goes wrong once.`, () => api.post('/simulator/faults', { call, kind }))
                    }}
                  >
                    {callWord(call)}
                  </MenuItem>
                ))
              }
            </MenuChip>
          ))}
        </div>
        {s.faults.length > 0 ? (
          <ul className="lines">
            {s.faults.map((f) => (
              <li key={f.id}>
                <span className="grow">
                  {callWord(f.call)}: {f.kind === 'lost_answer' ? 'the answer is lost' : 'an error'}
                </span>
                <IconAct label={`Take away: ${callWord(f.call)}`} disabled={busy} onClick={() => act('Taken away.', () => api.delete(`/simulator/faults/${f.id}`))}>
                  <CloseIcon size={14} />
                </IconAct>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <div>
        <h2>The bank’s time</h2>
        <p className="meta">What is still to happen comes nearer. The product’s own clock does not move.</p>
        <div className="row wrap">
          {clocks.map(([seconds, word]) => (
            <button
              key={seconds}
              type="button"
              className="chip"
              disabled={busy}
              onClick={() => act(`${word} have passed at the bank.`.replace(/^1 (\w+) have/, '1 $1 has'), () => api.post('/simulator/clock', { seconds }))}
            >
              {word}
            </button>
          ))}
        </div>
        {s.pending.length > 0 ? (
          <ul className="lines">
            {s.pending.slice(0, 6).map((p) => (
              <li key={p.id}>
                <span className="grow">
                  {human(p.what)} <span className="meta">{p.about}</span>
                </span>
                <span className="meta">
                  <When at={p.dueAt} style="deadline" />
                </span>
              </li>
            ))}
            {s.pending.length > 6 ? <li className="meta">and {s.pending.length - 6} more</li> : null}
          </ul>
        ) : (
          <p className="meta" style={{ marginTop: 8 }}>
            Nothing is still to happen.
          </p>
        )}
      </div>
      <div>
        <h2>A bank is slow</h2>
        <p className="meta">Customers see it before they pay.</p>
        <Downtime desk={s} act={act} busy={busy} />
        <h2 style={{ marginTop: 14 }}>Webhook secret</h2>
        <p className="meta">Number {s.secretGeneration}. Messages already made are signed with the one before.</p>
        <div>
          <Button disabled={busy} onClick={() => act('The webhook secret is a new one.', () => api.post('/simulator/rotate-secret'))}>
            Rotate the secret
          </Button>
        </div>
      </div>
    </section>
  )
}

function Downtime({ desk: s, act, busy }: Acting) {
  return (
    <div className="row wrap">
      {s.methods.map((method) => (
        <MenuChip key={method} label={`Downtime of ${methodWord(method)}`} value={methodWord(method)} disabled={busy}>
          {(close) =>
            (
              [
                ['high', true, 'Does not work'],
                ['medium', true, 'Slow'],
                ['low', false, 'Works again'],
              ] as const
            ).map(([severity, on, word]) => (
              <MenuItem
                key={word}
                onClick={() => {
                  close()
                  act(`${methodWord(method)}: ${word.toLowerCase()}.`, () => api.post('/simulator/downtime', { method, severity, on }))
                }}
              >
                {word}
              </MenuItem>
            ))
          }
        </MenuChip>
      ))}
    </div>
  )
}
