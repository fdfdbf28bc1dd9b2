import Button from '@mui/material/Button'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { ArrowUpIcon, ClockIcon, ErrorState, HistoryIcon, Message as Bubble, SkeletonRows, StatusGlyph, SystemLine, answerText, dayText, useLocale } from '@manifold/ui'
import type { Message, TimelineEntry } from '@manifold/client'
import { useMe } from '#shell/session.ts'
import { Files } from '#ticket/files.tsx'
import { useMessages, useTimeline, type StaffTicket } from '#ticket/queries.ts'
import { MessageTime, Sentence, channelWord, linked, useMessageMeta } from '#ticket/words.tsx'

type Item = { at: string; message: Message } | { at: string; entry: TimelineEntry }

/** What stands between messages: only what changes how the conversation is read. */
const quiet = /^(status|merged|unmerged|split|attended|prevented|acknowledged|triage|suspected|followed_up|escalated|claimed|visit)/
const clockWord = (e: TimelineEntry) =>
  e.type === 'status'
    ? e.to === 'waiting_customer'
      ? 'Clock paused: waiting for the customer'
      : e.from === 'waiting_customer' && e.actor?.side === 'customer'
        ? 'Clock runs again: the customer replied'
        : null
    : null

export function Conversation({ ticket, fresh }: { ticket: StaffTicket; fresh?: number }) {
  const found = useMessages(ticket.reference)
  const timeline = useTimeline(ticket.reference).data?.pages.flatMap((p) => p.data)
  const { messages } = found
  const box = useRef<HTMLDivElement>(null)
  const l = useLocale()
  const items = useMemo(() => {
    const first = found.hasNextPage ? messages[0]?.createdAt : undefined
    const entries = (timeline ?? []).filter((e) => quiet.test(e.type) && (first === undefined || e.at >= first))
    return [...messages.map((message): Item => ({ at: message.createdAt, message })), ...entries.map((entry): Item => ({ at: entry.at, entry }))].sort((a, b) =>
      a.at < b.at ? -1 : a.at > b.at ? 1 : 'message' in a ? -1 : 1,
    )
  }, [messages, timeline, found.hasNextPage])
  const earlier = Math.max(0, (ticket.messagesCount ?? messages.length) - messages.length)
  const newest = messages.at(-1)?.id
  useBottom(box, newest)

  return (
    <div className="conv scroll" ref={box} tabIndex={0} role="region" aria-label="Conversation">
      <div className="conv-in">
        {found.isPending ? (
          <SkeletonRows rows={4} height={88} />
        ) : found.isError && messages.length === 0 ? (
          <ErrorState title="We could not load the conversation." text="Your draft is kept." onRetry={() => void found.refetch()} />
        ) : (
          <>
            {found.hasNextPage ? (
              <Button className="fold" startIcon={<ArrowUpIcon size={16} />} disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {earlier > 0 ? `${earlier} earlier` : 'Earlier messages'}
                {messages[0] ? `, before ${dayText(l, new Date(messages[0].createdAt)).replace(/^(Today|Yesterday|Tomorrow)$/, (d) => d.toLowerCase())}` : ''}
              </Button>
            ) : (
              <Opening ticket={ticket} />
            )}
            <Items items={items} emergency={ticket.emergency} {...(fresh ? { fresh } : {})} />
          </>
        )}
      </div>
    </div>
  )
}

/** The request itself, as it came in. */
function Opening({ ticket }: { ticket: StaffTicket }) {
  const l = useLocale()
  const name = ticket.requester?.name ?? 'Guest'
  return (
    <Bubble
      look="console"
      kind="customer"
      author={name}
      avatarUrl={ticket.requester?.avatarUrl ?? null}
      meta={`${ticket.createdBy === 'staff' ? 'Opened by staff' : 'Customer'}, ${channelWord[ticket.channel] ?? ticket.channel}`}
      at={<MessageTime at={ticket.createdAt} />}
      body={linked(ticket.description)}
      attachments={
        <>
          {ticket.fields.length > 0 ? (
            <dl className="facts" style={{ marginTop: 10 }}>
              {ticket.fields.map((f) => (
                <div key={f.key} style={{ display: 'contents' }}>
                  <dt>{f.label}</dt>
                  <dd>{answerText(l, f.text)}</dd>
                </div>
              ))}
            </dl>
          ) : null}
          {ticket.location ? (
            <p className="meta" style={{ margin: '8px 0 0' }}>
              Place: {ticket.location.address}
            </p>
          ) : null}
          <Files files={ticket.attachments} />
        </>
      }
    />
  )
}

export function Items({ items, fresh, emergency }: { items: Item[]; fresh?: number; emergency?: boolean }) {
  const me = useMe()
  const meta = useMessageMeta()
  const messages = items.flatMap((i) => ('message' in i ? [i.message] : []))
  const firstFresh = fresh ? messages.at(-fresh)?.id : undefined
  return items.map((item) => {
    if ('entry' in item) {
      const { entry } = item
      // The clocks of an emergency never pause.
      const word = emergency ? null : clockWord(entry)
      return (
        <SystemLine
          key={entry.id}
          icon={word ? entry.to === 'waiting_customer' ? <StatusGlyph status="waiting_customer" size={14} /> : <ClockIcon size={14} /> : <HistoryIcon size={14} />}
          at={<MessageTime at={entry.at} />}
        >
          {word ?? <Sentence entry={entry} />}
        </SystemLine>
      )
    }
    const m = item.message
    const note = m.internal || m.kind === 'note'
    return (
      <div key={m.id} data-message={m.id}>
        {m.id === firstFresh ? <p className="conv-fresh">New since you began</p> : null}
        <Bubble
          look="console"
          kind={note ? 'note' : m.author.side === 'customer' ? 'customer' : m.author.id === me.id ? 'mine' : 'staff'}
          author={m.author.name}
          avatarUrl={m.author.avatarUrl}
          meta={meta(m)}
          at={<MessageTime at={m.createdAt} />}
          body={linked(m.body, m.mentions)}
          attachments={<Files files={m.attachments} />}
        />
      </div>
    )
  })
}

/** Opens at the newest message and stays there, unless somebody scrolled up to read. */
function useBottom(box: React.RefObject<HTMLDivElement | null>, newest: string | undefined): void {
  const [, force] = useState(0)
  const atEnd = useRef(true)
  useEffect(() => {
    const el = box.current
    if (!el) return
    const onScroll = () => (atEnd.current = el.scrollHeight - el.scrollTop - el.clientHeight < 80)
    el.addEventListener('scroll', onScroll, { passive: true })
    const grown = new ResizeObserver(() => atEnd.current && el.scrollTo(0, el.scrollHeight))
    grown.observe(el)
    if (el.firstElementChild) grown.observe(el.firstElementChild)
    force(1)
    return () => {
      el.removeEventListener('scroll', onScroll)
      grown.disconnect()
    }
  }, [box])
  useLayoutEffect(() => {
    const el = box.current
    if (el && atEnd.current) el.scrollTo(0, el.scrollHeight)
  }, [box, newest])
}
