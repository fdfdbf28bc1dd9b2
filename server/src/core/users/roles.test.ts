import { beforeAll, expect, test } from 'vitest'
import { setup } from '#app'
import { notifyProcesses } from '#platform/events'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make } from '#test/make'

let t: TestApp
let make: Make
beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
})
const roleId = async (name: string) => (await t.rows<{ id: string }>('select id from users.roles where name = $1', [name]))[0]!.id

test('the built-in roles hold what the modules say, and starting again changes nothing', async () => {
  const before = await t.rows('select name, permissions, version from users.roles order by name')
  const agent = before.find((r) => r.name === 'agent')!
  expect(agent.permissions).toMatchObject({ 'user.read': 'all', 'user.edit': 'all' })
  expect(agent.permissions['user.roles']).toBeUndefined()
  await t.rows(`update users.roles set permissions = permissions - 'user.edit' where name = 'agent'`)
  await setup(t.deps)
  expect((await t.rows(`select permissions from users.roles where name = 'agent'`))[0]!.permissions['user.edit']).toBeUndefined()
  await t.rows(`update users.roles set permissions = permissions || '{"user.edit":"all"}' where name = 'agent'`)
  await t.rows(`delete from users.known_permissions where name = 'user.suspend'`)
  await t.rows(`update users.roles set permissions = permissions - 'user.suspend'`)
  await setup(t.deps)
  expect(await t.rows('select name, permissions, version from users.roles order by name')).toEqual(before)
})

test('an administrator makes, edits and deletes a role; it holds for everybody at once', async () => {
  const admin = await make.admin()
  const made = await admin.client.post('/user/roles', { name: 'night-shift', label: 'Night shift', permissions: { 'user.read': 'all' } })
  expect(made.body).toMatchObject({ name: 'night-shift', builtIn: false, people: 0, version: 1 })
  expect((await admin.client.post('/user/roles', { name: 'night-shift', label: 'Twice', permissions: {} })).body.code).toBe('user.role_taken')
  expect((await admin.client.post('/user/roles', { name: 'bad', label: 'Bad', permissions: { 'user.fly': 'all' } })).body.code).toBe('user.unknown_permission')
  const night = await make.staffWith('night-shift')
  expect((await night.client.get('/user/teams')).status).toBe(200)
  expect((await night.client.post('/user/teams', { name: 'Mine' })).status).toBe(403)
  const changed = await admin.client.patch(
    `/user/roles/${made.body.id}`,
    { permissions: { 'user.read': 'all', 'teams.edit': 'all' } },
    { headers: { 'if-match': made.headers.etag } },
  )
  expect(changed.body).toMatchObject({ version: 2, people: 1 })
  expect((await admin.client.patch(`/user/roles/${made.body.id}`, { label: 'Stale' }, { headers: { 'if-match': made.headers.etag } })).status).toBe(412)
  await expect.poll(async () => (await night.client.post('/user/teams', { name: 'Mine' })).status, { timeout: 1000 }).not.toBe(403)
  expect((await admin.client.delete(`/user/roles/${made.body.id}`)).body.code).toBe('user.role_held')
  await admin.client.put(`/user/people/${night.id}/staff`, { roleIds: [await roleId('agent')] })
  expect((await admin.client.delete(`/user/roles/${made.body.id}`)).status).toBe(204)
  expect((await admin.client.delete(`/user/roles/${await roleId('agent')}`)).body.code).toBe('user.built_in')
  expect((await admin.client.get('/user/permissions')).body.data).toEqual(expect.arrayContaining([{ name: 'user.roles', sentence: expect.any(String), module: 'users' }]))
  expect((await night.client.post('/user/roles', { name: 'x-y', label: 'X', permissions: {} })).status).toBe(403)
})

test('nobody gives what they do not hold', async () => {
  const admin = await make.admin()
  await admin.client.post('/user/roles', {
    name: 'role-keeper',
    label: 'Role keeper',
    permissions: { 'user.roles': 'all', 'user.read': 'all', 'teams.edit': 'all', 'user.invite': 'all' },
  })
  const keeper = await make.staffWith('role-keeper')
  expect((await keeper.client.post('/user/roles', { name: 'strong', label: 'Strong', permissions: { 'user.suspend': 'all' } })).body).toMatchObject({
    code: 'user.not_yours_to_give',
    errors: [{ path: 'permissions.user.suspend' }],
  })
  const agent = await make.agent()
  await admin.client.post('/user/roles', { name: 'reader', label: 'Reader', permissions: { 'user.read': 'own' } })
  const reader = await make.staffWith('reader')
  expect((await keeper.client.put(`/user/people/${reader.id}/staff`, { roleIds: [await roleId('admin')] })).body.code).toBe('user.not_yours_to_give')
  expect((await keeper.client.put(`/user/people/${agent.id}/staff`, { roleIds: [] })).body.code).toBe('user.above_you')
  expect((await keeper.client.patch(`/user/roles/${await roleId('admin')}`, { permissions: {} })).body.code).toBe('user.not_yours_to_give')
  expect((await keeper.client.post('/user/invitations', { email: 'x@example.test', name: 'X', roleIds: [await roleId('supervisor')] })).body.code).toBe('user.not_yours_to_give')
  const supervisor = await make.supervisor()
  expect((await supervisor.client.put(`/user/people/${agent.id}/staff`, { roleIds: [await roleId('agent'), await roleId('finance')] })).body.code).toBe('request.not_allowed')
  expect((await supervisor.client.put(`/user/people/${agent.id}/staff`, { capacity: 3, skills: ['gas', 'gas'] })).body).toMatchObject({ capacity: 3, skills: ['gas'] })
  expect((await admin.client.put(`/user/people/${agent.id}/staff`, { roleIds: [await roleId('customer')] })).body.code).toBe('user.unknown_role')
})

test('the last who may edit roles stays, also when forty turn on each other at once', async () => {
  const own = await testApp()
  const people = makeFor(own)
  const admins = await Promise.all(Array.from({ length: 40 }, () => people.admin()))
  const agentRole = (await own.rows<{ id: string }>(`select id from users.roles where name = 'agent'`))[0]!.id
  await Promise.all(admins.map((a) => a.client.get('/user/me')))
  const left = async () =>
    (await own.rows<{ id: string }>(`select pr.person_id id from users.person_roles pr join users.roles r on r.id = pr.role_id where r.name = 'admin'`)).map((r) => r.id)
  await Promise.all(admins.map((a, i) => a.client.put(`/user/people/${admins[(i + 1) % admins.length]!.id}/staff`, { roleIds: [agentRole] })))
  expect((await left()).length).toBeGreaterThan(0)
  const [kept] = admins
  await own.rows(`delete from users.person_roles where person_id <> $1`, [kept!.id])
  await own.rows(`insert into users.person_roles select $1, id from users.roles where name = 'admin' on conflict do nothing`, [kept!.id])
  await own.tx((tx) => notifyProcesses(tx, 'revoked', '*'))
  const last = kept!
  const role = (await own.rows<{ id: string }>(`select id from users.roles where name = 'admin'`))[0]!.id
  await expect.poll(async () => (await last.client.get(`/user/roles/${role}`)).status).toBe(200)
  const { body } = await last.client.get(`/user/roles/${role}`)
  const { 'user.roles': _, ...less } = body.permissions
  expect((await last.client.patch(`/user/roles/${role}`, { permissions: less })).body.code).toBe('user.last_admin')
  expect((await last.client.put(`/user/people/${last.id}/staff`, { roleIds: [agentRole] })).body.code).toBe('user.last_admin')
})

test('teams: members, on-call order, conflicts', async () => {
  const supervisor = await make.supervisor()
  const [a, b, c] = [await make.agent(), await make.agent(), await make.agent()]
  const made = await supervisor.client.post('/user/teams', { name: 'Emergency', line: 'gas', memberIds: [a.id], onCallIds: [c.id, b.id] })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ line: 'gas', onCallIds: [c.id, b.id], version: 1 })
  expect(made.body.memberIds.toSorted()).toEqual([a.id, b.id, c.id].toSorted())
  expect((await supervisor.client.post('/user/teams', { name: 'Emergency' })).body.code).toBe('user.team_taken')
  expect((await supervisor.client.post('/user/teams', { name: 'Space', line: 'rockets' })).body.code).toBe('user.unknown_line')
  expect((await supervisor.client.post('/user/teams', { name: 'Guests', memberIds: [(await make.customer()).id] })).body.code).toBe('user.unknown_person')
  const changed = await supervisor.client.patch(`/user/teams/${made.body.id}`, { memberIds: [a.id, b.id] }, { headers: { 'if-match': made.headers.etag } })
  expect(changed.body).toMatchObject({ onCallIds: [b.id], version: 2 })
  expect((await supervisor.client.patch(`/user/teams/${made.body.id}`, { name: 'Stale' }, { headers: { 'if-match': made.headers.etag } })).status).toBe(412)
  await expect.poll(async () => (await c.client.get('/user/me')).body.teams, { timeout: 1000 }).toEqual([])
  expect((await a.client.get('/user/me')).body.teams).toEqual([{ id: made.body.id, name: 'Emergency' }])
  expect((await a.client.patch(`/user/teams/${made.body.id}`, { name: 'Ours' })).status).toBe(403)
  const agentRoles = await t.rows<{ id: string }>(`select id from users.roles where name = 'agent'`)
  const admin = await make.admin()
  expect((await admin.client.put(`/user/people/${b.id}/staff`, { teamIds: [made.body.id], roleIds: agentRoles.map((r) => r.id) })).status).toBe(200)
  expect((await supervisor.client.get(`/user/teams/${made.body.id}`)).body.onCallIds).toEqual([b.id])
  expect((await supervisor.client.delete(`/user/teams/${made.body.id}`)).status).toBe(204)
  expect((await supervisor.client.get(`/user/teams/${made.body.id}`)).status).toBe(404)
})

test('a customer becomes staff and a customer again', async () => {
  const admin = await make.admin()
  const asha = await make.customer()
  expect((await admin.client.put(`/user/people/${asha.id}/staff`, { capacity: 3 })).body.code).toBe('user.not_staff')
  expect((await admin.client.put(`/user/people/${asha.id}/staff`, { roleIds: [await roleId('agent')] })).body).toMatchObject({ staff: true, capacity: 10, availability: 'away' })
  await expect.poll(async () => (await asha.client.get('/user/people')).status, { timeout: 1000 }).toBe(200)
  expect((await admin.client.put(`/user/people/${asha.id}/staff`, { roleIds: [] })).body).toMatchObject({ staff: false, roles: [], teams: [] })
  await expect.poll(async () => (await asha.client.get('/user/people')).status, { timeout: 1000 }).toBe(403)
})

test('who edits teams sets teams, skills and capacity of staff, gives no roles, and cannot reach further by it', async () => {
  const admin = await make.admin()
  await admin.client.post('/user/roles', { name: 'team-lead', label: 'Team lead', permissions: { 'user.read': 'all', 'teams.edit': 'all', 'support.ticket.read': 'team' } })
  const [mine, other] = [await make.team(), await make.team()]
  const lead = await make.staffWith('team-lead', { teams: [mine.id] })
  const colleague = await make.staffWith('team-lead', { teams: [mine.id] })
  const put = (id: string, body: object) => lead.client.put(`/user/people/${id}/staff`, body)
  expect((await put(colleague.id, { skills: ['welding'], capacity: 7, teamIds: [mine.id, other.id] })).body).toMatchObject({ skills: ['welding'], capacity: 7 })
  expect((await put(lead.id, { capacity: 3, skills: ['meters'] })).status).toBe(200)
  expect((await put(colleague.id, { roleIds: [await roleId('admin')] })).body.code).toBe('request.not_allowed')
  for (const wider of [{ teamIds: [mine.id, other.id] }, { lines: ['gas'] }]) expect((await put(lead.id, wider)).body.code).toBe('user.own_reach')
  // Nor by the other door.
  expect((await lead.client.patch(`/user/teams/${other.id}`, { memberIds: [lead.id] })).body.code).toBe('user.own_reach')
  expect((await lead.client.patch(`/user/teams/${other.id}`, { onCallIds: [lead.id] })).body.code).toBe('user.own_reach')
  expect((await lead.client.post('/user/teams', { name: 'Everything', memberIds: [lead.id] })).body.code).toBe('user.own_reach')
  expect((await lead.client.patch(`/user/teams/${mine.id}`, { line: 'gas' })).body.code).toBe('user.own_reach')
  expect((await lead.client.patch(`/user/teams/${mine.id}`, { name: 'The same people' })).status).toBe(200)
  // Who holds everything everywhere joins what they like.
  const supervisor = await make.supervisor()
  expect((await supervisor.client.put(`/user/people/${supervisor.id}/staff`, { teamIds: [other.id] })).status).toBe(200)
  const sentences = (await admin.client.get('/user/permissions')).body.data as { name: string; sentence: string }[]
  expect(sentences.find((p) => p.name === 'teams.edit')!.sentence).toContain('skills and capacity of staff')
  expect(sentences.find((p) => p.name === 'user.roles')!.sentence).not.toContain('capacity')
})
