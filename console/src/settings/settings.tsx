import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import useMediaQuery from '@mui/material/useMediaQuery'
import { Suspense, lazy, type ComponentType } from 'react'
import { NavLink, Navigate, Route, Routes, useLocation, useNavigate } from 'react-router'
import { EmptyState, SkeletonRows } from '@manifold/ui'
import { settings } from '#shell/places.ts'
import { useMay } from '#shell/session.ts'
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
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const narrow = useMediaQuery('(max-width:899px)')
  const groups = settings.map((g) => ({ ...g, places: g.places.filter((p) => may(p.may)) })).filter((g) => g.places.length > 0)
  const first = groups[0]?.places[0]
  const here = groups.flatMap((g) => g.places).find((p) => pathname.startsWith(p.path))
  if (!first)
    return (
      <main>
        <EmptyState title="There is nothing here for your roles" text="An administrator can give you more." />
      </main>
    )
  return (
    <div className="settings">
      {narrow ? (
        <nav className="settings-pick" aria-label="Settings">
          <Select fullWidth value={here?.path ?? ''} SelectDisplayProps={{ 'aria-label': 'Part of the settings' }} onChange={(e) => void navigate(e.target.value)}>
            {groups.flatMap((g) =>
              g.places.map((p) => (
                <MenuItem key={p.path} value={p.path}>
                  {g.group}: {p.label}
                </MenuItem>
              )),
            )}
          </Select>
        </nav>
      ) : (
        <nav className="settings-nav scroll" aria-label="Settings">
          {groups.map((g) => (
            <div key={g.group}>
              <h2>{g.group}</h2>
              <ul>
                {g.places.map((p) => (
                  <li key={p.path}>
                    <NavLink to={p.path}>{p.label}</NavLink>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      )}
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
