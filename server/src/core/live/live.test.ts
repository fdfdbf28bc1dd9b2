import { afterEach, expect, test } from 'vitest'
import { emit } from '#platform/events'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'

declare module '#platform/events' {
  interface Events {
    'test.hint': { n: number }
  }
}

const stop: (() => void)[] = []
afterEach(() => stop.splice(0).forEach((s) => s()))

interface Heard {
  id: string | undefined
  event: string
  data: { name: string; payload: unknown }
}
/** Opens a real stream over a real socket. */
async function listen(t: TestApp, who: Made, headers: Record<string, string> = {}) {
  if (!t.app.server.listening) await t.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = t.app.server.address() as { port: number }
  const abort = new AbortController()
  stop.push(() => abort.abort())
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/live`, { headers: { authorization: `Bearer ${who.token}`, ...headers }, signal: abort.signal })
  const heard: Heard[] = []
  const state = { over: false, raw: '' }
  void (async () => {
    const decoder = new TextDecoder()
    let text = ''
    try {
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk as Uint8Array, { stream: true })
        state.raw += text
        const blocks = text.split('\n\n')
        text = blocks.pop()!
        for (const block of blocks) {
          const of = (name: string) =>
            block
              .split('\n')
              .find((l) => l.startsWith(`${name}: `))
              ?.slice(name.length + 2)
          if (of('data')) heard.push({ id: of('id'), event: of('event')!, data: JSON.parse(of('data')!) })
        }
      }
    } catch {
      // aborted by the test
    }
    state.over = true
  })()
  await expect.poll(() => state.raw).toContain('welcome')
  return { response, heard, state, names: () => heard.map((h) => `${h.event} ${JSON.stringify(h.data.payload)}`) }
}
const say = (t: TestApp, n: number, topics: string[]) => t.tx((tx) => emit(tx, 'test.hint', { n }, topics))

test('each hears what is theirs, and resumes where they were', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const team = await make.team()
  await t.rows(`update users.roles set permissions = permissions || '{"support.ticket.read":"team"}' where name = 'agent'`)
  await t.rows(`update users.roles set permissions = permissions || '{"support.ticket.read":"all"}' where name = 'supervisor'`)
  await t.rows(`insert into users.roles (name, label, permissions) values ('line-agent', 'Line agent', '{"support.ticket.read":"line"}')`)
  const [asha, other, agent, supervisor, lineAgent] = [
    await make.customer(),
    await make.customer(),
    await make.agent({ teams: [team.id] }),
    await make.supervisor(),
    await make.staffWith('line-agent', { lines: ['gas'] }),
  ]
  const [one, two, three, four, five] = await Promise.all([asha, other, agent, supervisor, lineAgent].map((p) => listen(t, p)))
  expect(one!.response.headers.get('content-type')).toMatch('text/event-stream')
  expect(one!.response.headers.get('x-accel-buffering')).toBe('no')
  await say(t, 1, [`user:${asha.id}`, 'desk'])
  await say(t, 2, ['desk'])
  await say(t, 3, [`team:${team.id}`, 'line:gas', 'desk'])
  await say(t, 4, ['line:rides'])
  await expect.poll(() => four!.heard.length, { timeout: 2000 }).toBe(3)
  await expect.poll(() => [one!.names(), two!.names(), three!.names(), five!.names()]).toEqual([['test.hint {"n":1}'], [], ['test.hint {"n":3}'], ['test.hint {"n":3}']])
  expect(one!.heard[0]!.data).toMatchObject({ name: 'test.hint', payload: { n: 1 }, at: expect.any(String) })

  const back = await listen(t, supervisor, { 'last-event-id': four!.heard[0]!.id! })
  await expect.poll(() => back.names()).toEqual(expect.arrayContaining(['test.hint {"n":2}', 'test.hint {"n":3}']))
  const mine = await listen(t, asha, { 'last-event-id': four!.heard[1]!.id! })
  await say(t, 5, [`user:${asha.id}`])
  await expect.poll(() => mine.names().at(-1)).toBe('test.hint {"n":5}')
  expect(mine.names().join()).not.toContain('"n":2')
  await t.advance(3_700_000)
  expect((await listen(t, asha, { 'last-event-id': four!.heard[0]!.id! })).names).toBeDefined()
  const stale = await listen(t, asha, { 'last-event-id': four!.heard[0]!.id! })
  await expect.poll(() => stale.names()).toEqual(['live.resync {}'])
})

test('a suspended person’s channel says so and ends within a second', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const [asha, supervisor] = [await make.customer(), await make.supervisor()]
  const channel = await listen(t, asha)
  const at = Date.now()
  expect((await supervisor.client.post(`/user/people/${asha.id}/suspend`, { reason: 'Abuse' })).status).toBe(204)
  await expect.poll(() => channel.state.over, { timeout: 1000, interval: 10 }).toBe(true)
  expect(Date.now() - at).toBeLessThan(1000)
  expect(channel.names()).toContain('live.ended {}')
  await expect.poll(() => t.deps.hub.count()).toBe(0)
})

test('signing out here ends the channel of this session only; new permissions make it come back', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const asha = await make.agent()
  const { openSession } = await import('#core/users')
  const second = { ...asha, ...(await t.tx((tx) => openSession(tx, asha.id))) }
  const [one, two] = [await listen(t, asha), await listen(t, second)]
  await asha.client.delete(`/user/me/sessions/${second.sessionId}`)
  await expect.poll(() => two.state.over, { timeout: 1000 }).toBe(true)
  expect(two.names()).toContain('live.ended {}')
  expect(one.state.over).toBe(false)
  const admin = await make.admin()
  await admin.client.put(`/user/people/${asha.id}/staff`, { teamIds: [(await make.team()).id] })
  await expect.poll(() => one.state.over, { timeout: 1000 }).toBe(true)
  expect(one.names()).not.toContain('live.ended {}')
})

test('a session that runs out ends its channel; nobody signed in gets none; stopping the server ends all', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const [asha, other] = [await make.customer(), await make.customer()]
  await t.rows(`update users.sessions set expires_at = now() + interval '0.6 seconds' where id = $1`, [asha.sessionId])
  const short = await listen(t, asha)
  await expect.poll(() => short.state.over, { timeout: 3000 }).toBe(true)
  expect(short.names()).toContain('live.ended {}')
  expect((await t.client().get('/live')).status).toBe(401)
  const long = await listen(t, other)
  const closing = t.app.close()
  await expect.poll(() => long.state.over, { timeout: 3000 }).toBe(true)
  expect(long.names()).toEqual([])
  await closing
})
