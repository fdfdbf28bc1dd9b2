import { expect, test } from 'vitest'
import { inTransaction } from '#platform/db'
import { testApp } from '#test/app'
import { contentOf, onePage, storeAttachments } from './attachments.ts'
import { loadTown } from './load.ts'
import { generateTown } from './town.ts'

const now = new Date('2026-11-23T07:42:00Z')

test('whatever the town’s customers send opens: pictures with a thumbnail, PDFs', async () => {
  const t = await testApp()
  await loadTown(t.deps, t.url, { now: t.deps.clock.now(), seed: 7, customers: 120, tickets: 600, password: 'manifold-demo' })
  const signedIn = await t.client().post('/auth/sign-in/email', { email: 'supervisor@demo.test', password: 'manifold-demo' })
  const agent = t.client({ authorization: `Bearer ${signedIn.headers['set-auth-token']}` })
  const files = await t.rows<{ id: string; name: string; content_type: string; ticket_id: string }>(
    `select distinct on (f.storage_key) f.id, f.name, f.content_type, m.ticket_id from media.files f join support.messages m on m.id::text = f.attached_id and f.attached_noun = 'message' order by f.storage_key`,
  )
  expect(files.length).toBeGreaterThan(5)
  for (const file of files) {
    const { data } = (await agent.get(`/support/tickets/${file.ticket_id}/messages`)).body
    const shown = data.flatMap((m: { attachments: { id: string }[] }) => m.attachments).find((a: { id: string }) => a.id === file.id)
    expect(shown).toMatchObject({ name: file.name, contentType: file.content_type })
    const bytes = await t.client().get(shown.url.replace('/api/v1', ''))
    expect([file.name, bytes.status, bytes.headers['content-type'], Number(bytes.headers['content-length'])]).toEqual([file.name, 200, file.content_type, shown.size])
    if (file.content_type === 'image/jpeg') expect((await t.client().get(shown.thumbnailUrl.replace('/api/v1', ''))).headers['content-type']).toBe('image/webp')
  }
  // Every customer's message that speaks of a picture has one.
  const [bare] = await t.rows(
    `select m.body from support.messages m where m.side = 'customer' and m.body ~* 'attached|photo (is )?(here|below)' and not exists (select 1 from media.files f where f.attached_id = m.id::text)`,
  )
  expect(bare).toBeUndefined()
})

test('every file name of the town has something to show', async () => {
  const t = await testApp()
  const drawn = await inTransaction(t.ctx(), (tx) => storeAttachments(tx))
  for (const ticket of generateTown({ now, seed: 7 }).tickets())
    for (const name of ticket.messages.flatMap((m) => m.files ?? [])) {
      const content = drawn.get(contentOf(name, ticket.story))
      expect([name, content?.contentType]).toEqual([name, name.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg'])
    }
})

test('a page is a PDF whose table finds its objects', () => {
  const text = onePage('Papers (copy)', ['One', 'Two']).toString('latin1')
  const start = Number(/startxref\n(\d+)/.exec(text)![1])
  expect(text.slice(start, start + 4)).toBe('xref')
  for (const [i, [, at]] of [...text.matchAll(/(\d{10}) 00000 n/g)].entries()) expect(text.slice(Number(at))).toMatch(new RegExp(`^${i + 1} 0 obj`))
  expect(text).toContain('(Papers \\(copy\\))')
})
