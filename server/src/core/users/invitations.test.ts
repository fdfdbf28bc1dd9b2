import { Readable } from 'node:stream'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { decrypt } from '#platform/crypto'
import { uuidv7 } from '#platform/ids'
import { importCustomers, passwords } from '#core/users'
import { testApp, type TestApp } from '#test/app'
import { makeFor } from '#test/make'

const password = 'Correct horse 7 staple'
const tokenOf = async (t: TestApp) => {
  const [row] = await t.rows(`select payload from platform.events where name = 'user.invited' order by seq desc limit 1`)
  return new URL(decrypt(t.config, 'notice', row!.payload.url)).searchParams.get('token')!
}

test('an invitation is accepted once, by whoever has the link, and makes a member of staff', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const supervisor = await make.supervisor()
  const team = await make.team()
  const [role] = await t.rows(`select id from users.roles where name = 'agent'`)
  const ask = { email: 'New@Example.test', name: 'Nisha Pillai', roleIds: [role!.id], teamIds: [team.id] }
  const made = await supervisor.client.post('/user/invitations', ask)
  expect(made.body).toMatchObject({ email: 'new@example.test', state: 'open' })
  expect((await supervisor.client.post('/user/invitations', ask)).body.code).toBe('user.invited')
  expect((await supervisor.client.post('/user/invitations', { ...ask, email: supervisor.email })).body.code).toBe('user.email_taken')
  expect((await (await make.agent()).client.post('/user/invitations', ask)).status).toBe(403)
  const token = await tokenOf(t)
  expect(JSON.stringify([await t.rows('select * from users.invitations'), await t.rows('select payload from platform.events'), t.logged])).not.toContain(token)
  expect((await t.client().post('/user/invitations/accept', { token, password: 'nisha pillai 1' })).body.code).toBe('auth.weak_password')
  // The crowd is for the database; hashing each password would only make it queue.
  const hash = vi.spyOn(passwords, 'hash').mockResolvedValue(await passwords.hash(password))
  const answers = await Promise.all(Array.from({ length: 30 }, () => t.client().post('/user/invitations/accept', { token, password })))
  hash.mockRestore()
  const won = answers.filter((a) => a.status === 201)
  expect(won).toHaveLength(1)
  expect(new Set(answers.filter((a) => a.status !== 201).map((a) => a.body.code))).toEqual(new Set(['user.invitation_over']))
  const me = await t.client({ authorization: `Bearer ${won[0]!.body.token}` }).get('/user/me')
  expect(me.body).toMatchObject({ name: 'Nisha Pillai', staff: true, emailVerified: true, roles: [{ name: 'agent' }], teams: [{ id: team.id }] })
  expect((await t.client({ cookie: String(won[0]!.raw.headers['set-cookie']).split(';')[0]! }).get('/user/me')).status).toBe(200)
  expect((await t.client().post('/auth/sign-in/email', { email: 'new@example.test', password })).status).toBe(200)
  expect((await supervisor.client.get('/user/invitations')).body.data[0]).toMatchObject({ state: 'accepted' })
})

test('an invitation is taken back, or runs out after seven days', async () => {
  const t = await testApp()
  const admin = await makeFor(t).admin()
  const [role] = await t.rows(`select id from users.roles where name = 'agent'`)
  const ask = { email: 'new@example.test', name: 'Nisha', roleIds: [role!.id] }
  const first = await admin.client.post('/user/invitations', ask)
  const gone = await tokenOf(t)
  expect((await admin.client.delete(`/user/invitations/${first.body.id}`)).status).toBe(204)
  expect((await t.client().post('/user/invitations/accept', { token: gone, password })).body.code).toBe('user.invitation_over')
  await admin.client.post('/user/invitations', ask)
  const late = await tokenOf(t)
  await t.advance(7 * 24 * 3600_000 + 1000)
  expect((await t.client().post('/user/invitations/accept', { token: late, password })).body.code).toBe('user.invitation_over')
  expect((await admin.client.get('/user/invitations')).body.data[0].state).toBe('expired')
  expect((await admin.client.post('/user/invitations', ask)).status).toBe(201)
})

test('customers are brought in from a file, with every bad row named, and only once', async () => {
  const t = await testApp()
  await makeFor(t).customer({ email: 'there@example.test' })
  const csv = [
    'Name,E-mail,Phone,Line1,City,Postal Code,Country,Created At',
    'Asha Rao,Asha@Example.test,98765 43210,12 Lake Road,Pune,411001,in,2024-03-01',
    '"Rao, Vikram",,+91 98765 43211,,,,,',
    'There,THERE@example.test,,,,,,',
    'Asha again,asha@example.test,,,,,,',
    ',nobody@example.test,,,,,,',
    'No reach,,,,,,,',
    'Bad,not-an-address,12,,Pune,,India,someday',
  ].join('\n')
  const bring = (dryRun: boolean) => importCustomers(t.ctx(), Readable.from([csv.replace('E-mail', 'email')]), { dryRun })
  const dry = await bring(true)
  expect(dry).toMatchObject({ rows: 7, created: 2, existing: 2, failed: 3 })
  expect(await t.rows('select 1 from users.people')).toHaveLength(1)
  expect(dry.errors.map((e) => [e.row, e.field])).toEqual([
    [6, 'name'],
    [7, 'email'],
    [8, 'email'],
    [8, 'phone'],
    [8, 'createdAt'],
    [8, 'country'],
    [8, 'line1'],
  ])
  expect(await bring(false)).toEqual(dry)
  expect(await bring(false)).toMatchObject({ created: 0, existing: 4 })
  const [asha] = await t.rows(`select * from users.people where email = 'asha@example.test'`)
  expect(asha).toMatchObject({
    name: 'Asha Rao',
    phone: '+919876543210',
    country: 'IN',
    address: { line1: '12 Lake Road', city: 'Pune', postalCode: '411001' },
    email_verified: false,
    created_at: new Date('2024-03-01'),
  })
  expect((await t.rows(`select name from users.people where phone = '+919876543211'`))[0]!.name).toBe('Rao, Vikram')
  await expect(importCustomers(t.ctx(), Readable.from(['name,shoe size\nA,42']), {})).rejects.toThrow(/shoe size/)
})

test('people of a seed can sign in, work and be paged', async () => {
  const t = await testApp()
  const { copyPeople, candidatesOf } = await import('#core/users')
  const hash = await passwords.hash('manifold-demo')
  const [customer, agent, team] = [uuidv7(new Date()), uuidv7(new Date()), uuidv7(new Date())]
  const client = new pg.Client({ connectionString: t.url })
  await client.connect()
  await copyPeople(client, {
    people: [
      { id: customer, name: 'Customer', email: 'customer@demo.test', emailVerified: true, staff: false },
      { id: agent, name: 'Agent', email: 'agent@demo.test', emailVerified: true, staff: true },
    ],
    staff: [{ personId: agent, availability: 'available', availableSince: new Date(), capacity: 5, skills: ['gas'] }],
    teams: [{ id: team, name: 'Gas desk', line: 'gas' }],
    members: [{ teamId: team, personId: agent, onCallOrder: 1 }],
    roles: [{ personId: agent, role: 'agent' }],
    passwords: [customer, agent].map((personId) => ({ id: uuidv7(new Date()), personId, hash })),
  })
  await client.end()
  expect((await t.client().post('/auth/sign-in/email', { email: 'customer@demo.test', password: 'manifold-demo' })).status).toBe(200)
  const signedIn = await t.client().post('/auth/sign-in/email', { email: 'agent@demo.test', password: 'manifold-demo' })
  expect(signedIn.body.user).toMatchObject({ staff: true })
  expect(await candidatesOf(t.ctx(), team)).toMatchObject([{ id: agent, active: true, available: true, capacity: 5, skills: ['gas'], onCallOrder: 1 }])
})
