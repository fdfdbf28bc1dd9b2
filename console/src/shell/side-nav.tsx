import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import useMediaQuery from '@mui/material/useMediaQuery'
import { NavLink, useLocation, useNavigate } from 'react-router'

interface Group {
  group: string
  places: readonly { path: string; label: string }[]
}

/** The places of a section at its left, in groups; on a narrow screen one field to pick them from. */
export function SideNav({ label, pick, groups }: { label: string; pick: string; groups: readonly Group[] }) {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const narrow = useMediaQuery('(max-width:899px)')
  const here = groups.flatMap((g) => g.places).find((p) => pathname.startsWith(p.path))
  return narrow ? (
    <nav className="settings-pick" aria-label={label}>
      <Select fullWidth value={here?.path ?? ''} SelectDisplayProps={{ 'aria-label': pick }} onChange={(e) => void navigate(e.target.value)}>
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
    <nav className="settings-nav scroll" aria-label={label}>
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
  )
}
