import { afterEach, expect, test, vi } from 'vitest'
import { live, type LiveHint } from './live.ts'
import { ApiProblem, problemOf } from './problem.ts'
import { makeApi, writeQuery } from './request.ts'

afterEach(() => vi.unstubAllGlobals())

test('a query joins lists with commas and leaves out what is empty', () => {
  expect(writeQuery({ status: ['open', 'closed'], search: '', cursor: undefined, unread: false, limit: 20 })).toBe('?status=open%2Cclosed&unread=false&limit=20')
  expect(writeQuery({})).toBe('')
})

test('every refusal is one error: ours, the sign-in library’s, and a page that is not ours', () => {
  const ours = problemOf(
    409,
    JSON.stringify({ type: 't', title: 'Not open', code: 'support.not_open', requestId: 'r', errors: [{ path: 'contact.phone', message: 'is needed' }] }),
    null,
  )
  expect(ours).toMatchObject({ message: 'Not open', code: 'support.not_open', status: 409, requestId: 'r' })
  expect(ours.field('contact.phone')).toBe('is needed')
  expect(problemOf(401, JSON.stringify({ code: 'INVALID', message: 'No' }), 'x')).toMatchObject({ code: 'INVALID', message: 'No', requestId: 'x' })
  expect(problemOf(502, '<html>', null).code).toBe('network.unreadable')
})

test('a POST that does not arrive is tried once more with the same key; one to sign in is not', async () => {
  const keys: (string | undefined)[] = []
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    keys.push((init.headers as Record<string, string>)['idempotency-key'])
    throw new TypeError('Failed to fetch')
  })
  const api = makeApi({ base: '' })
  await expect(api.post('/support/tickets', {})).rejects.toMatchObject({ code: 'network.offline' })
  expect(keys).toHaveLength(2)
  expect(keys[0]).toBe(keys[1])
  await expect(api.post('/auth/sign-in/email', {})).rejects.toBeInstanceOf(ApiProblem)
  expect(keys.slice(2)).toEqual([undefined])
})

test('an edit sends the version that was edited, and 401 is told to whoever asked', async () => {
  let sent: RequestInit = {}
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    sent = init
    return new Response('{"title":"Sign in","code":"request.not_signed_in"}', { status: 401 })
  })
  const told: string[] = []
  await expect(makeApi({ base: '/api', onSignedOut: (p) => told.push(p.code) }).patch('/user/me', { name: 'A' }, { version: 7 })).rejects.toThrow('Sign in')
  expect(sent.headers).toMatchObject({ 'if-match': '"v7"', 'content-type': 'application/json' })
  expect(told).toEqual(['request.not_signed_in'])
})

class FakeSource {
  static made: FakeSource[] = []
  readyState = 0
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  closed = false
  readonly heard = new Map<string, (e: unknown) => void>()
  readonly url: string
  constructor(url: string) {
    this.url = url
    FakeSource.made.push(this)
  }
  addEventListener(name: string, then: (e: unknown) => void) {
    this.heard.set(name, then)
  }
  close() {
    this.closed = true
  }
  say(name: string, payload: unknown, lastEventId = '') {
    this.heard.get(name)?.({ data: JSON.stringify({ name, payload, at: 'now' }), lastEventId })
  }
  giveUp() {
    this.readyState = 2
    this.onerror?.()
  }
}

afterEach(() => vi.useRealTimers())
const start = (on: (h: LiveHint) => void, onState?: (s: string) => void) => {
  FakeSource.made = []
  vi.useFakeTimers()
  return live({ url: '/live', on, ...(onState ? { onState } : {}), open: (url) => new FakeSource(url) as unknown as EventSource })
}

test('the channel comes back after a refusal, later each time, and asks for what came after the last event', () => {
  const hints: string[] = []
  const stop = start((h) => hints.push(h.name))
  FakeSource.made[0]!.onopen?.()
  FakeSource.made[0]!.say('notice.created', { noticeId: 'n', unread: 1 }, '41')
  FakeSource.made[0]!.giveUp()
  vi.advanceTimersByTime(1600)
  expect(FakeSource.made).toHaveLength(2)
  expect(FakeSource.made[1]!.url).toBe('/live?lastEventId=41')
  FakeSource.made[1]!.giveUp()
  vi.advanceTimersByTime(1600)
  expect(FakeSource.made).toHaveLength(2)
  vi.advanceTimersByTime(1600)
  expect(FakeSource.made).toHaveLength(3)
  FakeSource.made[2]!.onopen?.()
  expect(hints).toEqual(['notice.created'])
  stop()
  expect(FakeSource.made[2]!.closed).toBe(true)
})

test('where nothing was heard yet, a gap means loading again; signed out means the end', () => {
  const hints: string[] = []
  const states: string[] = []
  start(
    (h) => hints.push(h.name),
    (s) => states.push(s),
  )
  FakeSource.made[0]!.giveUp()
  vi.advanceTimersByTime(2000)
  FakeSource.made[1]!.onopen?.()
  expect(hints).toEqual(['live.resync'])
  FakeSource.made[1]!.say('live.ended', {})
  vi.advanceTimersByTime(60_000)
  expect(FakeSource.made).toHaveLength(2)
  expect(hints.at(-1)).toBe('live.ended')
  expect(states.at(-1)).toBe('ended')
})
