import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { When } from '@manifold/ui'
import { api, type SimulatedOrder } from '@manifold/client'
import { Heads, MenuChip } from '#shell/parts.tsx'
import { Sum } from '#money/amounts.tsx'
import { PaymentLink } from '#money/links.tsx'
import { TablePanel, Told } from '#money/parts.tsx'
import type { Acting } from '#money/simulate.ts'
import { human, methodWord } from '#money/words.tsx'

const orderWord: Record<string, string> = { created: 'Not paid yet', attempted: 'Being paid', paid: 'Paid' }

export function Orders({ desk: s, act, busy }: Acting) {
  const [every, setEvery] = useState(false)
  const shown = every ? s.orders : s.orders.slice(0, 10)
  return (
    <TablePanel
      title="Orders"
      note={s.orders.length === 0 ? 'None yet. A customer who pays by gateway makes one.' : undefined}
      end={
        s.orders.length > 10 ? (
          <button type="button" className="linkish card-link" aria-expanded={every} onClick={() => setEvery(!every)}>
            {every ? 'The newest 10' : `All ${s.orders.length}`}
          </button>
        ) : null
      }
    >
      {s.orders.length === 0 ? (
        <div style={{ height: 10 }} />
      ) : (
        <table className="table">
          <caption className="vh">Orders at the simulator</caption>
          <Heads of={['Order', ['Payment', 'from-sm'], 'State', ['Payments made', 'from-lg'], ['When', 'from-md'], ['Amount', 'num'], ['Actions', 'vh']]} />
          <tbody>
            {shown.map((o) => (
              <tr key={o.id}>
                <th scope="row" style={{ overflowWrap: 'anywhere' }}>
                  {o.id}
                </th>
                <td className="from-sm">{o.reference ? <PaymentLink id={o.reference}>{o.reference}</PaymentLink> : <span className="quiet">–</span>}</td>
                <td>{orderWord[o.status] ?? human(o.status)}</td>
                <td className="from-lg">
                  <Made of={o} desk={s} act={act} busy={busy} />
                </td>
                <td className="from-md">
                  <When at={o.createdAt} />
                </td>
                <td className="num">
                  <Sum of={o.amount} />
                </td>
                <td style={{ width: 90 }}>
                  <span className="row" style={{ justifyContent: 'flex-end' }}>
                    {o.status === 'paid' ? null : (
                      <MenuChip label={`Pay ${o.reference ?? o.id} by a script`} value="Pay" disabled={busy}>
                        {(close) =>
                          s.scripts.map((x) => (
                            <MenuItem
                              key={x.name}
                              onClick={() => {
                                close()
                                act(`${x.label}.`, () => api.post(`/simulator/orders/${o.id}/run`, { script: x.name }))
                              }}
                            >
                              {x.label}
                            </MenuItem>
                          ))
                        }
                      </MenuChip>
                    )}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {s.holding ? (
        <div style={{ padding: '0 16px 12px' }}>
          <Told tone="warn">
            <p>Messages are held back: what is paid here is not known to us until they go out.</p>
          </Told>
        </div>
      ) : null}
    </TablePanel>
  )
}

/** The payments of an order; an event of each can be sent by hand. */
function Made({ of: o, desk, act, busy }: Acting & { of: SimulatedOrder }) {
  if (o.payments.length === 0) return <span className="quiet">–</span>
  return (
    <ul className="made">
      {o.payments.map((p) => (
        <li key={p.id} title={desk.scripts.find((x) => x.name === p.script)?.label}>
          <span>
            {methodWord(p.method)}, {human(p.status).toLowerCase()} <span className="meta">{p.id}</span>
          </span>
          <MenuChip label={`Send an event of ${p.id} by hand`} value="Send" disabled={busy}>
            {(close) =>
              desk.events.map((event) => (
                <MenuItem
                  key={event}
                  onClick={() => {
                    close()
                    act(`${event} is sent.`, () => api.post('/simulator/send', { paymentId: p.id, event }))
                  }}
                >
                  {event}
                </MenuItem>
              ))
            }
          </MenuChip>
        </li>
      ))}
    </ul>
  )
}
