import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { ConfirmDialog, When, moneyText, useToast } from '@manifold/ui'
import { api, type Finding, type Page } from '@manifold/client'
import { Heads } from '#shell/parts.tsx'
import { WithPane } from '#shell/entity-page.tsx'
import { fixed } from '#shell/filters.ts'
import { KeyHint, useKey } from '#shell/keys.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { useMay } from '#shell/session.ts'
import { Sum } from '#money/amounts.tsx'
import { PaymentLink } from '#money/links.tsx'
import { Facts, TablePanel, Tabs, Told } from '#money/parts.tsx'
import { failure, moneyChanged } from '#money/queries.ts'
import { NarrowState, State, findingKinds, findingWords, human, resolutionWord, shownOf } from '#money/words.tsx'

const kindOf = (f: Finding) => findingKinds[f.kind] ?? human(f.kind)

/** What does not agree between our books, the gateway and the bank. */
export default function FindingsPage() {
  const { id } = useParams()
  const [query] = useSearchParams()
  const status = query.get('status') ?? 'open'
  const list = (
    <ListPage<Finding>
      resource="findings"
      title="Findings"
      note="What does not agree between us, the gateway and the bank"
      always={status === 'all' ? {} : { status }}
      tabs={
        <Tabs
          label="Findings"
          name="status"
          first="open"
          tabs={[
            ['open', 'Open'],
            ['awaiting', 'Waiting for approval'],
            ['resolved', 'Resolved'],
            ['all', 'All'],
          ]}
        />
      }
      filters={[{ name: 'kind', label: 'What', kind: 'one', useOptions: fixed(Object.entries(findingKinds)) }]}
      href={(f) => `/money/findings/${f.id}${location.search}`}
      current={id}
      exportName="findings"
      empty={{ title: status === 'open' ? 'Everything agrees' : 'Nothing here', text: 'Settlements are compared with our payments and with the bank; what differs appears here.' }}
      columns={[
        { key: 'kind', label: 'What', render: (f) => kindOf(f), csv: (f) => f.kind },
        { key: 'subject', label: 'About', from: 'sm', render: (f) => <span style={{ overflowWrap: 'anywhere' }}>{f.subject}</span>, csv: (f) => f.subject },
        { key: 'settlement', label: 'Settlement', from: 'lg', render: (f) => f.settlement?.gatewaySettlementId ?? '–', csv: (f) => f.settlement?.gatewaySettlementId },
        { key: 'status', label: 'State', from: 'sm', render: (f) => <State of={shownOf(findingWords, f.status)} />, csv: (f) => f.status },
        { key: 'at', label: 'Found', from: 'lg', render: (f) => <When at={f.createdAt} style="dayTime" />, csv: (f) => f.createdAt },
        { key: 'expected', label: 'Expected', num: true, from: 'md', render: (f) => <Sum of={f.expected} />, csv: (f) => f.expected?.amount },
        { key: 'found', label: 'Found', num: true, from: 'md', render: (f) => <Sum of={f.found} />, csv: (f) => f.found?.amount },
        {
          key: 'difference',
          label: 'Difference',
          num: true,
          render: (f) => (
            <>
              <Sum of={f.difference} />
              <NarrowState of={shownOf(findingWords, f.status)} />
            </>
          ),
          csv: (f) => f.difference?.amount,
        },
      ]}
    />
  )
  return (
    <WithPane base="/money/findings" list={list} title="Finding">
      {id ? <One key={id} id={id} /> : null}
    </WithPane>
  )
}

function One({ id }: { id: string }) {
  const found = useQuery({ queryKey: ['findings', 'one', id], queryFn: ({ signal }) => api.get<Finding>(`/payment/findings/${id}`, { signal }) })
  const may = useMay()
  const toast = useToast()
  const [how, setHow] = useState<'explained' | 'written_off' | null>(null)
  const f = found.data
  const resolve = useMutation({
    mutationFn: (it: { resolution: string; reason: string }) => api.post<Finding>(`/payment/findings/${id}/resolve`, it),
    onSuccess: async (now) => {
      setHow(null)
      await moneyChanged()
      toast(now.status === 'awaiting' ? 'A second person decides about the write-off.' : 'Resolved.')
    },
    onError: () => setHow(null),
  })
  const can = f?.status === 'open' && may('payment.settlement.edit')
  useKey('money.approve', () => setHow('explained'), can)
  if (!f) return <p className="meta">{found.isPending ? 'Loading…' : found.isError ? 'We could not load this finding.' : 'There is no such finding.'}</p>
  const sum = f.difference ? moneyText(Math.abs(f.difference.amount), f.difference.currency) : 'The difference'
  return (
    <div className="stack">
      <div>
        <p className="meta" style={{ margin: 0 }}>
          {kindOf(f)}
        </p>
        <p className="amount-head">
          <Sum of={f.difference} />
        </p>
        <State of={shownOf(findingWords, f.status)} />
      </div>
      <p style={{ margin: 0 }}>{f.sentence}</p>
      {resolve.error ? (
        <Told tone="bad">
          <p>{failure(resolve.error)}</p>
        </Told>
      ) : null}
      {f.status === 'awaiting' ? (
        <Told tone="info">
          <p>A write-off waits for a second person. {f.adjustmentId ? <Link to={`/money/adjustments/${f.adjustmentId}`}>To the adjustment</Link> : null}</p>
        </Told>
      ) : null}
      {can ? (
        <div className="pane-acts">
          <Button variant="contained" onClick={() => setHow('explained')}>
            Explain
            <KeyHint name="money.approve" />
          </Button>
          {f.difference && f.difference.amount !== 0 ? <Button onClick={() => setHow('written_off')}>Write off</Button> : null}
        </div>
      ) : null}
      <Facts
        of={[
          ['About', f.subject],
          ['Expected', f.expected ? <Sum key="e" of={f.expected} /> : null],
          ['Found', f.found ? <Sum key="f" of={f.found} /> : null],
          [
            'Settlement',
            f.settlement ? (
              <Link key="s" className="linked plain-link" to={`/money/settlements/${f.settlement.id}`}>
                {f.settlement.gatewaySettlementId}
              </Link>
            ) : null,
          ],
          [
            'Payment',
            f.payment ? (
              <PaymentLink key="p" id={f.payment.id}>
                {f.payment.reference}
              </PaymentLink>
            ) : null,
          ],
          [
            'Refund',
            f.refund ? (
              <Link key="r" className="linked plain-link" to={`/money/refunds/${f.refund.id}?queue=all`}>
                {f.refund.reference}
              </Link>
            ) : null,
          ],
          ['Resolution', f.resolution ? resolutionWord[f.resolution] : null],
          ['Reason', f.reason],
          ['Resolved by', f.resolvedBy?.name ?? (f.resolution === 'cleared' ? 'The system' : null)],
          ['Resolved', f.resolvedAt ? <When key="ra" at={f.resolvedAt} style="dayTime" /> : null],
          ['Found on', <When key="c" at={f.createdAt} style="dayTime" />],
        ]}
      />
      <ConfirmDialog
        open={how !== null}
        title={how === 'written_off' ? `Write off ${sum}?` : 'Explain this difference?'}
        text={how === 'written_off' ? 'It is booked as an expense when a second person has approved it.' : 'Nothing is booked. Your explanation is kept with the finding.'}
        confirm={how === 'written_off' ? 'Ask for the write-off' : 'Explain'}
        reason="required"
        busy={resolve.isPending}
        onClose={() => setHow(null)}
        onConfirm={(reason) => how && resolve.mutate({ resolution: how, reason })}
      />
    </div>
  )
}

/** What does not agree in one settlement. */
export function FindingsTable({ settlementId }: { settlementId: string }) {
  const found = useQuery({
    queryKey: ['findings', 'of', settlementId],
    queryFn: ({ signal }) => api.get<Page<Finding>>('/payment/findings', { query: { settlementId, limit: 100 }, signal }),
  })
  const rows = found.data?.data ?? []
  if (rows.length === 0) return null
  return (
    <TablePanel title="What does not agree">
      <table className="table">
        <caption className="vh">Findings of this settlement</caption>
        <Heads of={['What', ['State', 'from-sm'], ['Expected', 'num from-md'], ['Found', 'num from-md'], ['Difference', 'num']]} />
        <tbody>
          {rows.map((f) => (
            <tr key={f.id}>
              <th scope="row">
                <Link className="plain-link linked" to={`/money/findings/${f.id}?status=all`}>
                  {kindOf(f)}
                </Link>
                <span className="meta" style={{ display: 'block', fontWeight: 400, overflowWrap: 'anywhere' }}>
                  {f.subject}
                </span>
              </th>
              <td className="from-sm">
                <State of={shownOf(findingWords, f.status)} />
              </td>
              <td className="num from-md">
                <Sum of={f.expected} />
              </td>
              <td className="num from-md">
                <Sum of={f.found} />
              </td>
              <td className="num">
                <Sum of={f.difference} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}
