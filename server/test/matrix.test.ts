import { expect, test } from 'vitest'
import { testApp } from '#test/app'
import { makeFor } from '#test/make'

const roles = ['customer', 'agent', 'supervisor', 'operations', 'finance', 'admin'] as const

/** Every route of the product against every role, so that a route nobody thought of is in the table too. */
test('every route says who may call it, and nobody else gets through', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const held = new Map((await t.rows<{ name: string; permissions: Record<string, string> }>('select name, permissions from users.roles')).map((r) => [r.name, r.permissions]))
  const tokens = new Map<string, string>()
  for (const role of roles) tokens.set(role, (await make[role]()).token)
  const routes = t.app.declared.filter((r) => r.url.startsWith('/api/v1/') && r.method !== 'HEAD' && r.method !== 'OPTIONS')
  expect(routes.length).toBeGreaterThan(50)

  const call = (method: string, url: string, role?: string) =>
    t.app.inject({
      method: method as 'GET',
      url: url.replaceAll(/:\w+/g, '00000000-0000-7000-8000-000000000000').replace('*', 'x'),
      headers: role ? { authorization: `Bearer ${tokens.get(role)}` } : {},
    })
  const wrong: string[] = []
  let refused = 0
  for (const { method, url, may } of routes) {
    expect(may, `${method} ${url}`).toMatch(/^(anyone|signed_in|[a-z]+(\.[a-z_]+)+)$/)
    if (may === 'anyone') continue
    const nobody = await call(method, url)
    if (nobody.statusCode !== 401 || nobody.json().code !== 'request.not_signed_in') wrong.push(`${method} ${url} by nobody: ${nobody.statusCode}`)
    if (may === 'signed_in') continue
    for (const role of roles) {
      if (held.get(role)![may] !== undefined) {
        // Only what can do no harm is really called by those who may; it must not be refused for want of the permission.
        if (method !== 'GET' || url.includes(':')) continue
        const answer = await call(method, url, role)
        if (answer.statusCode === 401 || (answer.statusCode === 403 && answer.json().code === 'request.not_allowed' && held.get(role)![may] === 'all'))
          wrong.push(`${method} ${url} by ${role}, who may: ${answer.statusCode}`)
        continue
      }
      refused++
      const answer = await call(method, url, role)
      if (answer.statusCode !== 403 || answer.json().code !== 'request.not_allowed') wrong.push(`${method} ${url} by ${role}, who may not: ${answer.statusCode}`)
    }
  }
  expect(wrong).toEqual([])
  expect(refused).toBeGreaterThan(50)
})

test('whatever a route asks for, an administrator holds', async () => {
  const t = await testApp()
  const [admin] = await t.rows<{ permissions: Record<string, string> }>(`select permissions from users.roles where name = 'admin'`)
  for (const { may, url } of t.app.declared) if (may.includes('.')) expect(admin!.permissions[may], url).toBe('all')
  expect(new Set(Object.values(admin!.permissions))).toEqual(new Set(['all']))
})
