import type { FastifyRequest } from 'fastify'

/** `/api/x` is an alias of the current version, so that the sources' addresses work. */
export const canonical = (url: string): string => (/^\/api\/(?!v\d+(\/|$|\?)|docs(\/|$|\?)|openapi\.json)/.test(url) ? url.replace('/api/', '/api/v1/') : url)

/** Whether a request is for the API. The route says it, not the address as it was written: `/%61pi/` leads to the same routes. */
export const forApi = (req: FastifyRequest): boolean => (req.routeOptions.url ?? req.url).startsWith('/api/')
