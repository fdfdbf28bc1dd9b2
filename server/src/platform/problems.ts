/** One thing that is wrong with one field of the request. `path` is a JSON pointer without the leading slash, dots between parts. */
export interface FieldError {
  path: string
  message: string
}

/** A refusal that a person can act on: RFC 9457 with a stable `code`. Anything else that is thrown is a bug and answers 500. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly errors: FieldError[] | undefined
  readonly extra: Record<string, unknown> | undefined
  constructor(code: string, status: number, sentence: string, more: ProblemDetail = {}) {
    super(more.detail ?? sentence)
    this.code = code
    this.status = status
    this.errors = more.errors
    this.extra = more.extra
  }
}

export interface ProblemDetail {
  /** Replaces the sentence of the table where the case knows more. */
  detail?: string
  errors?: FieldError[]
  /** Further members of the answer, for example the date on which a refusal clears. */
  extra?: Record<string, unknown>
}

export interface Refusal {
  (more?: ProblemDetail): Problem
  readonly code: string
  readonly status: number
  readonly sentence: string
}

const registry = new Map<string, Refusal>()

/** Declares the refusals of a module: `{ name: [status, sentence] }` gives factories of problems with the code `module.name`. */
export function problems<K extends string>(module: string, table: Record<K, readonly [status: number, sentence: string]>): Record<K, Refusal> {
  const made = {} as Record<K, Refusal>
  for (const name of Object.keys(table) as K[]) {
    const [status, sentence] = table[name]
    const code = `${module}.${name}`
    if (registry.has(code)) throw new Error(`The problem ${code} is declared twice`)
    const refusal = Object.assign((more?: ProblemDetail) => new Problem(code, status, sentence, more), { code, status, sentence })
    registry.set(code, refusal)
    made[name] = refusal
  }
  return made
}

/** Every declared refusal, for the documentation and the test that compares the two. */
export const allProblems = (): Refusal[] => [...registry.values()].sort((a, b) => a.code.localeCompare(b.code))

/** What any module may meet. */
export const common = problems('request', {
  invalid: [400, 'Some of what was sent is not valid. Correct the fields named below.'],
  malformed: [400, 'The request could not be read. Check its format and content type.'],
  not_signed_in: [401, 'Sign in to do this.'],
  not_allowed: [403, 'You do not have the permission for this.'],
  cross_site: [403, 'This request came from another site and was refused.'],
  not_found: [404, 'There is nothing here, or it is not yours.'],
  method_not_allowed: [405, 'This address does not answer to that method.'],
  unsupported_type: [415, 'This content type is not accepted here.'],
  conflict: [409, 'This was changed at the same moment by someone else. Load it again and repeat.'],
  illegal_move: [409, 'This cannot change to that state from the one it is in.'],
  key_reused: [422, 'This Idempotency-Key was used before with different content.'],
  key_running: [409, 'The first request with this Idempotency-Key is still running.'],
  key_done: [409, 'The first request with this Idempotency-Key was carried out, but its answer was lost. Look up the result before you send another.'],
  stale: [412, 'This was changed since you loaded it. Load it again and repeat.'],
  version_needed: [428, 'Send If-Match with the ETag that you edited.'],
  too_large: [413, 'What was sent is too large.'],
  too_many: [429, 'Too many requests. Wait a little and try again.'],
  failed: [500, 'Something failed on our side. Nothing was changed. Try again; if it fails again, tell us the request id.'],
  unavailable: [503, 'The service is not ready. Try again in a moment.'],
})
