import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Attachment, Message as MessageOut, Ticket, TimelineEntry } from '@manifold/client'
import { DayDivider, Message, SystemLine } from '@manifold/ui/conversation.tsx'
import { AttachmentTile } from '@manifold/ui/files.tsx'
import { CalendarIcon, InfoIcon, SectionHead, SkeletonRows, When, dayText, useLocale, useNow } from '#parts.tsx'
import { useSignedIn } from '#session.ts'
import { Failure } from '#shell/failure.tsx'
import { messagesQuery, timelineQuery } from '#tickets.ts'

const Viewer = lazy(() => import('#requests/viewer.tsx').then((m) => ({ default: m.Viewer })))

type Item = { at: string; key: string } & ({ kind: 'message'; message: MessageOut } | { kind: 'event'; event: TimelineEntry })
const shownFirst = 6

/** What was said, oldest first, with quiet lines for what happened between. Earlier messages are one press away. */
export function Conversation({ ticket, reference }: { ticket: Ticket; reference: string }) {
  const me = useSignedIn()
  const locale = useLocale()
  const now = useNow()
  const pages = useInfiniteQuery(messagesQuery(reference))
  const { data: timeline } = useQuery(timelineQuery(reference))
  const [all, setAll] = useState(false)
  const [viewing, setViewing] = useState<{ files: Attachment[]; at: number } | null>(null)
  if (pages.error && !pages.data) return <Failure error={pages.error} what="We could not load the conversation." onRetry={() => void pages.refetch()} />
  if (!pages.data) return <SkeletonRows rows={3} height={88} />

  const complete = !pages.hasNextPage
  const messages = pages.data.pages.flatMap((p) => p.data).filter((m) => !m.internal)
  const items = weave(messages, timeline?.data ?? [], ticket, complete)
  const hidden = all ? 0 : Math.max(0, items.length - shownFirst)
  const shown = items.slice(hidden)
  const earlier = items.slice(0, hidden).filter((i) => i.kind === 'message').length
  const showEarlier = () => {
    if (hidden > 0) setAll(true)
    else void pages.fetchNextPage()
  }
  const days = shown.map((item) => dayText(locale, new Date(item.at), now))
  return (
    <Box component="section" aria-labelledby="conversation" sx={{ mt: '26px' }}>
      <SectionHead
        id="conversation"
        title="Conversation"
        end={
          (hidden > 0 || !complete) && (
            <Button variant="text" onClick={showEarlier} sx={{ minHeight: 44, my: '-12px', px: '8px', mr: '-8px', fontSize: '0.875rem' }}>
              {pages.isFetchingNextPage ? 'Loading…' : earlier > 0 && complete ? `${earlier} earlier ${earlier === 1 ? 'message' : 'messages'}` : 'Earlier messages'}
            </Button>
          )
        }
      />
      <Box component="ol" className="plain" aria-label="Messages, oldest first">
        {shown.map((item, i) => (
          <li key={item.key}>
            {days[i] !== days[i - 1] && <DayDivider>{days[i]}</DayDivider>}
            {item.kind === 'event' ? (
              <SystemLine icon={eventIcon(item.event.type)}>{item.event.text}</SystemLine>
            ) : (
              <One message={item.message} mine={isMine(item.message, me.id)} open={(files, at) => setViewing({ files, at })} />
            )}
          </li>
        ))}
      </Box>
      {viewing && (
        <Suspense>
          <Viewer files={viewing.files} start={viewing.at} onClose={() => setViewing(null)} onStale={() => void pages.refetch()} />
        </Suspense>
      )}
    </Box>
  )
}

const isMine = (m: MessageOut, me: string) => m.author.id === me || (m.author.id === null && m.author.side === 'customer')

function One({ message, mine, open }: { message: MessageOut; mine: boolean; open: (files: Attachment[], at: number) => void }) {
  const { author, attachments } = message
  return (
    <Message
      look="portal"
      kind={mine ? 'mine' : author.side === 'customer' ? 'customer' : 'staff'}
      author={author.name}
      avatarUrl={author.avatarUrl}
      meta={author.teamName}
      at={<When at={message.createdAt} style="time" />}
      body={message.body}
      attachments={
        attachments.length > 0 &&
        attachments.map((a, i) => (
          <AttachmentTile
            key={a.id}
            name={a.name}
            size={a.size}
            thumbnailUrl={a.thumbnailUrl}
            href={a.url}
            {...(a.contentType.startsWith('image/') ? { onOpen: () => open(attachments, i) } : {})}
          />
        ))
      }
    />
  )
}

// Messages tell themselves that they were written, the tracker tells the status, and the history tells the rest.
const worthALine = /visit|schedul|reopen|merg|split|attend|prevent|made_safe/
const eventIcon = (type: string) => (/visit|schedul/.test(type) ? <CalendarIcon size={16} /> : <InfoIcon size={16} />)

/** Messages and events in one order. The description is the first message; it waits until everything before is loaded. */
export function weave(messages: readonly MessageOut[], timeline: readonly TimelineEntry[], ticket: Ticket, complete: boolean): Item[] {
  const oldest = messages.reduce(
    (min, m) => (m.createdAt < min ? m.createdAt : min),
    ticket.createdAt > '' && complete ? ticket.createdAt : (messages.at(-1)?.createdAt ?? ticket.createdAt),
  )
  const items: Item[] = messages.map((message) => ({ kind: 'message', key: message.id, at: message.createdAt, message }))
  for (const event of timeline) if (event.public && worthALine.test(event.type) && event.at >= oldest) items.push({ kind: 'event', key: event.id, at: event.at, event })
  const told = messages.some((m) => m.body === ticket.description && m.createdAt === ticket.createdAt)
  if (complete && !told && ticket.description !== '')
    items.push({
      kind: 'message',
      key: 'description',
      at: ticket.createdAt,
      message: {
        id: 'description',
        ticketId: ticket.id,
        kind: 'message',
        body: ticket.description,
        attachments: ticket.attachments,
        createdAt: ticket.createdAt,
        readAt: null,
        channel: ticket.channel,
        internal: false,
        mentions: [],
        author: { id: ticket.requester?.id ?? null, name: ticket.requester?.name ?? 'You', side: 'customer', avatarUrl: ticket.requester?.avatarUrl ?? null, teamName: null },
      },
    })
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.key === 'description' ? -1 : 0))
}
