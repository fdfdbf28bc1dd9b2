import type { ServerResponse } from 'node:http'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { scopeOf, userId, type Actor } from '#platform/access'
import { read, type Ctx } from '#platform/db'
import { missedSince, type LiveMessage } from '#platform/live'
import type { App } from '#platform/module'
import { common } from '#platform/problems'
import { hours, later } from '#platform/time'
import { sessionEnds } from '#core/users'

const heartbeatEvery = 20_000
/** A browser that does not read is cut off when this many bytes wait for it; it comes back and asks for what it missed. */
const mostWaiting = 1_000_000

/** What a person hears: their own channel, and for staff the desk, their teams or their lines, as far as they may read tickets, and payments. */
export function topicsOf(actor: Actor): Set<string> {
  const topics = new Set([`user:${userId(actor)}`])
  if (!actor.staff) return topics
  const scope = scopeOf(actor, 'support.ticket.read')
  if (scope === 'all') topics.add('desk')
  if (scope === 'all' || scope === 'line' || scope === 'team') for (const id of actor.teamIds) topics.add(`team:${id}`)
  if (scope === 'line') for (const line of actor.lines) topics.add(`line:${line}`)
  // What moves with anybody's money; whoever sees all payments may hear of them.
  if (scopeOf(actor, 'payment.transaction.read') === 'all') topics.add('finance')
  return topics
}

const eventAt = read<{ at: Date }>('live.event_at', `select at from platform.events where seq = $1`)

/** What a channel missed since the event it heard last, or undefined when that is too long ago or too much: then it has to load again. */
async function missed(ctx: Ctx, lastId: string, topics: ReadonlySet<string>): Promise<LiveMessage[] | undefined> {
  const seq = Number(lastId)
  if (!Number.isSafeInteger(seq) || seq < 0) return undefined
  const [last] = await eventAt(ctx, [seq])
  if (!last || last.at < later(ctx.now(), -1 * hours)) return undefined
  const messages = await missedSince(ctx, seq, topics)
  return messages.length < 500 ? messages : undefined
}

const line = ({ seq, name, payload, at }: LiveMessage): string => `${seq > 0 ? `id: ${seq}\n` : ''}event: ${name}\ndata: ${JSON.stringify({ name, payload, at })}\n\n`

export function liveRoutes(app: App): void {
  const { hub } = app.deps
  const open = new Set<() => void>()
  let stopping = false
  app.addHook('preClose', async () => {
    stopping = true
    for (const end of open) end()
  })

  app.get(
    '',
    {
      config: { may: 'signed_in' },
      schema: {
        summary: 'Hear that something changed (server-sent events)',
        description:
          'Each event is `{name, payload, at}`: ids, never content; load what they name. `Last-Event-ID` (or the query member, for programs that cannot send the header) resumes within an hour. `live.resync` says: load everything again. `live.ended` says: you are signed out. A comment comes every 20 seconds.',
        querystring: Type.Object({ lastEventId: Type.Optional(Type.String({ maxLength: 20 })) }),
        response: { 200: { description: 'The stream, until the session ends', content: { 'text/event-stream': { schema: Type.String() } } } },
      },
    },
    async (req, reply) => {
      if (stopping) throw common.unavailable()
      reply.hijack()
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
        'x-request-id': req.id,
        connection: 'keep-alive',
      })
      await serve(req, reply.raw, String(req.headers['last-event-id'] ?? req.query.lastEventId ?? ''))
    },
  )

  async function serve(req: FastifyRequest, raw: ServerResponse, lastId: string): Promise<void> {
    const { ctx, actor } = req
    const topics = topicsOf(actor)
    let over = false
    let holding: LiveMessage[] | undefined = []
    const write = (text: string) => {
      if (over) return
      if (raw.writableLength > mostWaiting) finish()
      else raw.write(text)
    }
    const close = hub.open({
      topics,
      sessionId: actor.sessionId,
      userId: userId(actor),
      send: (message) => (holding ? holding.push(message) : write(line(message))),
      end: () => void ended(),
    })
    const finish = (last = '') => {
      if (over) return
      over = true
      close()
      open.delete(finish)
      clearInterval(heartbeat)
      clearTimeout(expiry)
      // The connection is of no more use, and while it stays open the server cannot stop.
      raw.end(last, () => raw.socket?.destroySoon())
    }
    // Told to end: signed out for good, or only to come back with other permissions.
    const ended = async () => {
      const ends = stopping ? new Date() : await sessionEnds(ctx, actor.sessionId ?? '').catch(() => new Date())
      finish(ends ? '' : line({ seq: 0, name: 'live.ended', payload: {}, topics: [], at: ctx.now().toISOString() }))
    }
    const heartbeat = setInterval(() => write(': \n\n'), heartbeatEvery)
    let expiry: NodeJS.Timeout | undefined
    open.add(finish)
    raw.on('close', () => finish())
    raw.on('error', () => finish())

    write('retry: 2000\n: welcome\n\n')
    // Asked after the channel is open, so that an end in between is heard one way or the other.
    const ends = await sessionEnds(ctx, actor.sessionId ?? '')
    if (!ends) return ended()
    expiry = setTimeout(() => void ended(), Math.min(ends.getTime() - ctx.now().getTime() + 50, 2 ** 31 - 1))
    const before = lastId === '' ? [] : await missed(ctx, lastId, topics)
    const sent = new Set<number>()
    if (!before) write(line({ seq: 0, name: 'live.resync', payload: {}, topics: [], at: ctx.now().toISOString() }))
    for (const message of before ?? []) {
      sent.add(message.seq)
      write(line(message))
    }
    const waiting = holding
    holding = undefined
    for (const message of waiting) if (!sent.has(message.seq)) write(line(message))
  }
}
