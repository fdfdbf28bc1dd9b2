import { Suspense, lazy, useEffect, useRef, type ComponentType } from 'react'
import { NavLink, Navigate, Route, Routes, useLocation } from 'react-router'
import { EmptyState, SkeletonRows } from '@manifold/ui'
import { gasPlaces } from '#shell/places.ts'
import { useSees } from '#shell/session.ts'
import { useGasLive } from '#gas/queries.ts'
import '#people/people.css'
import '#settings/settings.css'
import '#shell/form.css'
import '#shell/list-page.css'
import './gas.css'

const page = (load: () => Promise<{ default: ComponentType }>) => lazy(load)
/** Each address below /gas with its page; the first part is the place in shell/places.ts that decides who may see it. */
const pages: readonly (readonly [string, ComponentType])[] = [
  ['stock', page(() => import('#gas/stock.tsx'))],
  ['stock/moves', page(() => import('#gas/moves.tsx'))],
  ['stock/receive', page(() => import('#gas/receive.tsx'))],
  ['stock/:depotId/:typeId', page(() => import('#gas/stock.tsx'))],
  ['cylinders', page(() => import('#gas/cylinders.tsx'))],
  ['cylinders/import', page(() => import('#gas/import-cylinders.tsx'))],
  ['cylinders/:id', page(() => import('#gas/cylinders.tsx'))],
  ['bookings', page(() => import('#gas/bookings.tsx'))],
  ['bookings/new', page(() => import('#gas/new-booking.tsx'))],
  ['bookings/:id', page(() => import('#gas/booking.tsx'))],
  ['waiting', page(() => import('#gas/waiting.tsx'))],
  ['accounts', page(() => import('#gas/accounts.tsx'))],
  ['accounts/import', page(() => import('#gas/import-accounts.tsx'))],
  ['accounts/:id', page(() => import('#gas/accounts.tsx'))],
  ['batches', page(() => import('#gas/batches.tsx'))],
  ['batches/new', page(() => import('#gas/new-batch.tsx'))],
  ['batches/:id', page(() => import('#gas/batch.tsx'))],
  ['recalls', page(() => import('#gas/recalls.tsx'))],
  ['recalls/new', page(() => import('#gas/new-recall.tsx'))],
  ['recalls/:id', page(() => import('#gas/recall.tsx'))],
  ['overrides', page(() => import('#gas/overrides.tsx'))],
  ['rules', page(() => import('#gas/rules.tsx'))],
  ['rules/:id', page(() => import('#gas/rules.tsx'))],
  ['depots', page(() => import('#gas/depots.tsx'))],
  ['depots/:id', page(() => import('#gas/depots.tsx'))],
  ['types', page(() => import('#gas/types.tsx'))],
  ['types/:id', page(() => import('#gas/types.tsx'))],
]

/** The gas line: its parts above, one of them below. What is on screen keeps itself true. */
export default function Gas() {
  const sees = useSees()
  const { pathname } = useLocation()
  useGasLive()
  const places = gasPlaces.filter(sees)
  const tabs = useRef<HTMLElement>(null)
  useEffect(() => {
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [pathname])
  if (places.length === 0)
    return (
      <main>
        <EmptyState page title="There is nothing here for your roles" text="An administrator can give you more." />
      </main>
    )
  return (
    <div className="gas">
      <nav className="tabs gas-tabs" aria-label="Gas" ref={tabs}>
        {places.map((p) => (
          <NavLink key={p.path} to={p.path}>
            {p.label}
          </NavLink>
        ))}
      </nav>
      <div className="gas-page">
        <Suspense fallback={<SkeletonRows rows={10} height={38} />}>
          <Routes>
            {pages
              .filter(([path]) => places.some((p) => p.path === `/gas/${path.split('/')[0]}`))
              .map(([path, Page]) => (
                <Route key={path} path={path} element={<Page />} />
              ))}
            <Route index element={<Navigate to={places[0]!.path} replace />} />
            <Route
              path="*"
              element={
                <main>
                  <EmptyState page title="There is nothing here for your roles" text="This part does not exist, or an administrator has to give you access." />
                </main>
              }
            />
          </Routes>
        </Suspense>
      </div>
    </div>
  )
}
