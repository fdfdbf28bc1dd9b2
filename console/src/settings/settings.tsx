import { Suspense, lazy, type ComponentType } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { EmptyState, SkeletonRows } from '@manifold/ui'
import { settings } from '#shell/places.ts'
import { useMay } from '#shell/session.ts'
import { SideNav } from '#shell/side-nav.tsx'
import './settings.css'

/** Each place of the list in shell/places.ts with its page. */
const pages: Record<string, ComponentType> = {
  staff: lazy(() => import('#people/staff.tsx')),
  teams: lazy(() => import('#people/teams.tsx')),
  roles: lazy(() => import('#people/roles.tsx')),
  invitations: lazy(() => import('#people/invitations.tsx')),
  categories: lazy(() => import('#settings/categories.tsx')),
  targets: lazy(() => import('#settings/targets.tsx')),
  calendars: lazy(() => import('#settings/calendars.tsx')),
  'canned-replies': lazy(() => import('#settings/canned-replies.tsx')),
  macros: lazy(() => import('#settings/macros.tsx')),
  rules: lazy(() => import('#settings/rules.tsx')),
  views: lazy(() => import('#settings/views.tsx')),
  templates: lazy(() => import('#notices/templates.tsx')),
  'notice-rules': lazy(() => import('#notices/rules.tsx')),
  deliveries: lazy(() => import('#notices/deliveries.tsx')),
  outbox: lazy(() => import('#notices/outbox.tsx')),
  system: lazy(() => import('#system/settings.tsx')),
  jobs: lazy(() => import('#system/jobs.tsx')),
  audit: lazy(() => import('#system/audit.tsx')),
}

/** What administrators look after: the places at the left, one of them beside. */
export default function Settings() {
  const may = useMay()
  const groups = settings.map((g) => ({ ...g, places: g.places.filter((p) => may(p.may)) })).filter((g) => g.places.length > 0)
  const first = groups[0]?.places[0]
  if (!first)
    return (
      <main>
        <EmptyState title="There is nothing here for your roles" text="An administrator can give you more." />
      </main>
    )
  return (
    <div className="settings">
      <SideNav label="Settings" pick="Part of the settings" groups={groups} />
      <div className="settings-page">
        <Suspense fallback={<SkeletonRows rows={10} height={38} />}>
          <Routes>
            {groups
              .flatMap((g) => g.places)
              .map((p) => {
                const name = p.path.split('/').at(-1)!
                const Page = pages[name]!
                return [<Route key={name} path={name} element={<Page />} />, <Route key={`${name}-one`} path={`${name}/:id`} element={<Page />} />]
              })}
            <Route path="*" element={<Navigate to={first.path} replace />} />
          </Routes>
        </Suspense>
      </div>
    </div>
  )
}
