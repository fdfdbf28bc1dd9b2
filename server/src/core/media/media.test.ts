import { createServer } from 'node:http'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { attach, detach, mediaByIds } from '#core/media'
import { testApp, type Client, type TestApp } from '#test/app'
import { form, heic, office, openDocument, pdf, photo } from '#test/files'
import { makeFor, type Make, type Made } from '#test/make'

let t: TestApp
let make: Make
beforeAll(async () => {
  t = await testApp()
  make = makeFor(t)
})

const send = (client: Client, bytes: Buffer, name = 'photo.jpg', type?: string) => {
  const { payload, headers } = form(bytes, name, type)
  return client.post('/media', payload, { headers })
}
const stored = async () => (await readdir(join(t.config.dataDir, 'files'), { recursive: true, withFileTypes: true })).filter((f) => f.isFile()).length
const attachTo = (person: Made | null, ids: string[], id = 'one') => t.tx((tx) => attach(tx, ids, { ownerId: person?.id ?? null, to: { noun: 'ticket', id } }))

test('a photo comes back upright, without its location, with a thumbnail, by links that nobody can make up', async () => {
  const person = await make.customer()
  const original = await photo()
  expect((await sharp(original).metadata()).exif!.includes('Manifold test camera')).toBe(true)

  const { status, body, headers } = await send(person.client, original, '../../etc/Küche\u202egpj.exe')
  expect(status).toBe(201)
  expect(body).toMatchObject({ contentType: 'image/jpeg', width: 64, height: 96, name: 'Küchegpj.exe.jpg' })
  expect(headers.location).toBe(`/api/v1/media/${body.id}`)

  const file = await person.client.get(body.url)
  expect(file.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'content-length': String(body.size),
  })
  expect(file.headers['content-disposition']).toBe(`inline; filename="K_chegpj.exe.jpg"; filename*=UTF-8''K%C3%BCchegpj.exe.jpg`)
  const seen = await sharp(file.raw.rawPayload).metadata()
  expect(seen).toMatchObject({ width: 64, height: 96 })
  expect([seen.exif, seen.xmp, seen.iptc, seen.orientation]).toEqual([undefined, undefined, undefined, undefined])
  // The GPS fractions and the maker are nowhere in the bytes.
  expect(file.raw.rawPayload.includes('Manifold test camera')).toBe(false)
  // Orientation 6: what was left (blue) is on top now.
  const pixels = await sharp(file.raw.rawPayload).raw().toBuffer()
  expect(pixels[2]!).toBeGreaterThan(150)
  expect(pixels.at(-3)!).toBeGreaterThan(150)

  const thumb = await person.client.get(body.thumbnailUrl)
  expect(thumb.headers['content-type']).toBe('image/webp')
  expect(await sharp(thumb.raw.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 64 })

  expect((await t.client().get(body.url.replace(/sig=./, 'sig=_'))).status).toBe(404)
  expect((await t.client().get(`${body.url}&variant=thumb`)).status).toBe(404)
  expect((await t.client().get(body.url.replace(/exp=\d+/, 'exp=9999999999'))).status).toBe(404)
})

test('PNG, WebP and HEIC are drawn anew; HEIC becomes JPEG and loses its location', async () => {
  const { client } = await make.customer()
  const base = sharp(await photo({ width: 5000, height: 100 }))
  for (const [format, bytes] of [
    ['png', await base.clone().png().toBuffer()],
    ['webp', await base.clone().webp().toBuffer()],
  ] as const) {
    const { status, body } = await send(client, bytes, 'wide.jpg')
    expect([status, body.contentType, body.width, body.name]).toEqual([201, `image/${format}`, 4096, `wide.${format}`])
  }
  expect(heic().includes('Exif')).toBe(true)
  const { status, body } = await send(client, heic(), 'IMG_0001.HEIC', 'image/heic')
  expect(status).toBe(201)
  expect(body).toMatchObject({ contentType: 'image/jpeg', width: 96, height: 64, name: 'IMG_0001.jpg' })
  const file = (await client.get(body.url)).raw.rawPayload
  expect((await sharp(file).metadata()).exif).toBeUndefined()
  expect(file.includes('Exif')).toBe(false)
})

test('documents are kept as they are and only ever downloaded', async () => {
  const { client } = await make.customer()
  const accepted: [string, Buffer, string][] = [
    ['bill.pdf', pdf(), 'application/pdf'],
    ['note.txt', Buffer.from('Meter stands at 1,204 m³\r\n\tthank you'), 'text/plain'],
    ['readings.csv', Buffer.from('day,m3\n1,2\n'), 'text/plain'],
    ['a.docx', office('docx'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.xlsx', office('xlsx'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['a.pptx', office('pptx', [{ name: 'ppt/embeddings/Sheet1.xlsx', content: office('xlsx') }]), 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    ['a.odt', openDocument('text'), 'application/vnd.oasis.opendocument.text'],
    ['a.ods', openDocument('spreadsheet'), 'application/vnd.oasis.opendocument.spreadsheet'],
  ]
  for (const [name, bytes, contentType] of accepted) {
    const { status, body } = await send(client, bytes, name)
    expect([name, status, body.contentType, body.name, body.thumbnailUrl]).toEqual([name, 201, contentType, name, null])
    const file = await client.get(body.url)
    expect(file.raw.rawPayload.equals(bytes)).toBe(true)
    expect(file.headers['content-disposition']).toMatch(/^attachment/)
  }
  // The name cannot turn text into something that runs.
  expect((await send(client, Buffer.from('echo hello'), 'run.bat')).body.name).toBe('run.bat.txt')
  expect((await send(client, Buffer.from('hello'), '.htaccess')).body.name).toBe('htaccess.txt')
})

test('only the owner sees a file by its id; links expire', async () => {
  const [mine, other] = [await make.customer(), await make.customer()]
  const { body } = await send(mine.client, await photo())
  expect((await mine.client.get(`/media/${body.id}`)).body).toEqual(body)
  expect((await other.client.get(`/media/${body.id}`)).status).toBe(404)
  expect((await t.client().get(`/media/${body.id}`)).status).toBe(401)
  expect((await other.client.delete(`/media/${body.id}`)).status).toBe(404)
  const late = await testApp()
  const someone = await makeFor(late).customer()
  const { payload, headers } = form(await photo(), 'x.jpg')
  const again = (await someone.client.post('/media', payload, { headers })).body
  await late.advance(29 * 60_000)
  expect((await someone.client.get(again.url)).status).toBe(200)
  await late.advance(32 * 60_000)
  expect((await someone.client.get(again.url)).body.code).toBe('media.link_expired')
  expect((await someone.client.get((await someone.client.get(`/media/${again.id}`)).body.url)).status).toBe(200)
})

test('attaching takes own, unused files, each once; forty rivals, one winner', async () => {
  const [mine, other] = [await make.customer(), await make.customer()]
  const ids = [(await send(mine.client, await photo())).body.id, (await send(mine.client, pdf())).body.id] as string[]
  await expect(attachTo(other, ids)).rejects.toMatchObject({ code: 'media.not_yours' })
  await expect(attachTo(null, ids)).rejects.toMatchObject({ code: 'media.not_yours' })
  const answers = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => attachTo(mine, ids, `ticket-${i}`)))
  expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1)
  expect(answers.filter((a) => a.status === 'rejected').every((a) => (a as PromiseRejectedResult).reason.code === 'media.not_yours')).toBe(true)
  expect([...(await mediaByIds(t.ctx(), [...ids, ids[0]!])).keys()].sort()).toEqual([...ids].sort())
  expect((await mine.client.delete(`/media/${ids[0]}`)).body.code).toBe('media.attached')
  await expect(
    attachTo(
      mine,
      Array.from({ length: 11 }, () => ids[0]!),
    ),
  ).rejects.toMatchObject({ code: 'media.too_many_attached' })
  // Nothing half attached: the second is somebody else's.
  const third = (await send(mine.client, await photo())).body.id
  const foreign = (await send(other.client, await photo())).body.id
  await expect(attachTo(mine, [third, foreign])).rejects.toMatchObject({ code: 'media.not_yours' })
  expect((await attachTo(mine, [third]))[0]!.id).toBe(third)
})

test('a visitor attaches with the token of the upload, and only with it', async () => {
  const guest = await send(t.client(), await photo())
  expect(guest.status).toBe(201)
  const { id, uploadToken } = guest.body
  expect(uploadToken).toMatch(/^[\w-]{32}$/)
  await expect(attachTo(null, [id])).rejects.toMatchObject({ code: 'media.not_yours' })
  await expect(attachTo(null, [`${id}.${'x'.repeat(32)}`])).rejects.toMatchObject({ code: 'media.not_yours' })
  expect(await attachTo(null, [`${id}.${uploadToken}`])).toHaveLength(1)
  // Signed in between upload and report: the file becomes theirs.
  const person = await make.customer()
  const second = (await send(t.client(), await photo())).body
  await attachTo(person, [`${second.id}.${second.uploadToken}`])
  expect((await person.client.get(`/media/${second.id}`)).status).toBe(200)
})

test('forty files at once, ten allowed: ten are taken', async () => {
  const t = await testApp()
  const { client } = await makeFor(t).customer()
  await t.rows(`insert into platform.settings (key, value) values ('media.files_per_hour', '10'), ('media.guest_files_per_hour', '3')`)
  const text = form(Buffer.from('hello'), 'a.txt')
  const answers = await Promise.all(Array.from({ length: 40 }, () => client.post('/media', text.payload, { headers: text.headers })))
  expect(answers.filter((a) => a.status === 201)).toHaveLength(10)
  expect(new Set(answers.filter((a) => a.status !== 201).map((a) => a.body.code))).toEqual(new Set(['media.too_many']))
  const guests = await Promise.all(Array.from({ length: 8 }, () => t.client().post('/media', text.payload, { headers: text.headers })))
  expect(guests.filter((a) => a.status === 201)).toHaveLength(3)
  await t.advance(61 * 60_000)
  expect((await client.post('/media', text.payload, { headers: text.headers })).status).toBe(201)
})

test('what nothing uses is gone after a day, bytes and all; what is attached stays', async () => {
  const t = await testApp()
  const person = await makeFor(t).customer()
  const up = async () => {
    const { payload, headers } = form(await photo(), 'x.jpg')
    return (await person.client.post('/media', payload, { headers })).body
  }
  const files = async () => (await readdir(join(t.config.dataDir, 'files'), { recursive: true, withFileTypes: true })).filter((f) => f.isFile()).length
  const [kept, loose, removed, replaced] = [await up(), await up(), await up(), await up()]
  await t.tx((tx) => attach(tx, [kept.id, replaced.id], { ownerId: person.id, to: { noun: 'person', id: person.id } }))
  await t.tx((tx) => detach(tx, [replaced.id]))
  expect((await person.client.delete(`/media/${removed.id}`)).status).toBe(204)
  await t.work()
  expect(await files()).toBe(6)
  await t.rows(`insert into media.files (owner_id, name, content_type, size, storage_key) values ($1, 'broken off', 'text/plain', 1, 'media/aa/never')`, [person.id])
  await t.advance(25 * 3_600_000)
  await t.rows(`select graphile_worker.add_job('sweep:media.orphans', '{}')`)
  await t.work()
  expect(await t.rows('select id from media.files')).toEqual([{ id: kept.id }])
  expect(await files()).toBe(2)
  expect((await person.client.get(loose.url)).status).toBe(410)
})

test('a refused file leaves nothing behind', async () => {
  const { client } = await make.customer()
  const before = await stored()
  expect((await send(client, Buffer.from('MZ\x90\0'), 'x.exe')).status).toBe(415)
  expect((await client.post('/media', { file: 'x' })).body.code).toBe('request.unsupported_type')
  expect((await client.post('/media', Buffer.from('--b--\r\n'), { headers: { 'content-type': 'multipart/form-data; boundary=b' } })).status).toBe(400)
  expect(await stored()).toBe(before)
})

describe('with an S3 store', () => {
  /** Enough of S3 to keep objects: PUT, GET, HEAD, DELETE by path. */
  async function fakeS3() {
    const objects = new Map<string, { body: Buffer; type: string }>()
    const asked: string[] = []
    const server = createServer((req, res) => {
      const chunks: Buffer[] = []
      req.on('data', (c: Buffer) => chunks.push(c))
      req.on('end', () => {
        const path = decodeURIComponent(req.url!.split('?')[0]!)
        asked.push(`${req.method} ${path} ${req.headers.authorization?.split(' ')[0]}`)
        if (req.method === 'PUT') objects.set(path, { body: Buffer.concat(chunks), type: req.headers['content-type']! })
        if (req.method === 'DELETE') objects.delete(path)
        const found = objects.get(path)
        if (req.method === 'HEAD' && path.split('/').filter(Boolean).length === 1) return res.writeHead(200).end()
        if (req.method === 'GET' || req.method === 'HEAD') {
          if (!found) return res.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>')
          return res.writeHead(200, { 'content-type': found.type, 'content-length': found.body.length }).end(req.method === 'HEAD' ? undefined : found.body)
        }
        return res.writeHead(req.method === 'DELETE' ? 204 : 200, { etag: '"x"' }).end()
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return { objects, asked, url: `http://127.0.0.1:${(server.address() as { port: number }).port}` }
  }

  test('bytes go there and come back; a deleted file is deleted there', async () => {
    const s3 = await fakeS3()
    const t = await testApp({ S3_BUCKET: 'files', S3_ENDPOINT: s3.url, S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' })
    const { client } = await makeFor(t).customer()
    const { payload, headers } = form(await photo(), 'x.jpg')
    const { status, body } = await client.post('/media', payload, { headers })
    expect(status).toBe(201)
    expect([...s3.objects.values()].map((o) => o.type).sort()).toEqual(['image/jpeg', 'image/webp'])
    expect(s3.asked.every((a) => a.includes('/files/') && a.endsWith('AWS4-HMAC-SHA256'))).toBe(true)
    const file = await client.get(body.url)
    expect([file.status, file.raw.rawPayload.length]).toEqual([200, body.size])
    expect((await t.app.inject('/readyz')).json().checks.files).toBe(true)
    expect((await client.delete(`/media/${body.id}`)).status).toBe(204)
    await t.work()
    expect(s3.objects.size).toBe(0)
    expect((await client.get(body.url)).status).toBe(404)
  })

  test('a row whose bytes are lost answers 404, not 500', async () => {
    const s3 = await fakeS3()
    const t = await testApp({ S3_BUCKET: 'files', S3_ENDPOINT: s3.url, S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' })
    const { client } = await makeFor(t).customer()
    const { payload, headers } = form(pdf(), 'x.pdf')
    const { body } = await client.post('/media', payload, { headers })
    s3.objects.clear()
    expect((await client.get(body.url)).status).toBe(404)
  })
})

test('a picture of a person is kept while it is chosen, and let go after', async () => {
  const t = await testApp()
  const make = makeFor(t)
  const [person, other] = [await make.customer(), await make.customer()]
  const up = async (client: Client) => {
    const { payload, headers } = form(await photo(), 'me.jpg')
    return (await client.post('/media', payload, { headers })).body.id as string
  }
  const [first, second, foreign] = [await up(person.client), await up(person.client), await up(other.client)]
  expect((await person.client.patch('/user/me', { avatarMediaId: foreign })).status).toBe(400)
  const { status, body } = await person.client.patch('/user/me', { avatarMediaId: first })
  expect(status).toBe(200)
  expect((await t.client().get(body.avatarUrl)).headers['content-type']).toBe('image/webp')
  const attached = async () => (await t.rows(`select id from media.files where attached_noun = 'person'`)).map((r) => r.id)
  await t.work()
  expect(await attached()).toEqual([first])
  await person.client.patch('/user/me', { avatarMediaId: second })
  await t.work()
  expect(await attached()).toEqual([second])
})
