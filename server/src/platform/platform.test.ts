import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { audit, sealAudit, verifyAudit } from '#platform/audit'
import { ConfigError, readConfig } from '#platform/config'
import { decrypt, encrypt } from '#platform/crypto'
import { inSavepoint, inTransaction, read, together, write } from '#platform/db'
import { emit } from '#platform/events'
import { addJob } from '#platform/jobs'
import { openLog } from '#platform/log'
import { machine, move, canMove } from '#platform/states'
import { allowCheckout, allowStyles, styleHashes } from '#platform/styles'
import { storageOf } from '#platform/storage'
import { testApp, type TestApp } from '#test/app'
import { makeFor } from '#test/make'
import { behave, lamp, lampStates, lampTables, lamps } from '#test/lamp'

let t: TestApp
beforeAll(async () => {
  t = await testApp({}, [lamp])
  await t.pool.query(lampTables)
})
const makeLamp = async () => (await t.client().post('/lamps', { label: randomUUID() })).body as { id: string; label: string }

test('it says when it is alive and ready, and gives figures', async () => {
  expect((await t.app.inject('/healthz')).json()).toEqual({ ok: true })
  expect((await t.app.inject('/readyz')).statusCode).toBe(200)
  expect((await t.app.inject('/metrics')).body).toContain('http_request_duration_seconds')
  expect((await t.app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(404)
})

test('a route that does not say who may call it does not start', async () => {
  await expect(testApp({}, [{ name: 'bad', routes: { bad: (app) => void app.get('/', {}, async () => 1) } }])).rejects.toThrow('does not say who may call it')
  await expect(testApp({}, [{ name: 'bad', routes: { bad: (app) => void app.get('/', { config: { may: 'bad.unknown' } }, async () => 1) } }])).rejects.toThrow(
    'which no module declares',
  )
})

test('an answer may style itself only with what it says, and keeps the rest of the policy', async () => {
  const page = '<style>b{}</style><p><style>i{}</style>'
  const app = await testApp({}, [
    {
      name: 'styled',
      routes: {
        styled: (a) => {
          a.get('/nonce', { config: { may: 'anyone' }, schema: { hide: true } }, async (_req, reply) => {
            allowStyles(reply, `'nonce-x'`, true)
            return 1
          })
          a.get('/checkout', { config: { may: 'anyone' }, schema: { hide: true } }, async (_req, reply) => {
            allowCheckout(reply)
            return 1
          })
        },
      },
    },
  ])
  const policy = async (url: string) => String((await app.app.inject(url)).headers['content-security-policy']).split(';')
  const usual = await policy('/healthz')
  expect(usual).toContain("style-src 'self'")
  expect(usual.join()).not.toContain('unsafe')
  const styled = await policy('/api/v1/styled/nonce')
  expect(styled.filter((d) => !usual.includes(d))).toEqual(["style-src 'self' 'nonce-x'", "style-src-attr 'unsafe-inline'"])
  expect(usual.filter((d) => !styled.includes(d))).toEqual(["style-src 'self'"])
  const paying = await policy('/api/v1/styled/checkout')
  expect(paying.filter((d) => !usual.includes(d))).toEqual([
    "script-src 'self' https://checkout.razorpay.com",
    "connect-src 'self' https://checkout.razorpay.com https://api.razorpay.com https://lumberjack.razorpay.com",
    "frame-src 'self' https://checkout.razorpay.com https://api.razorpay.com",
  ])
  expect(styleHashes(page)).toBe("'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans=' 'sha256-e6jWDOyGxCCjebQhFRQYe5n6sSPlNhc3njC4Jta3SyM='")
})

test('the configuration names every bad variable at once, and production asks for its secrets', () => {
  const wrong = () => readConfig({ PORT: 'many', LOG_LEVEL: 'loud', DATABASE_URL: 'postgres://x/y', TWILIO_FROM: '+1', DATABASE_POOL: '1' })
  expect(wrong).toThrow(ConfigError)
  for (const name of ['PORT', 'LOG_LEVEL', 'SECRET', 'PUBLIC_URL', 'TWILIO_ACCOUNT_SID', 'DATABASE_POOL', 'SMTP_URL']) expect(wrong).toThrow(name)
})

test('every failing field is named, and a field nobody declared is refused', async () => {
  const answer = await t.client().post('/lamps', { label: '', watts: 0, colour: 'red' })
  expect(answer.status).toBe(400)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.body.code).toBe('request.invalid')
  expect(answer.body.errors.map((e: { path: string }) => e.path).sort()).toEqual(['colour', 'label', 'watts'])
  expect((await t.client().post('/lamps', undefined, { payload: '{"label":', headers: { 'content-type': 'application/json' } })).body.code).toBe('request.malformed')
  expect((await t.client().post('/lamps', undefined, { payload: 'label', headers: { 'content-type': 'text/csv' } })).body.code).toBe('request.unsupported_type')
  expect((await t.client().post('/lamps', { label: 'a\u0000b' })).status).toBe(400)
})

test('a constraint of the database becomes its refusal', async () => {
  const { label } = await makeLamp()
  const answer = await t.client().post('/lamps', { label })
  expect([answer.status, answer.body.code]).toEqual([409, 'lamp.label_taken'])
})

test('an id that is none, and a thing that is not there, are 404', async () => {
  expect((await t.client().get('/lamps/not-an-id')).status).toBe(404)
  expect((await t.client().get(`/lamps/${randomUUID()}`)).body.code).toBe('request.not_found')
})

test('a bug answers 500 without telling, and leaves nothing behind', async () => {
  const { id } = await makeLamp()
  const before = await t.rows('select count(*) n from graphile_worker._private_jobs')
  const raw = await t.app.inject({ method: 'POST', url: `/api/v1/lamps/${id}/fail` })
  expect(raw.statusCode).toBe(500)
  expect(raw.body).not.toContain('secret')
  expect(raw.json().requestId).toBe(raw.headers['x-request-id'])
  expect((await t.client().get(`/lamps/${id}`)).body.state).toBe('off')
  expect(await t.rows(`select 1 from platform.events where payload->>'lampId' = $1`, [id])).toEqual([])
  expect(await t.rows('select count(*) n from graphile_worker._private_jobs')).toEqual(before)
})

test('the alias without a version and a trailing slash reach the same route', async () => {
  expect((await t.app.inject('/api/config/public')).statusCode).toBe(200)
  expect((await t.app.inject('/api/v1/config/public/')).statusCode).toBe(200)
})

test('a write from another site is refused', async () => {
  const from = (origin: string) => t.client().post('/lamps', { label: randomUUID() }, { headers: { origin } })
  expect((await from('https://evil.example')).body.code).toBe('request.cross_site')
  expect((await from('null')).body.code).toBe('request.cross_site')
  expect((await from('http://localhost')).status).toBe(201)
})

test('forty rivals move one lamp: one wins, the others are refused by name, one history row', async () => {
  const { id } = await makeLamp()
  const answers = await Promise.all(Array.from({ length: 40 }, () => t.client().post(`/lamps/${id}/on`)))
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1)
  expect(answers.filter((a) => a.body.code === 'request.illegal_move')).toHaveLength(39)
  expect(await t.rows(`select "from", "to" from platform.history where noun_id = $1`, [id])).toEqual([{ from: 'off', to: 'on' }])
})

test('any walk through the states does what the table says and nothing else', async () => {
  const states = ['off', 'on', 'broken'] as const
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...states), { maxLength: 8 }), async (walk) => {
      const { id } = await makeLamp()
      let is: (typeof states)[number] = 'off'
      for (const to of walk) {
        const moved = await t
          .tx((tx) => move(tx, lampStates, id, to))
          .then(
            () => true,
            (e: { code: string }) => (expect(e.code).toBe('request.illegal_move'), false),
          )
        expect(moved).toBe(canMove(lampStates, is, to))
        if (moved) is = to
      }
      expect(await t.rows('select state from lamp.lamps where id = $1', [id])).toEqual([{ state: is }])
    }),
    { numRuns: 25 },
  )
})

test('a state that nothing leads to does not start', () => {
  expect(() => machine({ noun: 'odd', table: lamps, column: 'state', initial: ['off'], moves: { off: ['on'], on: [], broken: ['off'] } as never })).toThrow(
    'nothing leads to broken',
  )
})

test('a subscriber hears an event once, although its job runs twice', async () => {
  const { id } = await makeLamp()
  await t.client().post(`/lamps/${id}/on`)
  const [job] = await t.rows(
    `select j.payload, t.identifier from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier like 'lamp.switched%' and j.payload->'payload'->>'lampId' = $1`,
    [id],
  )
  await t.work()
  await t.rows(`select graphile_worker.add_job($1, $2::json)`, [job!.identifier, JSON.stringify(job!.payload)])
  await t.work()
  expect(await t.rows(`select count(*)::int n from lamp.heard where seq = $1`, [job!.payload.seq])).toEqual([{ n: 1 }])
})

test('a poisoned subscriber is tried again later and delays nobody else', async () => {
  const [bad, good] = [await makeLamp(), await makeLamp()]
  let poisoned = true
  behave.hear = async () => {
    if (poisoned) throw new Error('poison')
  }
  await t.client().post(`/lamps/${bad.id}/on`)
  await t.work()
  poisoned = false
  await t.client().post(`/lamps/${good.id}/on`)
  await t.work()
  const heard = () => t.rows(`select e.payload->>'lampId' id from lamp.heard h join platform.events e on e.seq = h.seq`)
  expect((await heard()).map((r) => r.id)).toContain(good.id)
  expect((await heard()).map((r) => r.id)).not.toContain(bad.id)
  await t.advance(60_000)
  await t.work()
  expect((await heard()).map((r) => r.id)).toContain(bad.id)
})

test('a job runs at its time, once per key, and ends as a dead letter when it never works', async () => {
  const ran: string[] = []
  behave.blink = async (_ctx, { lampId }) => void ran.push(lampId)
  await t.tx(async (tx) => {
    await addJob(tx, 'lamp.blink', { lampId: 'later' }, { runAt: new Date(tx.now().getTime() + 3_600_000), key: 'one' })
    await addJob(tx, 'lamp.blink', { lampId: 'second' }, { runAt: new Date(tx.now().getTime() + 3_600_000), key: 'one', onSame: 'keep' })
  })
  await t.work()
  expect(ran).toEqual([])
  await t.advance(3_600_001)
  await t.work()
  expect(ran).toEqual(['later'])
  behave.blink = async () => {
    throw new Error('never')
  }
  await t.tx((tx) => addJob(tx, 'lamp.blink', { lampId: 'dead' }, { attempts: 1 }))
  await t.work()
  expect(await t.rows(`select last_error from graphile_worker._private_jobs where attempts >= max_attempts and payload->>'lampId' = 'dead'`)).toHaveLength(1)
})

test('the same Idempotency-Key gives the same answer; another body 422; while the first runs 409', async () => {
  const key = randomUUID()
  const label = randomUUID()
  const { client } = await makeFor(t).customer()
  const send = (body: object) => client.post('/lamps', body, { headers: { 'idempotency-key': key } })
  const answers = await Promise.all(Array.from({ length: 40 }, () => send({ label })))
  expect(new Set(answers.map((a) => a.status)).difference(new Set([201, 409]))).toEqual(new Set())
  const first = await send({ label })
  expect(first.status).toBe(201)
  expect(first.headers['idempotency-replayed']).toBe('true')
  expect(new Set(answers.filter((a) => a.status === 201).map((a) => a.body.id))).toEqual(new Set([first.body.id]))
  expect((await send({ label: 'other' })).body.code).toBe('request.key_reused')
  expect(await t.rows('select 1 from lamp.lamps where label = $1', [label])).toHaveLength(1)
  // A refusal that changed nothing may be corrected under the same key.
  const other = randomUUID()
  expect((await t.client().post('/lamps', { label }, { headers: { 'idempotency-key': other } })).status).toBe(409)
  expect((await t.client().post('/lamps', { label: randomUUID() }, { headers: { 'idempotency-key': other } })).status).toBe(201)
})

test('a key belongs to a person, or to a visitor with what they sent: nobody opens the answer of another', async () => {
  const send = (who: { client: ReturnType<TestApp['client']> }, label: string, key: string) => who.client.post('/lamps', { label }, { headers: { 'idempotency-key': key } })
  const visitor = { client: t.client() }
  const [label, key] = [randomUUID(), randomUUID()]
  const mine = await send(visitor, label, key)
  // From the same address and with the same key, but about something else: neither an answer from memory nor a refusal.
  const neighbour = await send(visitor, randomUUID(), key)
  expect([neighbour.status, neighbour.headers['idempotency-replayed']]).toEqual([201, undefined])
  expect(neighbour.body.id).not.toBe(mine.body.id)
  expect((await send(visitor, label, key)).headers['idempotency-replayed']).toBe('true')
  // Signed in, the same words under the same key are carried out for each.
  const people = await makeFor(t).customers(2)
  const [first, second] = [await send(people[0]!, randomUUID(), key), await send(people[1]!, label, key)]
  expect(first.status).toBe(201)
  expect([second.status, second.body.code]).toEqual([409, 'lamp.label_taken'])
})

test('a log line says what kind of failure it was, and no code that somebody typed', () => {
  const lines: string[] = []
  const log = openLog(t.config, { write: (line) => void lines.push(line) })
  const cause = Object.assign(new Error('duplicate key'), { code: '23505', constraint: 'one_email', detail: 'Key (email)=(meera@example.test) exists' })
  log.error({ err: cause }, 'plain')
  log.error({ err: new Error('Failed query', { cause }) }, 'wrapped')
  log.error({ err: Object.assign(new Error('gone'), { code: 'ECONNRESET' }) }, 'system')
  log.info({ code: '123456', body: { code: '654321', otp: '222333' }, err: Object.assign(new Error('x'), { code: '987654', body: { code: '456789' } }) }, 'typed')
  const [plain, wrapped, system, typed] = lines.map((l) => JSON.parse(l))
  expect([plain.err.code, wrapped.err.code, wrapped.err.constraint, system.err.code]).toEqual(['23505', '23505', 'one_email', 'ECONNRESET'])
  expect(lines.join('')).not.toMatch(/meera|123456|654321|222333|987654|456789/)
  expect(typed.code).toBe('[redacted]')
})

test('a key whose work was committed and whose answer was lost is never executed again', async () => {
  const key = randomUUID()
  await t.client().post('/lamps', { label: key }, { headers: { 'idempotency-key': key } })
  await t.rows(`update platform.idempotency_keys set state = 'committed', at = now() - interval '1 day' where key = $1`, [key])
  expect((await t.client().post('/lamps', { label: key }, { headers: { 'idempotency-key': key } })).body.code).toBe('request.key_done')
})

test('an edit names the version it edits', async () => {
  const { id } = await makeLamp()
  expect((await t.client().get(`/lamps/${id}`)).headers.etag).toBe('"v1"')
  expect((await t.client().get(`/lamps/${id}`, { headers: { 'if-none-match': '"v1"' } })).status).toBe(304)
  const patch = (match?: string) => t.client().patch(`/lamps/${id}`, { label: randomUUID() }, match ? { headers: { 'if-match': match } } : {})
  expect((await patch()).status).toBe(428)
  expect((await patch('"v1"')).status).toBe(200)
  expect((await patch('"v1"')).body.code).toBe('request.stale')
})

test('past the limit it says when to come back', async () => {
  const get = () => t.client().get('/lamps/limited')
  expect((await get()).headers['ratelimit-remaining']).toBe('1')
  await get()
  const refused = await get()
  expect([refused.status, refused.body.code]).toEqual([429, 'request.too_many'])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
})

test('a permission that is not held refuses', async () => {
  expect((await t.client().get('/lamps/guarded')).status).toBe(401)
})

test('live channels hear a commit that concerns them, and nothing else; a revoked one ends', async () => {
  const { id } = await makeLamp()
  const heard: unknown[] = []
  let ended = false
  const next = Promise.withResolvers<void>()
  const close = t.deps.hub.open({
    topics: new Set(['lamps']),
    sessionId: 's1',
    userId: 'u1',
    send: (m) => (heard.push(m.payload), next.resolve()),
    end: () => ((ended = true), next2.resolve()),
  })
  const next2 = Promise.withResolvers<void>()
  const otherHeard: unknown[] = []
  const other = t.deps.hub.open({ topics: new Set(['elsewhere']), sessionId: 's2', userId: 'u2', send: (m) => void otherHeard.push(m), end: () => undefined })
  await t.client().post(`/lamps/${id}/on`)
  await next.promise
  expect(heard).toEqual([{ lampId: id }])
  expect(otherHeard).toEqual([])
  await t.rows(`select pg_notify('manifold_revoked', 's1')`)
  await next2.promise
  expect(ended).toBe(true)
  close()
  other()
})

test('the audit log keeps before and after, is sealed, and shows a row that was changed', async () => {
  await t.tx((tx) => audit(tx, { action: 'lamp.painted', noun: 'lamp', nounId: '1', before: { colour: 'red', size: 1 }, after: { colour: 'blue', size: 1 } }))
  await t.tx((tx) => audit(tx, { action: 'lamp.painted', noun: 'lamp', nounId: '2', after: { colour: 'blue' } }))
  expect(await t.rows(`select before, after from platform.audit_log where noun_id = '1' and noun = 'lamp'`)).toEqual([{ before: { colour: 'red' }, after: { colour: 'blue' } }])
  await sealAudit(t.ctx())
  expect(await verifyAudit(t.ctx())).toBeNull()
  await expect(t.rows(`update platform.audit_log set actor_name = 'nobody' where noun_id = '2' and noun = 'lamp'`)).rejects.toThrow('are not changed')
  await t.rows('alter table platform.audit_log disable trigger append_only')
  const [row] = await t.rows(`update platform.audit_log set actor_name = 'nobody' where noun_id = '2' and noun = 'lamp' returning seq`)
  expect(await verifyAudit(t.ctx())).toBe(row!.seq)
})

test('a deadlock is tried again', async () => {
  const [a, b] = [await makeLamp(), await makeLamp()]
  const touch = (first: string, second: string) =>
    t.tx(async (tx) => {
      await tx.db.execute(`update lamp.lamps set version = version + 1 where id = '${first}'`)
      await tx.db.execute(`select pg_sleep(0.2)`)
      await tx.db.execute(`update lamp.lamps set version = version + 1 where id = '${second}'`)
    })
  await Promise.all([touch(a.id, b.id), touch(b.id, a.id)])
  expect(await t.rows('select version from lamp.lamps where id = any($1)', [[a.id, b.id]])).toEqual([{ version: 3 }, { version: 3 }])
})

test('a read that writes is refused at start', () => {
  expect(() => read('x', 'delete from lamp.lamps')).toThrow('is not a read')
  expect(() => read('x', 'with gone as (delete from lamp.lamps returning 1) select 1')).toThrow('is not a read')
})

test('what is sealed opens with the same key only', () => {
  const sealed = encrypt({ secret: 'a'.repeat(32) }, 'kyc', 'ABCDE1234F')
  expect(decrypt({ secret: 'a'.repeat(32) }, 'kyc', sealed)).toBe('ABCDE1234F')
  expect(() => decrypt({ secret: 'b'.repeat(32) }, 'kyc', sealed)).toThrow('authenticate')
  expect(() => decrypt({ secret: 'a'.repeat(32) }, 'other', sealed)).toThrow('authenticate')
})

test('files are kept, read and removed, and no key leaves the store', async () => {
  const store = storageOf(t.config)
  await store.put('a/b.txt', Buffer.from('hello'), 'text/plain')
  expect(Buffer.concat(await Array.fromAsync(await store.get('a/b.txt'))).toString()).toBe('hello')
  await store.remove('a/b.txt')
  await expect(store.get('a/b.txt')).rejects.toThrow('ENOENT')
  await expect(store.put('../../evil', Buffer.from('x'), 'text/plain')).rejects.toThrow('leaves the store')
})

test('what is written within a transaction that fails is not there', async () => {
  await expect(
    inTransaction(t.ctx(), async (tx) => {
      await tx.db.insert(lamps).values({ state: 'off', label: 'ghost' })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await t.rows(`select 1 from lamp.lamps where label = 'ghost'`)).toEqual([])
})

test('what is sent together arrives in its order, and a part that fails takes all of it back, also what another part sends later', async () => {
  const [a, b] = [await makeLamp(), await makeLamp()]
  const add = write('test.lamp_add', `update lamp.lamps set version = version + $2::int where id = $1`)
  const versions = () => t.rows<{ version: number }>('select version from lamp.lamps where id = any($1) order by id = $2', [[a.id, b.id], b.id])
  const seen = await t.tx(async (tx) => {
    const read = () => tx.db.select({ version: lamps.version }).from(lamps).where(eq(lamps.id, a.id))
    const [, [row]] = await together(add(tx, [a.id, 1]), read(), add(tx, [b.id, 1]))
    return row!.version
  })
  expect(seen).toBe(2)
  expect(await versions()).toEqual([{ version: 2 }, { version: 2 }])
  let late = 0
  await expect(
    t.tx((tx) =>
      together(
        add(tx, [a.id, 1]),
        tx.db.execute('select 1 / 0'),
        (async () => {
          await sleep(50)
          late++
          await add(tx, [b.id, 1])
        })(),
      ),
    ),
  ).rejects.toMatchObject({ cause: { message: 'division by zero' } })
  expect(late).toBe(1)
  expect(await versions()).toEqual([{ version: 2 }, { version: 2 }])
})

test('a move writes values; SQL goes where it is reckoned', async () => {
  const lamp = await makeLamp()
  await expect(t.tx((tx) => move(tx, lampStates, lamp.id, 'on', { set: { label: sql`upper(label)` as never } }))).rejects.toThrow('reckon')
  const now = await t.tx((tx) => move(tx, lampStates, lamp.id, 'on', { reckon: { label: 'upper(t.label)' } }))
  expect(now).toMatchObject({ label: lamp.label.toUpperCase(), movedFrom: 'off' })
})

test('whoever goes on after a statement that failed does not get a commit that was none', async () => {
  const lamp = await makeLamp()
  await expect(
    t.tx(async (tx) => {
      await tx.db.update(lamps).set({ label: 'lost' }).where(eq(lamps.id, lamp.id))
      await tx.db.execute('select 1 / 0').catch(() => undefined)
    }),
  ).rejects.toThrow('rolled back')
})

test('what a part of a transaction emitted goes with that part; the rest is written in its order, one job for each', async () => {
  const mark = randomUUID()
  await t.tx(async (tx) => {
    const say = (n: number) => emit(tx, 'lamp.switched', { lampId: `${mark} ${n}` })
    await say(1)
    await expect(
      inSavepoint(tx, async () => {
        await say(2)
        throw new Error('not this part')
      }),
    ).rejects.toThrow('not this part')
    await inSavepoint(tx, () => say(3))
    await say(4)
  })
  expect((await t.rows(`select payload->>'lampId' note from platform.events where payload->>'lampId' like $1 order by seq`, [`${mark}%`])).map((r) => r.note)).toEqual(
    [1, 3, 4].map((n) => `${mark} ${n}`),
  )
})
