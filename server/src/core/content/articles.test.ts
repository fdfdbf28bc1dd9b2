import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { makeFor, type Made } from '#test/make'
import { days } from '#platform/time'
import { marked, slugOf } from './articles.ts'

let t: TestApp
let editor: Made
let agent: Made
let customer: Made
let categoryId: string

beforeAll(async () => {
  t = await testApp()
  const make = makeFor(t)
  ;[editor, agent, customer] = await Promise.all([make.supervisor(), make.agent(), make.customer()])
  categoryId = (await editor.client.post('/support/faq-categories', { name: 'Safety', icon: 'HealthAndSafety', sortOrder: 1 })).body.id
})
const write = async (over: object = {}) =>
  (await editor.client.post('/support/faq', { title: 'I smell gas', body: '**Leave** the building.', categoryId, published: true, ...over })).body

test('a writer publishes an article, everybody reads it, a draft is nothing to anybody else', async () => {
  const draft = await write({ title: 'How do I read the meter?', published: false, summary: 'Only the black digits count' })
  expect(draft).toMatchObject({ slug: 'how-do-i-read-the-meter', published: false, views: 0, readMinutes: 1, category: { id: categoryId, name: 'Safety' }, version: 1 })
  for (const who of [t.client(), customer.client, agent.client]) expect((await who.get(`/support/faq/${draft.slug}`)).body.code).toBe('request.not_found')
  const published = await editor.client.patch(`/support/faq/${draft.id}`, { published: true }, { headers: { 'if-match': '"v1"' } })
  expect(published.body).toMatchObject({ published: true, version: 2 })
  expect(published.headers.etag).toBe('"v2"')
  const read = await t.client().get(`/support/faq/${draft.slug}`)
  expect(read.body.bodyHtml).toBe('<p><strong>Leave</strong> the building.</p>\n')
  const audits = await t.rows(`select action from platform.audit_log where noun_id = $1 order by seq`, [draft.id])
  expect(audits.map((a) => a.action)).toEqual(['article.created', 'article.changed'])
})

test('only writers write, and only what is valid', async () => {
  const body = { title: 'x', body: 'y', categoryId }
  expect((await t.client().post('/support/faq', body)).body.code).toBe('request.not_signed_in')
  for (const who of [customer, agent]) {
    expect((await who.client.post('/support/faq', body)).body.code).toBe('request.not_allowed')
    expect((await who.client.post('/support/faq-categories', { name: 'x' })).status).toBe(403)
    expect((await who.client.get('/support/faq-metrics?from=2026-01-01&to=2026-12-31')).status).toBe(403)
  }
  const a = await write()
  expect((await customer.client.patch(`/support/faq/${a.id}`, { title: 'z' })).status).toBe(403)
  expect((await customer.client.delete(`/support/faq/${a.id}`)).status).toBe(403)
  expect((await editor.client.post('/support/faq', { ...body, slug: a.slug })).body.code).toBe('content.slug_taken')
  expect((await editor.client.post('/support/faq', { ...body, categoryId: a.id })).body.errors[0].path).toBe('categoryId')
  expect((await editor.client.post('/support/faq', { ...body, titel: 1 })).body.errors).toEqual([{ path: 'titel', message: 'is not known here' }])
  expect((await editor.client.patch(`/support/faq/${a.id}`, { title: 'z' }, { headers: { 'if-match': '"v9"' } })).body.code).toBe('request.stale')
  expect((await editor.client.post('/support/faq-categories', { name: 'Safety' })).body.code).toBe('content.category_taken')
  expect((await editor.client.delete(`/support/faq-categories/${categoryId}`)).body.code).toBe('content.category_in_use')
  expect((await editor.client.delete(`/support/faq/${a.id}`)).status).toBe(204)
  expect((await editor.client.get(`/support/faq/${a.id}`)).status).toBe(404)
})

test('the same title gets another address; a title in Devanagari gets one too', async () => {
  const [a, b] = [await write({ title: 'Twice!' }), await write({ title: 'Twice?' })]
  expect([a.slug, b.slug]).toEqual(['twice', 'twice-2'])
  expect(slugOf('गैस')).toBe('article')
  expect(slugOf('Crème brûlée & 2 more…')).toBe('creme-brulee-2-more')
})

test('a view counts once per visitor and day; writers do not count', async () => {
  const a = await write({ title: 'Counted' })
  const views = async () => (await editor.client.get(`/support/faq/${a.id}`)).body.views
  await Promise.all(Array.from({ length: 40 }, () => customer.client.get(`/support/faq/${a.slug}`)))
  expect(await views()).toBe(1)
  await t.client().get(`/support/faq/${a.slug}`)
  await t.client().get(`/support/faq/${a.id}`)
  expect(await views()).toBe(2)
  await t.advance(days)
  await customer.client.get(`/support/faq/${a.slug}`)
  expect(await views()).toBe(3)
  expect((await t.rows(`select distinct visitor from content.article_visits where visitor not like 'user:%'`)).every((r) => !r.visitor.includes('127.0.0.1'))).toBe(true)
  const from = new Date(Date.now() - 2 * days).toISOString().slice(0, 10)
  const to = new Date(Date.now() + 3 * days).toISOString().slice(0, 10)
  expect((await editor.client.get(`/support/faq-metrics?from=${from}&to=${to}`)).body.data.find((m: { id: string }) => m.id === a.id)).toMatchObject({ views: 3 })
})

test('one vote per visitor, the last one counts, also when forty come at once', async () => {
  const a = await write({ title: 'Voted' })
  await Promise.all(Array.from({ length: 40 }, (_, i) => customer.client.post(`/support/faq/${a.id}/${i % 2 ? 'helpful' : 'not-helpful'}`)))
  const last = await customer.client.post(`/support/faq/${a.id}/helpful`)
  expect(last.body).toEqual({ helpful: 1, notHelpful: 0, myVote: 'helpful' })
  expect((await agent.client.post(`/support/faq/${a.slug}/not-helpful`)).body).toEqual({ helpful: 1, notHelpful: 1, myVote: 'not_helpful' })
  expect((await t.client().post(`/support/faq/${a.slug}/helpful`)).body.helpful).toBe(2)
  expect((await customer.client.get(`/support/faq/${a.id}`)).body.myVote).toBe('helpful')
  expect((await customer.client.post('/support/faq/nothing/helpful')).status).toBe(404)
})

test('search finds words, stems and misspelt titles; pages do not overlap; readers do not find drafts', async () => {
  await write({ title: 'Replacing the regulator', body: 'Turn the black ring.' })
  await write({ title: 'Secret regulator draft', published: false })
  const titles = async (q: string, who = t.client()) => (await who.get(`/support/faq?search=${encodeURIComponent(q)}`)).body.data.map((a: { title: string }) => a.title)
  expect(await titles('replace regulators')).toEqual(['Replacing the regulator'])
  expect(await titles('regulater')).toEqual(['Replacing the regulator'])
  expect(await titles('black ring')).toEqual(['Replacing the regulator'])
  expect(await titles('regulator', editor.client)).toHaveLength(2)
  expect(await titles(`') or 1=1 -- <% & | !`)).toEqual([])
  for (let i = 0; i < 5; i++) await write({ title: `Paged ${i}`, body: 'pagination' })
  const seen: string[] = []
  for (const search of ['', '&search=pagination']) {
    let cursor = ''
    const before = seen.length
    do {
      const { body } = await t.client().get(`/support/faq?limit=2${search}${cursor}`)
      seen.push(...body.data.map((a: { id: string }) => `${search}${a.id}`))
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`
    } while (cursor)
    expect(seen.length - before).toBeGreaterThanOrEqual(5)
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect((await t.client().get('/support/faq?cursor=nonsense')).body.code).toBe('request.invalid')
})

test('suggestions come while typing, with the words marked', async () => {
  await write({ title: 'My bill is higher than last month', summary: 'Why', body: `${'Filler words come first here. '.repeat(6)}An estimated reading makes the billing jump.` })
  const { body } = await t.client().get('/support/faq/suggest?text=the%20bill%20is%20hig')
  expect(body.data[0].title).toBe('My bill is higher than last month')
  expect(body.data[0].titleParts).toEqual([
    { text: 'My ', hit: false },
    { text: 'bill', hit: true },
    { text: ' is ', hit: false },
    { text: 'higher', hit: true },
    { text: ' than last month', hit: false },
  ])
  expect(body.data[0].excerptParts.filter((p: { hit: boolean }) => p.hit)).toEqual([{ text: 'billing', hit: true }])
  expect((await t.client().get('/support/faq/suggest?text=a')).body.data).toEqual([])
  expect((await t.client().get(`/support/faq/suggest?text=${encodeURIComponent("':* & !! <script> %")}`)).status).toBe(200)
  expect(marked('a<b>c', ['b'])).toEqual([
    { text: 'a<', hit: false },
    { text: 'b', hit: true },
    { text: '>c', hit: false },
  ])
})
