import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Avatar, Lozenge } from './glyphs.tsx'
import { LockIcon } from './icons.tsx'
import { c } from './theme.ts'
import { rem } from './tokens.ts'

export interface MessageProps {
  /** `portal`: mine right, staff left. `console`: all left, full width. */
  look: 'portal' | 'console'
  kind: 'mine' | 'customer' | 'staff' | 'note'
  author: string
  avatarUrl?: string | null
  /** Desk, channel, read state. */
  meta?: ReactNode
  at: ReactNode
  /** Line breaks are kept. */
  body: ReactNode
  attachments?: ReactNode
}

/** A message. An internal note is amber paper with a dashed edge, a lock and the words that say who can read it. */
export function Message({ look, kind, author, avatarUrl, meta, at, body, attachments }: MessageProps) {
  const note = kind === 'note'
  const teal = look === 'portal' ? kind === 'mine' : kind === 'staff' || kind === 'mine'
  const paper = {
    background: note ? c.notePaper : teal ? c.primarySoft : c.surface,
    color: note ? c.noteInk : c.ink,
    border: note ? `1px dashed ${c.noteLine}` : teal ? '1px solid transparent' : `1px solid ${c.line}`,
  }
  const text = (
    <Box
      sx={{
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        fontSize: look === 'portal' ? rem(16) : rem(14),
        lineHeight: look === 'portal' ? rem(24) : rem(21),
        maxWidth: '72ch',
      }}
    >
      {body}
    </Box>
  )
  if (look === 'portal')
    return (
      <Box
        component="article"
        aria-label={`${author} wrote`}
        sx={{ display: 'flex', gap: '10px', justifyContent: kind === 'mine' ? 'flex-end' : 'flex-start', marginBottom: '12px' }}
      >
        {kind === 'mine' ? null : <Avatar name={author} {...(avatarUrl ? { src: avatarUrl } : {})} />}
        <Box
          sx={{ ...paper, borderRadius: kind === 'mine' ? '12px 2px 12px 12px' : '2px 12px 12px 12px', padding: '10px 14px 12px', maxWidth: { xs: '84%', md: '76%' }, minWidth: 0 }}
        >
          <Box sx={{ display: 'flex', gap: '10px', justifyContent: 'space-between', alignItems: 'baseline', marginBottom: '2px' }}>
            <Typography variant="body2" component="span">
              <Box component="b" sx={{ fontWeight: 650, color: c.ink }}>
                {kind === 'mine' ? 'You' : author}
              </Box>
              {meta ? (
                <Box component="span" sx={{ color: c.ink3, marginLeft: '8px' }}>
                  {meta}
                </Box>
              ) : null}
            </Typography>
            <Typography variant="body2" component="span" sx={{ color: c.ink3, whiteSpace: 'nowrap' }}>
              {at}
            </Typography>
          </Box>
          {text}
          {attachments}
        </Box>
      </Box>
    )
  return (
    <Box
      component="article"
      aria-label={note ? `Internal note of ${author}` : `${author} wrote`}
      sx={{ display: 'grid', gridTemplateColumns: '32px 1fr', gap: '0 12px', marginBottom: '14px' }}
    >
      <Avatar name={author} {...(avatarUrl ? { src: avatarUrl } : {})} />
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', gap: '8px', alignItems: 'center', flexWrap: 'wrap', marginBottom: '6px', minHeight: 20 }}>
          {note ? (
            <Lozenge tone="note">
              <LockIcon size={12} />
              Internal note
            </Lozenge>
          ) : null}
          <Box component="b" sx={{ fontSize: rem(13), fontWeight: 650 }}>
            {kind === 'mine' ? 'You' : author}
          </Box>
          <Box component="span" sx={{ fontSize: rem(12), color: c.ink3 }}>
            {note ? 'Only staff can read this' : meta}
          </Box>
          <Box component="span" sx={{ fontSize: rem(12), color: c.ink3, marginLeft: 'auto' }}>
            {at}
          </Box>
        </Box>
        <Box sx={{ ...paper, borderRadius: '8px', padding: '10px 14px' }}>
          {text}
          {attachments}
        </Box>
      </Box>
    </Box>
  )
}

/** One quiet line between messages: clock and system events. */
export const SystemLine = ({ icon, at, children }: { icon?: ReactNode; at?: ReactNode; children: ReactNode }) => (
  <Box
    sx={{ display: 'flex', gap: '8px', alignItems: 'center', color: c.ink3, fontSize: rem(13), lineHeight: rem(18), margin: '2px 0 14px', paddingLeft: { xs: '20px', md: '44px' } }}
  >
    {icon}
    <span>{children}</span>
    {at ? <span>{at}</span> : null}
  </Box>
)

export const DayDivider = ({ children }: { children: ReactNode }) => (
  <Box
    role="separator"
    sx={{
      display: 'flex',
      alignItems: 'center',
      gap: '12px',
      color: c.ink3,
      fontSize: rem(14),
      lineHeight: rem(20),
      margin: '4px 0 12px',
      '&::before, &::after': { content: '""', flex: 1, height: '1px', background: c.line },
    }}
  >
    {children}
  </Box>
)

export interface TimelineEntry {
  id: string
  text: ReactNode
  at: ReactNode
}
/** A dot and a hairline; who did what, time right. The first is filled. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  return (
    <Box component="ol" className="plain">
      {entries.map((entry, i) => (
        <Box
          key={entry.id}
          component="li"
          sx={{
            display: 'grid',
            gridTemplateColumns: '14px 1fr auto',
            gap: '8px',
            paddingBottom: i < entries.length - 1 ? '10px' : 0,
            position: 'relative',
            fontSize: rem(13),
            lineHeight: rem(18),
          }}
        >
          {i < entries.length - 1 ? <Box aria-hidden="true" sx={{ position: 'absolute', left: 4.5, top: 14, bottom: -4, width: '1px', background: c.line }} /> : null}
          <Box
            aria-hidden="true"
            sx={{
              width: 10,
              height: 10,
              marginTop: '4px',
              borderRadius: '50%',
              border: `2px solid ${i === 0 ? c.primary : c.lineStrong}`,
              background: i === 0 ? c.primary : c.surface,
              position: 'relative',
            }}
          />
          <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>{entry.text}</Box>
          <Box sx={{ color: c.ink3, whiteSpace: 'nowrap' }}>{entry.at}</Box>
        </Box>
      ))}
    </Box>
  )
}
