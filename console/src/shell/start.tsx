import { Navigate } from 'react-router'
import { mine, rail, settings } from '#shell/places.ts'
import { useSees } from '#shell/session.ts'

/** Opens the first place that my roles include. */
export function Start() {
  const sees = useSees()
  const first = [...rail, ...settings.flatMap((g) => g.places), ...mine].find(sees)!
  return <Navigate to={first.path} replace />
}
