import { Navigate } from 'react-router'
import { mine, rail, settings } from '#shell/places.ts'
import { useMay } from '#shell/session.ts'

/** Opens the first place that my roles include. */
export function Start() {
  const may = useMay()
  const first = [...rail, ...settings.flatMap((g) => g.places), ...mine].find((p) => may(p.may))!
  return <Navigate to={first.path} replace />
}
