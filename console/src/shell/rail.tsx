import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Divider from '@mui/material/Divider'
import Tooltip from '@mui/material/Tooltip'
import { useColorScheme } from '@mui/material/styles'
import { useLogout } from 'react-admin'
import { useState } from 'react'
import { Link, NavLink, useLocation, useNavigate } from 'react-router'
import { Avatar, BellIcon, DeviceIcon, GearIcon, HelpIcon, KeyIcon, LogoIcon, LogoutIcon, MoonIcon, ShieldIcon, SunIcon, UserIcon } from '@manifold/ui'
import { rail, settings } from '#shell/places.ts'
import { useMay, useMe, useSees } from '#shell/session.ts'

export function Rail({ onHelp }: { onHelp: () => void }) {
  const may = useMay()
  const sees = useSees()
  const first = settings.flatMap((g) => g.places).find((p) => may(p.may))
  const { pathname } = useLocation()
  return (
    <nav className="rail" aria-label="Main">
      <span className="rail-mark">
        <LogoIcon size={18} />
      </span>
      <ul>
        {rail.filter(sees).map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <Tooltip title={label} placement="right">
              <NavLink to={path} className="rail-item" aria-label={label}>
                <Icon />
              </NavLink>
            </Tooltip>
          </li>
        ))}
      </ul>
      <div className="rail-end">
        {first ? (
          <Tooltip title="Settings" placement="right">
            <Link to={first.path} className="rail-item" aria-label="Settings" aria-current={pathname.startsWith('/settings') ? 'page' : undefined}>
              <GearIcon />
            </Link>
          </Tooltip>
        ) : null}
        <Tooltip title="Keys" placement="right">
          <button type="button" className="rail-item" aria-label="Sheet of keys" onClick={onHelp}>
            <HelpIcon />
          </button>
        </Tooltip>
        <Me />
      </div>
    </nav>
  )
}

function Me() {
  const me = useMe()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { mode, setMode } = useColorScheme()
  const navigate = useNavigate()
  const logout = useLogout()
  const go = (path: string) => () => {
    setAnchor(null)
    void navigate(path)
  }
  return (
    <>
      <button type="button" className="rail-item" aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(e) => setAnchor(e.currentTarget)}>
        <Avatar name={me.name} src={me.avatarUrl} />
        <span className="vh">{me.name}, my account</span>
      </button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        <MenuItem onClick={go('/me')}>
          <UserIcon size={16} />
          <span>
            {me.name}
            <span className="meta" style={{ display: 'block' }}>
              {me.roles.map((r) => r.name).join(', ') || me.email}
            </span>
          </span>
        </MenuItem>
        <MenuItem onClick={go('/me/security')}>
          <ShieldIcon size={16} />
          Security and sessions
        </MenuItem>
        <MenuItem onClick={go('/me/notices')}>
          <BellIcon size={16} />
          My notices
        </MenuItem>
        <MenuItem onClick={go('/me/keys')}>
          <KeyIcon size={16} />
          Keys
        </MenuItem>
        <Divider />
        {(['light', 'dark', 'system'] as const).map((m) => (
          <MenuItem key={m} selected={(mode ?? 'system') === m} onClick={() => setMode(m)}>
            {m === 'light' ? <SunIcon size={16} /> : m === 'dark' ? <MoonIcon size={16} /> : <DeviceIcon size={16} />}
            {m === 'light' ? 'Light' : m === 'dark' ? 'Dark' : 'As the system'}
          </MenuItem>
        ))}
        <Divider />
        <MenuItem onClick={() => void logout()}>
          <LogoutIcon size={16} />
          Sign out
        </MenuItem>
      </Menu>
    </>
  )
}
