import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { RefreshIcon, useNow, useToast } from '@manifold/ui'
import { api, type SettlementImport, type SettlementRow } from '@manifold/client'
import { ListPage } from '#shell/list-page.tsx'
import { useConfig, useMay } from '#shell/session.ts'
import { dayIn } from '#shell/zone.ts'
import { Sum, typedAmount } from '#money/amounts.tsx'
import { ImportButton } from '#money/import.tsx'
import { Day, Tabs, useTab } from '#money/parts.tsx'
import { moneyChanged } from '#money/queries.ts'
import { NarrowState, State, settlementWords, shownOf } from '#money/words.tsx'

/** What the gateway paid out, and whether it agrees with our books and with the bank. */
export default function SettlementsPage() {
  const may = useMay()
  const toast = useToast()
  const { timeZone } = useConfig()
  const now = useNow(600_000)
  const always = useTab('status')
  const fetchDay = useMutation({
    mutationFn: () => api.post<SettlementImport>('/payment/settlements/fetch', { day: dayIn(timeZone, now) }),
    onSuccess: async (a) => {
      await moneyChanged()
      toast(a.settlements === 0 ? 'The gateway has settled nothing today.' : `${a.settlements} settlements, ${a.findings} things that do not agree.`)
    },
    onError: (e) => toast(e.message),
  })
  return (
    <main style={{ height: '100%' }}>
      <ListPage<SettlementRow>
        resource="settlements"
        title="Settlements"
        always={always}
        tabs={
          <Tabs
            label="Settlements"
            name="status"
            tabs={[
              ['', 'All'],
              ['differs', 'Differ'],
              ['waiting', 'Not in the bank yet'],
              ['matched', 'Agree'],
            ]}
          />
        }
        filters={[
          { name: 'from', label: 'From', kind: 'day' },
          { name: 'to', label: 'Until', kind: 'day' },
        ]}
        href={(s) => `/money/settlements/${s.id}`}
        exportName="settlements"
        actions={
          may('payment.settlement.edit') ? (
            <>
              <Button startIcon={<RefreshIcon size={16} />} disabled={fetchDay.isPending} onClick={() => fetchDay.mutate()}>
                Ask the gateway
              </Button>
              <ImportButton
                title="Import settlements"
                path="/payment/settlements/import"
                what="settlement"
                columns="settlement_id, entity_id, type, amount, fee, tax, settled_at, settlement_utr"
              />
            </>
          ) : undefined
        }
        empty={{ title: 'No settlements yet', text: 'What the gateway pays out to the bank appears here: fetched each day, or imported from its report.' }}
        columns={[
          { key: 'id', label: 'Settlement', render: (s) => s.gatewaySettlementId, csv: (s) => s.gatewaySettlementId },
          { key: 'day', label: 'Settled', render: (s) => <Day of={s.settledOn} />, csv: (s) => s.settledOn },
          { key: 'status', label: 'State', from: 'sm', render: (s) => <State of={shownOf(settlementWords, s.status)} />, csv: (s) => s.status },
          {
            key: 'findings',
            label: 'Findings',
            num: true,
            from: 'md',
            render: (s) => (s.findings > 0 ? <span className="warn">{s.findings}</span> : <span className="quiet">–</span>),
            csv: (s) => s.findings,
          },
          { key: 'gross', label: 'Payments', num: true, from: 'lg', render: (s) => <Sum of={s.gross} />, csv: (s) => typedAmount(s.gross.amount) },
          { key: 'refunds', label: 'Refunds', num: true, from: 'lg', render: (s) => <Sum of={s.refunds} />, csv: (s) => typedAmount(Math.abs(s.refunds.amount)) },
          {
            key: 'fees',
            label: 'Fees and tax',
            num: true,
            from: 'md',
            render: (s) => <Sum of={{ ...s.fees, amount: s.fees.amount + s.tax.amount }} />,
            csv: (s) => typedAmount(s.fees.amount + s.tax.amount),
          },
          {
            key: 'net',
            label: 'Paid out',
            num: true,
            render: (s) => (
              <>
                <Sum of={s.amount} />
                <NarrowState of={shownOf(settlementWords, s.status)} />
              </>
            ),
            csv: (s) => typedAmount(Math.abs(s.amount.amount)),
          },
        ]}
      />
    </main>
  )
}
