import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Make } from '#test/make'

let t: TestApp
let make: Make
beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
})
const job = async (set = '') => {
  const [row] = await t.rows<{ id: string }>(`select id::text from graphile_worker.add_job('users.sign_in_failed', '{"email":"sealed"}'::json, max_attempts => 2)`)
  if (set) await t.rows(`update graphile_worker._private_jobs set ${set} where id = $1`, [row!.id])
  return row!.id
}

test('the audit log is read by those who may, filtered and paged', async () => {
  const [admin, supervisor] = [await make.admin(), await make.supervisor()]
  for (let i = 0; i < 5; i++) await supervisor.client.post('/user/teams', { name: `Team ${i}` })
  const { body } = await admin.client.get(`/admin/audit-log?actorId=${supervisor.id}&action=team.created&limit=3`)
  expect(body.data.map((e: { after: { name: string } }) => e.after.name)).toEqual(['Team 4', 'Team 3', 'Team 2'])
  const next = await admin.client.get(`/admin/audit-log?actorId=${supervisor.id}&action=team.created&limit=3&cursor=${body.nextCursor}`)
  expect(next.body).toMatchObject({ nextCursor: null })
  expect(next.body.data).toHaveLength(2)
  expect((await admin.client.get(`/admin/audit-log?noun=team&nounId=${body.data[0].nounId}`)).body.data).toHaveLength(1)
  expect((await admin.client.get(`/admin/audit-log?to=2020-01-01T00:00:00Z`)).body.data).toEqual([])
  expect((await (await make.agent()).client.get('/admin/audit-log')).status).toBe(403)
  expect((await t.client().get('/admin/audit-log')).status).toBe(401)
})

test('jobs are seen without their payloads, run again and removed; a running one is left alone', async () => {
  const operations = await make.operations()
  const failed = await job(`attempts = 2, last_error = E'Error: no\\n    at somewhere (file.ts:1)'`)
  const running = await job(`locked_at = now(), locked_by = 'w'`)
  const waiting = await job()
  const list = async (state: string) => (await operations.client.get(`/admin/jobs?state=${state}&name=users.sign_in_failed`)).body.data
  expect((await list('failed'))[0]).toMatchObject({ id: failed, state: 'failed', lastError: 'Error: no', summary: expect.any(String), attempts: 2, maxAttempts: 2 })
  expect((await list('running')).map((j: { id: string }) => j.id)).toEqual([running])
  expect((await list('waiting')).map((j: { id: string }) => j.id)).toEqual([waiting])
  expect(JSON.stringify(await list('waiting'))).not.toContain('sealed')
  expect((await operations.client.get('/admin/jobs/summary')).body).toMatchObject({ failed: 1, running: 1 })
  expect((await operations.client.post(`/admin/jobs/${failed}/retry`)).status).toBe(204)
  expect(await list('failed')).toEqual([])
  expect((await operations.client.post(`/admin/jobs/${running}/retry`)).body.code).toBe('jobs.job_running')
  expect((await operations.client.delete(`/admin/jobs/${running}`)).body.code).toBe('jobs.job_running')
  expect((await operations.client.delete(`/admin/jobs/${waiting}`)).status).toBe(204)
  expect((await operations.client.delete(`/admin/jobs/${waiting}`)).status).toBe(404)
  expect((await t.rows(`select action from platform.audit_log where noun = 'job' order by seq`)).map((r) => r.action)).toEqual(['job.retried', 'job.removed'])
  expect((await (await make.supervisor()).client.get('/admin/jobs')).status).toBe(403)
})
