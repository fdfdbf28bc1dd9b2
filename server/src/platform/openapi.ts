import swagger from '@fastify/swagger'
import scalar from '@scalar/fastify-api-reference'
import Type, { type TObject, type TProperties } from 'typebox'
import type { Http } from './http.ts'
import { allProblems } from './problems.ts'

/** A request body: members that it does not name are refused. */
export const Body = <P extends TProperties>(properties: P, options: object = {}): TObject<P> => Type.Object(properties, { additionalProperties: false, ...options })
/** The schema or null, as one schema with two types where it can be: answers with `anyOf` are checked while they are written, which costs much. */
export const Nullable = <T extends Type.TSchema>(schema: T) => {
  const plain = schema as { type?: unknown; enum?: unknown[]; const?: unknown }
  if (typeof plain.type !== 'string' || plain.const !== undefined) return Type.Unsafe<Type.Static<T> | null>(Type.Union([schema, Type.Null()]))
  return Type.Unsafe<Type.Static<T> | null>({ ...schema, type: [plain.type, 'null'], ...(plain.enum ? { enum: [...plain.enum, null] } : {}) })
}
/** A string of a fixed set. */
export const OneOf = <const T extends readonly string[]>(values: T, options: object = {}) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...options })
export const Instant = Type.Unsafe<string>({ type: 'string', format: 'date-time' })
export const Id = Type.Unsafe<string>({ type: 'string', format: 'uuid' })
export const NoContent = Type.Null({ description: 'Done' })

const ProblemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: 'A sentence that a person can act on' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'More on this case, for a person' },
    code: { type: 'string', description: 'Stable name of the refusal' },
    requestId: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', required: ['path', 'message'], properties: { path: { type: 'string' }, message: { type: 'string' } } } },
  },
}

/** The OpenAPI 3.1 document at /api/openapi.json, made from the same schemas that validate; interactive at /api/docs. */
export async function openapi(app: Http, tags: { name: string; description: string }[]): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Manifold',
        version: '1.0.0',
        description:
          'One API for customers and staff. Money is in minor units, times are UTC, lists are `{ data, nextCursor }`, refusals are RFC 9457 problems with a stable `code`.',
        license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
      },
      servers: [{ url: '/' }],
      tags,
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'manifold.session_token' } },
      },
    },
    // Schemas are shared by reference where they carry an $id; TypeBox gives them plain.
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => (typeof json.$id === 'string' ? json.$id : `def-${i}`) },
    transform: ({ schema, url, route }) => {
      if (!url.startsWith('/api/v1/')) return { schema: { ...schema, hide: true }, url }
      const needs = route.config?.may
      const method = String(Array.isArray(route.method) ? route.method[0] : route.method).toLowerCase()
      const operationId = `${method}${url
        .slice('/api/v1'.length)
        .split(/[/-]/)
        .filter(Boolean)
        .map((p) => (p.startsWith(':') ? `By${p[1]!.toUpperCase()}${p.slice(2)}` : p[0]!.toUpperCase() + p.slice(1)))
        .join('')}`.replaceAll(/[^A-Za-z0-9]/g, '')
      return {
        url,
        schema: {
          operationId,
          ...schema,
          security: needs === 'anyone' ? [] : [{ bearer: [] }, { session: [] }],
          response: {
            ...((schema?.response ?? { 204: { type: 'null', description: 'Done' } }) as object),
            '4xx': { description: 'A refusal', content: { 'application/problem+json': { schema: { ...ProblemSchema, title: 'Problem' } } } },
          },
          description:
            [schema?.description, needs && needs !== 'anyone' ? (needs === 'signed_in' ? 'For everyone who is signed in.' : `Needs the permission \`${needs}\`.`) : undefined]
              .filter(Boolean)
              .join('\n\n') || undefined,
        } as never,
      }
    },
  })
  app.get('/api/openapi.json', { config: { may: 'anyone' }, schema: { hide: true } }, async (_req, reply) => reply.header('cache-control', 'no-cache').send(app.swagger()))
  app.get('/api/docs/problems', { config: { may: 'anyone' }, schema: { hide: true } }, async (_req, reply) =>
    reply.type('text/html; charset=utf-8').send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Problems</title><h1>Problems</h1><dl>${allProblems()
        .map((p) => `<dt id="${p.code}"><code>${p.code}</code> (${p.status})</dt><dd>${p.sentence}</dd>`)
        .join('')}</dl></html>`,
    ),
  )
  await app.register(async (docs) => {
    docs.addHook('onSend', async (_req, reply, payload) => {
      // The reference page starts itself with an inline script; this policy is for these addresses only.
      void reply.header(
        'content-security-policy',
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'",
      )
      return payload
    })
    await docs.register(scalar, {
      routePrefix: '/api/docs',
      configuration: { url: '/api/openapi.json', withDefaultFonts: false, telemetry: false, hideClientButton: true, agent: { disabled: true } } as never,
    })
  })
}
