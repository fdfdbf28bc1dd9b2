import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { LightMyRequestResponse } from 'fastify'
import { canonical } from '#platform/addresses'
import type { Http } from '#platform/http'

type Operation = { responses?: Record<string, { content?: Record<string, { schema?: object }> }> }
type Document = { paths: Record<string, Record<string, Operation>> }

const ajv = new Ajv({ strict: false, allErrors: true })
;(addFormats as unknown as (ajv: Ajv) => void)(ajv)
const known = new WeakMap<Http, { pattern: RegExp; path: Record<string, Operation>; literal: number }[]>()
const compiled = new WeakMap<object, ValidateFunction>()

/** Throws when an answer of the API is not what the OpenAPI document promises: unknown address, undeclared status, wrong body. */
export function checkAnswer(app: Http, method: string, url: string, answer: LightMyRequestResponse): void {
  const address = canonical(url.startsWith('/api') ? url : `/api/v1${url}`)
    .split('?')[0]!
    .replace(/\/$/, '')
  if (!address.startsWith('/api/v1/')) return
  let paths = known.get(app)
  if (!paths) {
    const { paths: all } = app.swagger() as unknown as Document
    paths = Object.entries(all).map(([path, item]) => ({
      pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+').replace(/\/$/, '')}$`),
      path: item,
      literal: path.replaceAll(/\{[^}]+\}/g, '').length,
    }))
    paths.sort((a, b) => b.literal - a.literal)
    known.set(app, paths)
  }
  const operation = paths.find((p) => p.pattern.test(address) && p.path[method.toLowerCase()])?.path[method.toLowerCase()]
  if (!operation) {
    if (answer.statusCode === 404 || answer.statusCode === 405) return
    throw new Error(`${method} ${address} is not in the OpenAPI document`)
  }
  const responses = operation.responses ?? {}
  const status = String(answer.statusCode)
  if (answer.statusCode >= 500) throw new Error(`${method} ${address} answered ${status}: ${answer.body}`)
  const promised = responses[status] ?? responses[`${status[0]}XX`] ?? responses[`${status[0]}xx`] ?? responses.default
  if (!promised) throw new Error(`${method} ${address} answered ${status}, which the OpenAPI document does not promise`)
  const type = String(answer.headers['content-type'] ?? '').split(';')[0]!
  const schema = promised.content?.[type]?.schema
  if (!/json/.test(type) || answer.statusCode === 304) return
  if (!schema) throw new Error(`${method} ${address} answered ${status} as ${type}, which the OpenAPI document does not promise`)
  let validate = compiled.get(schema)
  if (!validate) compiled.set(schema, (validate = ajv.compile(schema)))
  if (!validate(JSON.parse(answer.body)))
    throw new Error(`${method} ${address} answered ${status} against its schema: ${ajv.errorsText(validate.errors)}\n${answer.body.slice(0, 500)}`)
}
