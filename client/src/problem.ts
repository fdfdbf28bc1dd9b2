/** One field of a refused request; `path` has dots between its parts. */
export interface FieldProblem {
  path: string
  message: string
}

/** What the server answers when it refuses (RFC 9457). */
export interface ProblemBody {
  type: string
  title: string
  status: number
  code: string
  requestId?: string
  errors?: FieldProblem[]
  [member: string]: unknown
}

/**
 * A refusal, or a request that did not arrive. `code` is stable (`support.not_open`, …); two codes are made here:
 * `network.offline` (no answer at all) and `network.unreadable` (an answer that is not ours, for example a proxy's page).
 * `message` is a sentence for people.
 */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  readonly requestId: string | null
  readonly errors: readonly FieldProblem[]
  readonly body: ProblemBody
  constructor(body: ProblemBody) {
    super(body.title)
    this.name = 'ApiProblem'
    this.code = body.code
    this.status = body.status
    this.requestId = body.requestId ?? null
    this.errors = body.errors ?? []
    this.body = body
  }
  /** The sentence about one field, if the server named it. */
  field(path: string): string | undefined {
    return this.errors.find((e) => e.path === path)?.message
  }
}

export const isProblem = (error: unknown, code?: string): error is ApiProblem => error instanceof ApiProblem && (code === undefined || error.code === code)

export const offline = (): ApiProblem =>
  new ApiProblem({ type: 'about:blank', title: 'We could not reach the server. Check your connection and try again.', status: 0, code: 'network.offline' })

/** Reads the refusal out of an answer. better-auth answers `{ code, message }` instead of RFC 9457; both become one shape. */
export function problemOf(status: number, text: string, requestId: string | null): ApiProblem {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    parsed = undefined
  }
  const known = parsed as Partial<ProblemBody> & { message?: string }
  if (known && typeof known === 'object' && (typeof known.title === 'string' || typeof known.message === 'string'))
    return new ApiProblem({
      ...known,
      type: known.type ?? 'about:blank',
      title: known.title ?? known.message!,
      status,
      code: known.code ?? 'request.failed',
      ...((known.requestId ?? requestId) ? { requestId: known.requestId ?? requestId! } : {}),
    })
  return new ApiProblem({
    type: 'about:blank',
    title: 'The server gave an answer we could not read. Try again.',
    status,
    code: 'network.unreadable',
    ...(requestId ? { requestId } : {}),
  })
}
