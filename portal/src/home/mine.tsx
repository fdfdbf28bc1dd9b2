import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Suspense, lazy } from 'react'
import { Link } from 'react-router'
import type { Me, TicketRow } from '@manifold/client'
import { hasContent, readDraft } from '#draft.ts'
import { HelpShortcut } from '#home/help-shortcut.tsx'
import { useClaimGuestReports } from '#home/claim.ts'
import { VerifyReminder } from '#home/verify-reminder.tsx'
import { ChatIcon, EditIcon, EmptyState, ListRow, Panel, PlusIcon, SectionHead, SkeletonRows, StarIcon, c, useLocale, useNow } from '#parts.tsx'
import { RequestRow } from '#requests/row.tsx'
import { Failure } from '#shell/failure.tsx'
import { PageTitle } from '#shell/page.tsx'
import { useConfig } from '#session.ts'
import { openTicketsQuery, unratedQuery } from '#tickets.ts'
import { at, firstName, greeting, onDay, shortAddress } from '#words.ts'

/** Of the gas line; what other operators show here they load themselves. */
const GasTiles = lazy(async () => ({ default: (await import('#home/gas.tsx')).GasTiles }))

const urgencyOf = (row: TicketRow) => (row.emergency ? 0 : row.status === 'waiting_customer' ? 1 : 2)

export function MyHome({ me }: { me: Me }) {
  const locale = useLocale()
  const now = useNow()
  const { lines } = useConfig()
  const open = useQuery(openTicketsQuery)
  const resolved = useQuery(unratedQuery)
  const rows = [...(open.data?.data ?? [])].sort((a, b) => urgencyOf(a) - urgencyOf(b))
  const waiting = rows.filter((r) => r.status === 'waiting_customer')
  const unrated = (resolved.data?.data ?? []).filter((r) => r.rating === null).slice(0, 1)
  useClaimGuestReports()
  return (
    <Box>
      <Box sx={{ display: { md: 'flex' }, alignItems: 'end', justifyContent: 'space-between', gap: '24px', maxWidth: 1000 }}>
        <Box sx={{ minWidth: 0 }}>
          <PageTitle title="Home">{greeting(locale, me.name, now)}</PageTitle>
          <Typography sx={{ color: c.ink2, mt: '2px' }}>
            {me.address?.line1 ? (
              shortAddress(me.address)
            ) : (
              <MuiLink component={Link} to="/account/profile" sx={{ fontWeight: 400 }}>
                Add your address
              </MuiLink>
            )}
          </Typography>
        </Box>
        <Button
          component={Link}
          to="/report"
          variant="contained"
          color="primary"
          startIcon={<PlusIcon />}
          sx={{ mt: { xs: '16px', md: 0 }, width: { xs: '100%', md: 'auto' }, flex: 'none' }}
        >
          Report a problem
        </Button>
      </Box>
      <NeedsMe rows={waiting} />
      <Quiet me={me} unrated={unrated} />
      <Box sx={{ display: { md: 'grid' }, gridTemplateColumns: 'minmax(0, 1fr) 344px', gap: '40px', alignItems: 'start', maxWidth: 1000 }}>
        <Box component="section" aria-labelledby="open" sx={{ mt: '32px' }}>
          <SectionHead
            id="open"
            title="Open requests"
            end={
              <MuiLink component={Link} to="/requests">
                All requests
              </MuiLink>
            }
          />
          <Panel>
            {open.data ? (
              rows.length > 0 ? (
                <ul className="plain">
                  {rows.map((row) => (
                    <li key={row.id}>
                      <RequestRow row={row} />
                    </li>
                  ))}
                </ul>
              ) : (
                <EmptyState title="You have no open requests." text="What you report shows here until it is solved." />
              )
            ) : open.error ? (
              <Failure error={open.error} what="We could not load your requests." onRetry={() => void open.refetch()} />
            ) : (
              <SkeletonRows rows={2} height={96} />
            )}
          </Panel>
        </Box>
        <Box>
          {lines.includes('gas') && (
            <Box sx={{ mt: '32px', minHeight: 170 }}>
              <Suspense fallback={null}>
                <GasTiles />
              </Suspense>
            </Box>
          )}
          <HelpShortcut />
        </Box>
      </Box>
    </Box>
  )
}

function NeedsMe({ rows }: { rows: TicketRow[] }) {
  const locale = useLocale()
  const now = useNow()
  if (rows.length === 0) return null
  return (
    <Panel
      tone="attention"
      component="section"
      aria-label="Waiting for you"
      sx={{ mt: { xs: '16px', md: '28px' }, maxWidth: 1000, '& > ul > li + li': { borderTop: `1px solid ${c.attentionLine}` } }}
    >
      <ul className="plain">
        {rows.slice(0, 3).map((row) => (
          <li key={row.id}>
            <ListRow
              component={Link}
              to={`/requests/${row.reference}#reply`}
              tile={
                <Box
                  component="span"
                  sx={{
                    width: 40,
                    height: 40,
                    borderRadius: '8px',
                    display: 'grid',
                    placeItems: 'center',
                    flex: 'none',
                    bgcolor: c.surface,
                    border: `1px solid ${c.attentionLine}`,
                    color: c.onAttentionSoft,
                  }}
                >
                  <ChatIcon />
                </Box>
              }
              title={
                <>
                  <Box component="span" sx={{ display: 'block', color: c.onAttentionSoft, fontWeight: 650, fontSize: '0.875rem', lineHeight: '1.25rem' }}>
                    Waiting for you
                  </Box>
                  {row.subject}
                </>
              }
              next={
                <Box component="span" sx={{ color: c.ink2 }}>
                  {row.assignee ? firstName(row.assignee.name) : 'We'} asked {row.lastMessageAt ? at(locale, row.lastMessageAt, now) : ''}
                </Box>
              }
            />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** What may also be done, without colour: a draft, an answer to rate, an address to confirm. */
function Quiet({ me, unrated }: { me: Me; unrated: TicketRow[] }) {
  const locale = useLocale()
  const now = useNow()
  const draft = readDraft(me.id)
  const rows = [
    ...(hasContent(draft)
      ? [
          <ListRow
            key="draft"
            component={Link}
            to="/report"
            tile={
              <QuietTile>
                <EditIcon />
              </QuietTile>
            }
            title="Finish your report"
            next={draft!.subject || 'Kept on this device'}
          />,
        ]
      : []),
    ...unrated.map((r) => (
      <ListRow
        key={r.id}
        component={Link}
        to={`/requests/${r.reference}#rate`}
        tile={
          <QuietTile>
            <StarIcon />
          </QuietTile>
        }
        title="Did this solve it?"
        next={`${r.subject}, solved ${onDay(locale, r.resolvedAt ?? r.updatedAt, now)}`}
      />
    )),
  ]
  return (
    <>
      {rows.length > 0 && (
        <Panel sx={{ mt: '16px', maxWidth: 1000 }}>
          <ul className="plain">
            {rows.map((row) => (
              <li key={row.key}>{row}</li>
            ))}
          </ul>
        </Panel>
      )}
      <VerifyReminder me={me} />
    </>
  )
}

const QuietTile = ({ children }: { children: React.ReactNode }) => (
  <Box component="span" sx={{ width: 40, height: 40, borderRadius: '8px', display: 'grid', placeItems: 'center', flex: 'none', bgcolor: c.primarySoft, color: c.onPrimarySoft }}>
    {children}
  </Box>
)
