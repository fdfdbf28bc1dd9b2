import { beforeAll, expect, test } from 'vitest'
import { oneLine } from '#platform/texts'
import { testApp, type TestApp } from '#test/app'
import { makeFor } from '#test/make'
import { makeSupport } from '#test/make.support'

let t: TestApp
beforeAll(async () => void (t = await testApp()))

interface Schema {
  type?: string
  pattern?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  description?: string
}

/** Names of strings in a body that a person's words do not go into: secrets, keys, and values that are looked up and refused when they are not known. */
const looked = new Set(
  'rawBody password newPassword currentPassword token code submissionKey timeZone holidays ical line field is value setting notice search type phoneNumber topic ticketId intoId ids mon tue wed thu fri sat sun tag'.split(
    ' ',
  ),
)
const free = (schema: Schema, path: string): string[] => {
  if (schema.anyOf) return schema.anyOf.flatMap((s) => free(s, path))
  if (schema.items) return free(schema.items, path)
  if (schema.properties) return Object.entries(schema.properties).flatMap(([name, s]) => free(s, `${path}.${name}`))
  return schema.type === 'string' && !schema.pattern && !schema.format && !schema.enum && schema.const === undefined ? [path] : []
}

test('every text that the API takes is one line, several lines, or looked up: none is just a string', () => {
  const { paths } = t.app.swagger() as unknown as { paths: Record<string, Record<string, { requestBody?: { content?: Record<string, { schema: Schema }> } }>> }
  const found = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { requestBody }]) => Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => free(schema, `${method} ${path}`))),
  )
  const names = new Set(found.map((at) => at.split('.').at(-1)!))
  expect(found.filter((at) => !looked.has(at.split('.').at(-1)!))).toEqual([])
  expect([...looked].filter((name) => !names.has(name))).toEqual([])
})

test('subjects, names and tags are one line; messages keep their lines; nothing holds a control character', async () => {
  const make = makeFor(t)
  const { id: categoryId } = await makeSupport(t).category()
  const customer = await make.customer()
  const agent = await make.admin()
  const open = (more: object, who = customer) => who.client.post('/support/tickets', { categoryId, subject: 'No gas', description: 'Since seven', ...more })
  const line = 'must be one line of text, without line breaks and control characters'
  for (const bad of ['No gas\r\nBcc: everybody@example.test', 'No\ngas', 'No\u0000gas', 'No\u2028gas', 'No\u0085gas', '\u001b[2J', '   '])
    expect((await open({ subject: bad })).body).toMatchObject({ code: 'request.invalid', errors: [{ path: 'subject', message: line }] })
  expect((await open({ subject: 'गैस नहीं आ रही\u200d', description: 'One\nTwo\r\n\tThree' })).body).toMatchObject({ description: 'One\nTwo\r\n\tThree' })
  expect((await open({ description: 'NUL \u0000' })).body.errors[0]).toEqual({ path: 'description', message: 'must be text without control characters' })
  // An address may be written on several lines; it is kept on one. Somebody at a leak must not fail on that.
  expect((await open({ location: { address: '302 Shrirang Apts\nKothrud\r\nPune' } })).body.location.address).toBe('302 Shrirang Apts, Kothrud, Pune')
  const { body: ticket } = await open({})
  for (const tag of ['a\nb', 'a,b', ' a', 'a ', 'a\u0000']) expect([tag, (await agent.client.patch(`/support/tickets/${ticket.id}`, { tags: [tag] })).status]).toEqual([tag, 400])
  expect((await agent.client.patch(`/support/tickets/${ticket.id}`, { tags: ['two words', 'x'] })).body.tags).toEqual(['two words', 'x'])
  expect((await customer.client.patch('/user/me', { name: 'Meera\r\nJoshi' })).body.errors[0].path).toBe('name')
  expect((await customer.client.patch('/user/me', { address: { line1: 'A\nB' } })).body.errors[0].path).toBe('address.line1')
  expect((await agent.client.post('/support/categories', { name: 'A\nB', line: 'gas', kind: 'issue' })).body.errors[0].path).toBe('name')
  expect((await agent.client.post('/user/teams', { name: 'A\tB' })).body.errors[0].path).toBe('name')
  expect((await t.client().post('/auth/sign-up/email', { email: 'n@example.test', password: 'a very long password', name: 'A\nB' })).body.errors[0].path).toBe('name')
  expect(oneLine('a \r\n b\u0000c')).toBe('a b c')
})
