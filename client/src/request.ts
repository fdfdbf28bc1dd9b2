import type { Media } from './contract.ts'
import { offline, problemOf, type ApiProblem } from './problem.ts'

type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[]
export type Query = Readonly<Record<string, QueryValue>>

export interface Options {
  query?: Query
  signal?: AbortSignal
  headers?: Readonly<Record<string, string>>
}
export interface EditOptions extends Options {
  /** The version that was edited: sent as If-Match, so that a rival's change answers 412 `request.stale`. */
  version?: number
}
export interface PostOptions extends EditOptions {
  /** Idempotency-Key. Without one a fresh key is made for this call, so that its own retry cannot act twice; keep one yourself where a person may press again. */
  key?: string
}
export interface UploadOptions {
  /** 0 to 1. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

export interface Api {
  get<T>(path: string, options?: Options): Promise<T>
  post<T>(path: string, body?: unknown, options?: PostOptions): Promise<T>
  put<T>(path: string, body?: unknown, options?: EditOptions): Promise<T>
  patch<T>(path: string, body?: unknown, options?: EditOptions): Promise<T>
  delete<T = void>(path: string, options?: EditOptions): Promise<T>
  /** Sends one file to POST /media, telling how far it got. */
  upload(file: Blob, name: string, options?: UploadOptions): Promise<Media>
  /** The address of a path with its query, for links and downloads. */
  address(path: string, query?: Query): string
}

export interface ApiSettings {
  /** Where the API is, without a trailing slash. */
  base: string
  /** Called on 401, so that an app can ask to sign in again. */
  onSignedOut?: (problem: ApiProblem) => void
}

/** `a=1&b=x,y`: lists are joined with commas, null, undefined and '' are left out. */
export function writeQuery(query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    const text = Array.isArray(value) ? value.join(',') : String(value)
    if (text !== '') search.set(name, text)
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}

/** A key that no other request has. crypto.randomUUID is missing where a page is served without TLS from another machine. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('')
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** The API over fetch. Cookies carry the session; every refusal is an ApiProblem. */
export function makeApi(settings: ApiSettings): Api {
  const address = (path: string, query?: Query) => `${settings.base}${path}${writeQuery(query)}`

  async function send<T>(method: string, path: string, body: unknown, options: PostOptions): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
    // better-auth refuses a POST without a JSON content type, even an empty one.
    const json = body !== undefined || method === 'POST' || method === 'PUT' || method === 'PATCH'
    if (json) headers['content-type'] = 'application/json'
    if (options.version !== undefined) headers['if-match'] = `"v${options.version}"`
    // Signing in is never repeated by a key; everything else that is posted carries one.
    const keyed = method === 'POST' && !path.startsWith('/auth/')
    if (keyed) headers['idempotency-key'] = options.key ?? newKey()
    const init: RequestInit = {
      method,
      headers,
      credentials: 'same-origin',
      ...(json ? { body: JSON.stringify(body ?? {}) } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    }
    const response = await attempt(address(path, options.query), init, keyed || method === 'GET' ? 1 : 0)
    const text = await response.text().catch(() => {
      throw offline()
    })
    if (!response.ok) {
      const problem = problemOf(response.status, text, response.headers.get('x-request-id'))
      if (response.status === 401) settings.onSignedOut?.(problem)
      throw problem
    }
    if (text === '') return undefined as T
    try {
      return JSON.parse(text) as T
    } catch {
      throw problemOf(response.status, text, response.headers.get('x-request-id'))
    }
  }

  /** A connection that breaks is tried once more where that is safe: reading, and posting with a key. */
  async function attempt(url: string, init: RequestInit, retries: number): Promise<Response> {
    try {
      return await fetch(url, init)
    } catch (error) {
      if (init.signal?.aborted) throw error
      if (retries === 0 || (typeof navigator !== 'undefined' && navigator.onLine === false)) throw offline()
      await wait(400)
      return attempt(url, init, retries - 1)
    }
  }

  return {
    address,
    get: (path, options = {}) => send('GET', path, undefined, options),
    post: (path, body, options = {}) => send('POST', path, body, options),
    put: (path, body, options = {}) => send('PUT', path, body, options),
    patch: (path, body, options = {}) => send('PATCH', path, body, options),
    delete: (path, options = {}) => send('DELETE', path, undefined, options),
    upload: (file, name, options = {}) =>
      new Promise<Media>((done, fail) => {
        // fetch cannot tell how much of a body has left the machine.
        const request = new XMLHttpRequest()
        request.open('POST', address('/media'))
        request.setRequestHeader('accept', 'application/json')
        request.upload.onprogress = (e) => e.lengthComputable && options.onProgress?.(e.loaded / e.total)
        request.onerror = () => fail(offline())
        request.onabort = () => fail(new DOMException('The upload was stopped', 'AbortError'))
        request.onload = () => {
          if (request.status < 200 || request.status > 299) {
            const problem = problemOf(request.status, request.responseText, request.getResponseHeader('x-request-id'))
            if (request.status === 401) settings.onSignedOut?.(problem)
            fail(problem)
          } else done(JSON.parse(request.responseText) as Media)
        }
        options.signal?.addEventListener('abort', () => request.abort(), { once: true })
        const form = new FormData()
        form.append('file', file, name)
        request.send(form)
      }),
  }
}
