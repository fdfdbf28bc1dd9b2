import { Suspense, lazy, type ComponentType } from 'react'
import { NavLink, Navigate, Route, Routes, useLocation } from 'react-router'
import { EmptyState, SkeletonRows } from '@manifold/ui'
import { money } from '#shell/places.ts'
import { useMay, useSees } from '#shell/session.ts'
import { SideNav } from '#shell/side-nav.tsx'
import { useMoneyLive } from '#money/queries.ts'
import { useSimulator } from '#money/simulate.ts'
import '#people/people.css'
import '#settings/settings.css'
import '#shell/list-page.css'
import '#shell/table.css'
import './money.css'

/** Each place of the list in shell/places.ts with its page, and the page of one thing where that is a page of its own. */
const pages: Record<string, { list: ComponentType; one?: ComponentType }> = {
  overview: { list: lazy(() => import('#money/overview.tsx')) },
  payments: { list: lazy(() => import('#money/payments.tsx')), one: lazy(() => import('#money/payment.tsx')) },
  refunds: { list: lazy(() => import('#money/refunds.tsx')) },
  disputes: { list: lazy(() => import('#money/disputes.tsx')) },
  adjustments: { list: lazy(() => import('#money/adjustments.tsx')) },
  payouts: { list: lazy(() => import('#money/payouts.tsx')) },
  balance: { list: lazy(() => import('#money/balance.tsx')) },
  accounts: { list: lazy(() => import('#money/accounts.tsx')), one: lazy(() => import('#money/account.tsx')) },
  entries: { list: lazy(() => import('#money/entries.tsx')), one: lazy(() => import('#money/entry.tsx')) },
  settlements: { list: lazy(() => import('#money/settlements.tsx')), one: lazy(() => import('#money/settlement.tsx')) },
  bank: { list: lazy(() => import('#money/bank.tsx')) },
  findings: { list: lazy(() => import('#money/findings.tsx')) },
  webhooks: { list: lazy(() => import('#money/webhooks.tsx')) },
  simulator: { list: lazy(() => import('#money/simulator.tsx')) },
}

/** What finance looks after: the places at the left, one of them beside. */
export default function MoneySection() {
  const sees = useSees()
  const may = useMay()
  const { pathname } = useLocation()
  const simulator = useSimulator(may('payment.configure'))
  useMoneyLive()
  const groups = money
    .map((g) => ({ ...g, places: g.places.filter((p) => sees(p) && (p.path !== '/money/simulator' || simulator.data !== null)) }))
    .filter((g) => g.places.length > 0)
  const places = groups.flatMap((g) => g.places)
  const first = places[0]
  if (!first)
    return (
      <main>
        <EmptyState page title="Your roles do not include money" text="An administrator can give you more." />
      </main>
    )
  return (
    <div className="settings">
      <SideNav label="Money" pick="Part of money" groups={groups} />
      <div className="settings-page">
        <Suspense fallback={<SkeletonRows rows={10} height={38} />}>
          <Routes>
            {places.map((p) => {
              const name = p.path.split('/').at(-1)!
              const { list: List, one: One = List } = pages[name]!
              return [<Route key={name} path={name} element={<List />} />, <Route key={`${name}-one`} path={`${name}/:id`} element={<One />} />]
            })}
            <Route path="*" element={pathname === '/money' || pathname === '/money/' ? <Navigate to={first.path} replace /> : <Nothing first={first.path} />} />
          </Routes>
        </Suspense>
      </div>
    </div>
  )
}

const Nothing = ({ first }: { first: string }) => (
  <main>
    <EmptyState page title="This is not here for you" text="Your roles do not include it, or it does not exist." action={<NavLink to={first}>Go to money</NavLink>} />
  </main>
)
