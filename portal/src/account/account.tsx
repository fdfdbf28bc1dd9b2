import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useColorScheme } from '@mui/material/styles'
import { useState } from 'react'
import { Link } from 'react-router'
import { RadioRows } from '#form.tsx'
import { FormErrorSummary } from '@manifold/ui/forms.tsx'
import { phoneText } from '@manifold/ui/phone.ts'
import { Avatar, BellIcon, BookIcon, ExternalIcon, HistoryIcon, ListRow, LogoutIcon, Panel, ShieldIcon, UserIcon, c } from '#parts.tsx'
import { signOut, useSignedIn } from '#session.ts'
import { messageOf } from '#shell/failure.tsx'
import { PageTitle } from '#shell/page.tsx'

const Tile = ({ children }: { children: React.ReactNode }) => (
  <Box component="span" sx={{ color: c.ink2, display: 'flex' }}>
    {children}
  </Box>
)

export function Screen() {
  const me = useSignedIn()
  const { mode, setMode } = useColorScheme()
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <Box sx={{ maxWidth: 720 }}>
      <PageTitle>Account</PageTitle>
      <Box sx={{ display: 'flex', gap: '14px', alignItems: 'center', mt: '16px' }}>
        <Avatar name={me.name} src={me.avatarUrl} size={56} />
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="subtitle1" component="p" sx={{ overflowWrap: 'anywhere' }}>
            {me.name}
          </Typography>
          <Typography variant="body2" sx={{ color: c.ink3, overflowWrap: 'anywhere' }}>
            {[me.email, me.phone && phoneText(me.phone)].filter(Boolean).join(', ')}
          </Typography>
        </Box>
      </Box>
      <Panel component="nav" aria-label="Account" sx={{ mt: '20px' }}>
        <ul className="plain">
          <li>
            <ListRow
              component={Link}
              to="/account/profile"
              tile={
                <Tile>
                  <UserIcon />
                </Tile>
              }
              title="Profile"
              next="Name, address, e-mail, phone, language"
            />
          </li>
          <li>
            <ListRow
              component={Link}
              to="/account/security"
              tile={
                <Tile>
                  <ShieldIcon />
                </Tile>
              }
              title="Security"
              next={me.twoFactor ? 'Second factor is on' : 'Password, second factor, where you are signed in'}
            />
          </li>
          <li>
            <ListRow
              component={Link}
              to="/account/notices"
              tile={
                <Tile>
                  <BellIcon />
                </Tile>
              }
              title="Notices"
              next="What we tell you, where, and when not"
            />
          </li>
          <li>
            <ListRow
              component={Link}
              to="/account/activity"
              tile={
                <Tile>
                  <HistoryIcon />
                </Tile>
              }
              title="Activity"
              next="What happened with your account"
            />
          </li>
          <li>
            <ListRow
              component={Link}
              to="/help"
              tile={
                <Tile>
                  <BookIcon />
                </Tile>
              }
              title="Help centre"
            />
          </li>
          {me.staff && (
            <li>
              <ListRow
                component="a"
                href="/admin"
                tile={
                  <Tile>
                    <ExternalIcon />
                  </Tile>
                }
                title="Open the console"
                next="You are a member of staff"
              />
            </li>
          )}
        </ul>
      </Panel>
      <Box sx={{ mt: '32px' }}>
        <RadioRows
          id="mode"
          label="Appearance"
          value={mode ?? 'system'}
          onChange={setMode}
          options={[
            { value: 'system', label: 'As the device' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </Box>
      <Box sx={{ mt: '32px', display: 'grid', gap: '12px', justifyItems: 'start' }}>
        {problem && <FormErrorSummary title="That did not work" problems={[{ text: problem }]} />}
        <Button startIcon={<LogoutIcon />} onClick={() => void signOut().catch((error: unknown) => setProblem(messageOf(error)))}>
          Sign out
        </Button>
      </Box>
    </Box>
  )
}
