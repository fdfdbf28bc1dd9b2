import type { ReactNode } from 'react'
import { exactText, timeText, useLocale, useNow, daysFrom } from '@manifold/ui'
import type { Message, TimelineEntry } from '@manifold/client'
import { useMe } from '#shell/session.ts'
import { shortText } from '#shell/dates.ts'

export const channelWord: Record<string, string> = {
  portal: 'portal',
  api: 'API',
  console: 'console',
  email: 'e-mail',
  phone: 'phone',
  guest: 'without an account',
  import: 'imported',
  open311: 'Open311',
  rule: 'rule',
  app: 'app',
}

/** "Today 10:00", "Fri 16:00", and "13:08, 4 min ago" within the hour. */
export function MessageTime({ at }: { at: string }) {
  const l = useLocale()
  const now = useNow()
  const date = new Date(at)
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000)
  const text =
    minutes < 1 ? 'just now' : minutes < 60 ? `${timeText(l, date)}, ${minutes} min ago` : daysFrom(l, now, date) === 0 ? `Today ${timeText(l, date)}` : shortText(l, date, now)
  return (
    <time dateTime={at} title={exactText(l, date)}>
      {text}
    </time>
  )
}

/** Who wrote, through what, and whether it was read. */
export function useMessageMeta(): (message: Message) => string {
  const l = useLocale()
  return (m) => {
    if (m.author.side === 'customer') return `Customer, ${channelWord[m.channel] ?? m.channel}`
    if (m.author.side === 'system') return 'Automatic'
    return [m.author.teamName ? `Reply, ${m.author.teamName}` : 'Reply', m.readAt ? `read ${shortText(l, new Date(m.readAt))}` : 'not read yet'].join(', ')
  }
}

const LINK = /(https?:\/\/[^\s<>"')\]]+|TKT-[2-9A-HJ-NP-Z]{6}|@[\p{L}][\p{L}.'’-]*(?: [\p{Lu}][\p{L}.'’-]*)?)/gu
/** Addresses and references become links, mentions strong; everything else stays as it was typed. */
export function linked(text: string, mentions: readonly { name: string }[] = []): ReactNode {
  return text.split(LINK).map((part, i) => {
    if (i % 2 === 0) return part
    if (part.startsWith('http'))
      return (
        <a key={i} href={part} target="_blank" rel="noreferrer nofollow">
          {part}
        </a>
      )
    if (part.startsWith('TKT-'))
      return (
        <a key={i} href={`/admin/desk/${part}`}>
          {part}
        </a>
      )
    const name = mentions.find((m) => part.slice(1).startsWith(m.name) || m.name.startsWith(part.slice(1)))
    return name ? (
      <b key={i} style={{ fontWeight: 650 }}>
        {part}
      </b>
    ) : (
      part
    )
  })
}

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g
/** The server's sentence with myself as "You" and instants in my zone. */
export function Sentence({ entry }: { entry: TimelineEntry }) {
  const me = useMe()
  const l = useLocale()
  const text = entry.text.replace(/^[^:]+: visit\. /, '').replace(INSTANT, (at) => shortText(l, new Date(at)))
  const name = entry.actor?.name
  if (!name || !text.startsWith(name)) return text
  return (
    <>
      <b style={{ fontWeight: 600 }}>{entry.actor?.id === me.id ? 'You' : name}</b>
      {text.slice(name.length)}
    </>
  )
}
