import pg from 'pg'
import { read, type Ctx } from './db.ts'
import { hearOwn } from './events.ts'
import type { Log } from './log.ts'

/** What a live channel carries: a hint that something changed, with ids; never content that the permission predicate did not see. */
export interface LiveMessage {
  seq: number
  name: string
  payload: unknown
  topics: string[]
  at: string
}

export interface Channel {
  readonly topics: ReadonlySet<string>
  readonly sessionId: string | null
  readonly userId: string
  send(message: LiveMessage): void
  end(): void
}

export interface LiveHub {
  open(channel: Channel): () => void
  /** Calls back when another process says so: `revoked` (a session or user id), `settings` (a key). `lost` means that some may have been missed. */
  onProcess(channel: 'revoked' | 'settings', then: (payload: string) => void): void
  onLost(then: () => void): void
  readonly connected: () => boolean
  readonly count: () => number
  close(): Promise<void>
}

/** Listens to the database, so that every replica hears every commit. Reconnects by itself; channels are told to load again after a gap. */
export async function openLive(url: string, log: Log): Promise<LiveHub> {
  const channels = new Set<Channel>()
  const processes = new Map<string, ((payload: string) => void)[]>()
  const lost: (() => void)[] = []
  let client: pg.Client | undefined
  let closing = false
  let retry: NodeJS.Timeout | undefined

  const told = (name: string, payload: string) => {
    if (name === 'revoked') for (const c of channels) if (c.sessionId === payload || c.userId === payload) c.end()
    for (const then of processes.get(name) ?? []) then(payload)
  }
  const heard = (message: pg.Notification) => {
    const payload = message.payload ?? ''
    if (message.channel !== 'manifold_live') return told(message.channel.replace('manifold_', ''), payload)
    const live = JSON.parse(payload) as LiveMessage
    for (const c of channels) if (live.topics.some((t) => c.topics.has(t))) c.send(live)
  }
  const connect = async () => {
    const next = new pg.Client({ connectionString: url, application_name: 'manifold live', keepAlive: true })
    await next.connect()
    next.on('notification', heard)
    next.on('error', (err) => {
      if (closing) return
      log.warn({ err }, 'the live connection broke')
      client = undefined
      for (const then of lost) then()
      retry = setTimeout(again, 500)
    })
    await next.query('listen manifold_live; listen manifold_revoked; listen manifold_settings')
    client = next
    // It was told to close while it came back.
    if (closing) await next.end()
  }
  const again = () =>
    void connect().then(
      () => {
        for (const then of lost) then()
        for (const c of channels) c.send({ seq: 0, name: 'live.resync', payload: {}, topics: [], at: new Date().toISOString() })
      },
      (err: unknown) => {
        if (closing) return
        log.warn({ err }, 'the live connection could not be made')
        retry = setTimeout(again, 1000)
      },
    )
  await connect()
  const deaf = hearOwn(told)
  return {
    open: (channel) => {
      channels.add(channel)
      return () => channels.delete(channel)
    },
    onProcess: (channel, then) => void processes.set(channel, [...(processes.get(channel) ?? []), then]),
    onLost: (then) => void lost.push(then),
    connected: () => client !== undefined,
    count: () => channels.size,
    close: async () => {
      closing = true
      deaf()
      clearTimeout(retry)
      for (const c of channels) c.end()
      await client?.end().catch(() => undefined)
    },
  }
}

const missed = read<{ seq: number; name: string; payload: unknown; topics: string[]; at: Date }>(
  'platform.live_missed',
  // An event that took its number earlier may commit later, so a resuming channel gets a little overlap; hints may come twice.
  `select seq, name, payload, topics, at from platform.events where seq > $1 - 50 and topics && $2::text[] and at > $3 order by seq limit 500`,
)

/** What a channel that held `topics` missed since `lastSeq`, of the last hour. */
export const missedSince = async (ctx: Ctx, lastSeq: number, topics: ReadonlySet<string>): Promise<LiveMessage[]> =>
  (await missed(ctx, [lastSeq, [...topics], new Date(ctx.now().getTime() - 3_600_000)])).map((e) => ({ ...e, at: e.at.toISOString() }))
