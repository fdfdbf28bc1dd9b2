import MenuItem from '@mui/material/MenuItem'
import Switch from '@mui/material/Switch'
import { useQuery } from '@tanstack/react-query'
import { RefreshIcon, When } from '@manifold/ui'
import { api, type Page, type SimulatedSettlement } from '@manifold/client'
import { Heads, IconAct, MenuChip } from '#shell/parts.tsx'
import { Sum } from '#money/amounts.tsx'
import { TablePanel } from '#money/parts.tsx'
import type { Acting } from '#money/simulate.ts'

const orders = [
  ['as_made', 1, 'As they were made'],
  ['reversed', 1, 'In the wrong order'],
  ['shuffled', 1, 'Shuffled'],
  ['as_made', 3, 'Three times each'],
] as const

/** Messages on their way to us: what was answered, held back, or to be sent again. */
export function Deliveries({ desk: s, act, busy }: Acting) {
  const held = s.deliveries.filter((d) => d.held).length
  return (
    <TablePanel
      title="Webhooks out"
      note={s.deliveries.length === 0 ? 'None yet' : undefined}
      end={
        <span className="row wrap">
          {s.holding || held > 0 ? (
            <MenuChip label={`Send ${held} held messages`} value={`Send ${held} held`} disabled={busy || held === 0}>
              {(close) =>
                orders.map(([order, copies, word]) => (
                  <MenuItem
                    key={word}
                    onClick={() => {
                      close()
                      act('The messages go out.', () => api.post('/simulator/release', { order, copies }))
                    }}
                  >
                    {word}
                  </MenuItem>
                ))
              }
            </MenuChip>
          ) : null}
          <span className="row meta" style={{ gap: 4 }}>
            <Switch
              size="small"
              checked={s.holding}
              disabled={busy}
              slotProps={{ input: { 'aria-label': 'Hold messages back' } }}
              onChange={(e) => act(e.target.checked ? 'Messages are held back.' : 'Messages go out again.', () => api.post('/simulator/hold', { on: e.target.checked }))}
            />
            Hold messages back
          </span>
        </span>
      }
    >
      {s.deliveries.length === 0 ? (
        <div style={{ height: 10 }} />
      ) : (
        <table className="table">
          <caption className="vh">Webhooks of the simulator</caption>
          <Heads of={['Event', ['About', 'from-md'], 'Answer', ['Tries', 'num from-sm'], ['Copies', 'num from-md'], ['Sent', 'from-sm'], ['Actions', 'vh']]} />
          <tbody>
            {s.deliveries.slice(0, 20).map((d) => (
              <tr key={d.id}>
                <th scope="row">{d.event}</th>
                <td className="from-md quiet">{d.about ?? '–'}</td>
                <td>
                  {d.held ? 'Held back' : d.answer === null ? <span className="quiet">Not yet</span> : <span className={d.answer >= 400 ? 'warn' : undefined}>{d.answer}</span>}
                </td>
                <td className="num from-sm">{d.tries}</td>
                <td className="num from-md">{d.copies}</td>
                <td className="from-sm">{d.sentAt ? <When at={d.sentAt} /> : <When at={d.dueAt} style="deadline" />}</td>
                <td className="num">
                  <IconAct
                    label={`Send ${d.event} once more`}
                    disabled={busy}
                    onClick={() => act('It is sent once more.', () => api.post(`/simulator/deliveries/${d.id}/send`, {}))}
                  >
                    <RefreshIcon size={14} />
                  </IconAct>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </TablePanel>
  )
}

const settleFaults = [
  ['none', 'As it should be'],
  ['missing_line', 'A line is missing'],
  ['amount_differs', 'An amount differs'],
  ['unknown_payment', 'With a payment that is not ours'],
  ['short_in_bank', 'Less arrives in the bank'],
] as const

/** What the pretended bank paid out, with its two files to import. */
export function Settlements({ act, busy }: Omit<Acting, 'desk'>) {
  const rows =
    useQuery({ queryKey: ['simulator', 'settlements'], queryFn: ({ signal }) => api.get<Page<SimulatedSettlement>>('/simulator/settlements', { query: { limit: 10 }, signal }) })
      .data?.data ?? []
  return (
    <TablePanel
      title="Settlements"
      note={rows.length === 0 ? 'None yet' : undefined}
      end={
        <MenuChip label="Settle what is due" value="Settle what is due" disabled={busy}>
          {(close) =>
            settleFaults.map(([fault, word]) => (
              <MenuItem
                key={fault}
                onClick={() => {
                  close()
                  act('The bank has settled.', () => api.post('/simulator/settle', { fault }))
                }}
              >
                {word}
              </MenuItem>
            ))
          }
        </MenuChip>
      }
    >
      {rows.length === 0 ? (
        <div style={{ height: 10 }} />
      ) : (
        <table className="table">
          <caption className="vh">Settlements of the simulator</caption>
          <Heads of={['Settlement', ['How', 'from-md'], ['Made', 'from-sm'], 'Files', ['Lines', 'num from-sm'], ['Paid out', 'num']]} />
          <tbody>
            {rows.map((r) => (
              <tr key={r.id}>
                <th scope="row" style={{ overflowWrap: 'anywhere' }}>
                  {r.id}
                </th>
                <td className="from-md">{settleFaults.find(([f]) => f === r.fault)?.[1] ?? r.fault}</td>
                <td className="from-sm">
                  <When at={r.createdAt} />
                </td>
                <td>
                  <span className="vh">Files: </span>
                  <span className="row" style={{ gap: 12 }}>
                    <a className="linked plain-link" href={api.address(`/simulator/settlements/${r.id}/recon.csv`)} download>
                      Report
                    </a>
                    <a className="linked plain-link" href={api.address(`/simulator/settlements/${r.id}/bank.csv`)} download>
                      Bank
                    </a>
                  </span>
                </td>
                <td className="num from-sm">{r.lines}</td>
                <td className="num">
                  <Sum of={r.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </TablePanel>
  )
}
