import { NavLink, Navigate, Route, Routes } from 'react-router'
import { mine } from '#shell/places.ts'
import { KeysPage } from '#me/keys.tsx'
import { NoticesPage } from '#me/notices.tsx'
import { Profile } from '#me/profile.tsx'
import { Security } from '#me/security.tsx'
import '#people/people.css'
import './mine.css'
import { Title } from '#shell/title.tsx'

/** My own pages. */
const Mine = () => (
  <main className="mine">
    <div className="page-head">
      <Title of="My account" />
      <h1>My account</h1>
    </div>
    <nav className="tabs mine-tabs" aria-label="My account">
      {mine.map((p) => (
        <NavLink key={p.path} to={p.path} end={p.path === '/me'}>
          {p.label}
        </NavLink>
      ))}
    </nav>
    <div className="mine-body scroll" tabIndex={0} role="region" aria-label="My account">
      <Routes>
        <Route path="/" element={<Profile />} />
        <Route path="security" element={<Security />} />
        <Route path="notices" element={<NoticesPage />} />
        <Route path="keys" element={<KeysPage />} />
        <Route path="*" element={<Navigate to="/me" replace />} />
      </Routes>
    </div>
  </main>
)
export default Mine
