import type { FastifyReply, FastifyRequest } from 'fastify'
import { same } from '#platform/crypto'
import { inTransaction, write, type Tx } from '#platform/db'
import { simulatorKeys } from '#core/payments'

/** What the dialect refuses with. */
export class Refused extends Error {
  readonly status: number
  constructor(description: string, status = 400) {
    super(description)
    this.status = status
  }
}
const takeFault = write<{ kind: 'lost_answer' | 'error_500' }>(
  'simulator.fault',
  `delete from simulator.faults where id = (select id from simulator.faults where call = $1 order by at, id limit 1 for update skip locked) returning kind`,
)
export const config = { may: 'anyone', idempotent: 'never', limit: { points: 60_000, seconds: 60 } } as const
export const schema = { hide: true } as const

export type Raw = Record<string, unknown>
export const bodyOf = (req: FastifyRequest): Raw => (typeof req.body === 'object' && req.body !== null && !Array.isArray(req.body) ? (req.body as Raw) : {})
export const textOf = (value: unknown, name: string, max: number): string | null => {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' || value.length > max) throw new Refused(`The ${name} may not be greater than ${max} characters.`)
  return value
}
export const notesOf = (value: unknown): Record<string, string> => {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return {}
  if (typeof value !== 'object' || Array.isArray(value) || Object.keys(value).length > 15) throw new Refused('notes cannot have more than 15 pairs.')
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, String(v).slice(0, 256)]))
}
export const amountOf = (value: unknown): number => {
  if (!Number.isSafeInteger(value)) throw new Refused('The amount must be an integer.')
  if ((value as number) < 100) throw new Refused('Order amount less than minimum amount allowed')
  return value as number
}
export const list = <T>(items: T[]) => ({ entity: 'collection', count: items.length, items })

/** A call of the dialect: keys, then the work in one transaction, then perhaps a fault that was asked for. */
export const dialectCall =
  (name: string, work: (tx: Tx, req: FastifyRequest<{ Params: { id: string }; Querystring: Raw }>) => Promise<object>) =>
  async (req: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { keyId, keySecret } = simulatorKeys(req.ctx.config)
    const error = (status: number, code: string, description: string) =>
      reply.code(status).send({ error: { code, description, source: 'business', step: 'payment_initiation', reason: 'input_validation_failed', metadata: {} } })
    if (!same(req.headers.authorization ?? '', `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`)) return error(401, 'BAD_REQUEST_ERROR', 'Authentication failed')
    const [fault] = await inTransaction(req.ctx, (tx) => takeFault(tx, [name]))
    if (fault?.kind === 'error_500') return error(500, 'SERVER_ERROR', 'The server encountered an error. The incident has been reported to admins.')
    try {
      const answer = await inTransaction(req.ctx, (tx) => work(tx, req as never))
      if (fault?.kind === 'lost_answer') {
        reply.hijack()
        req.raw.socket.destroy()
        return reply
      }
      return reply.send(answer)
    } catch (thrown) {
      if (thrown instanceof Refused) return error(thrown.status, 'BAD_REQUEST_ERROR', thrown.message)
      throw thrown
    }
  }
