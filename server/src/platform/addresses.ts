import type { FastifyRequest } from 'fastify'
import { isIPv6 } from 'node:net'

/** `/api/x` is an alias of the current version, so that the sources' addresses work. */
export const canonical = (url: string): string => (/^\/api\/(?!v\d+(\/|$|\?)|docs(\/|$|\?)|openapi\.json)/.test(url) ? url.replace('/api/', '/api/v1/') : url)

/** Whether a request is for the API. The route says it, not the address as it was written: `/%61pi/` leads to the same routes. */
export const forApi = (req: FastifyRequest): boolean => (req.routeOptions.url ?? req.url).startsWith('/api/')

/** What counts as one address for a limit: an IPv4 address, and the /64 of an IPv6 one, because a household has a whole /64 and could use a new address for each try. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address.replace(/^::ffff:/i, '')
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const all = tail === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
