import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/app'
import { form, heic, objectStream, office, openDocument, pdf, photo, zip } from '#test/files'
import { makeFor, type Made } from '#test/make'

let t: TestApp
let person: Made
let jpeg: Buffer
beforeAll(async () => {
  t = await testApp()
  await t.rows(`insert into platform.settings (key, value) values ('media.files_per_hour', '1000')`)
  person = await makeFor(t).customer()
  jpeg = await photo()
})
const refusal = async (bytes: Buffer, name: string, type?: string): Promise<string> => {
  const { payload, headers } = form(bytes, name, type)
  const { status, body } = await person.client.post('/media', payload, { headers })
  expect(await t.rows('select 1 from media.files')).toEqual([])
  return `${status} ${body.code}`
}
const latin = (text: string) => Buffer.from(text, 'latin1')
const jar = zip([{ name: 'META-INF/MANIFEST.MF', content: 'Main-Class: Evil' }])

test('kinds that are not accepted are refused by name; under an accepted name they are disguised', async () => {
  const kinds: [string, Buffer][] = [
    ['svg', latin('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['svg', latin('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['html', latin('<!DOCTYPE html><html><body>hello</body></html>')],
    ['html', latin('\ufeff <!-- x --><p>hello')],
    ['html', latin('hello <script src=//evil></script>')],
    ['php', latin('<?php system($_GET["c"]);')],
    ['sh', latin('#!/bin/sh\nrm -rf /')],
    ['rtf', latin('{\\rtf1 hello}')],
    ['exe', Buffer.concat([latin('MZ\x90\x00\x03\x00\x00\x00'), Buffer.alloc(200)])],
    ['elf', Buffer.concat([latin('\x7fELF\x02\x01\x01'), Buffer.alloc(200)])],
    ['class', latin('\xca\xfe\xba\xbe\x00\x00\x00\x34')],
    ['gif', latin('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;')],
    ['zip', zip([{ name: 'a.txt', content: 'hello' }])],
    ['jar', jar],
    ['doc', Buffer.concat([latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), Buffer.alloc(600)])],
    ['bin', Buffer.from([0, 1, 2, 3, 4, 5])],
    ['utf16', Buffer.from('\ufeffhello', 'utf16le')],
    ['latin1', latin('caf\xe9')],
  ]
  for (const [ending, bytes] of kinds) {
    expect([ending, await refusal(bytes, `file.${ending}`)]).toEqual([ending, '415 media.type_refused'])
    expect([ending, await refusal(bytes, 'photo.jpg', 'image/jpeg')]).toEqual([ending, '422 media.disguised'])
  }
  expect(await refusal(latin('MZ\x90\x00\x03'), 'harmless', 'application/pdf')).toBe('422 media.disguised')
})

test('two kinds in one file are refused', async () => {
  const png = await sharp(jpeg).png().toBuffer()
  const webp = await sharp(jpeg).webp().toBuffer()
  const comment = (text: string) => Buffer.concat([jpeg.subarray(0, 2), latin('\xff\xfe'), Buffer.from([0, text.length + 2]), latin(text), jpeg.subarray(2)])
  const mixed: Record<string, Buffer> = {
    'JPEG + ZIP': Buffer.concat([jpeg, jar]),
    'PNG + ZIP': Buffer.concat([png, jar]),
    'WebP + ZIP': Buffer.concat([webp, jar]),
    'HEIC + ZIP': Buffer.concat([heic(), jar]),
    GIFAR: Buffer.concat([latin('GIF89a\x01\x00\x01\x00\x00\x00\x00;'), jar]),
    'JPEG + executable': Buffer.concat([jpeg, latin('MZ\x90\x00\x03\x00\x00\x00'), Buffer.alloc(100)]),
    'JPEG + PDF': Buffer.concat([jpeg, pdf()]),
    'PDF mark in a comment of a JPEG': comment('%PDF-1.7 trailer'),
    'PHP in a comment of a JPEG': comment('<?php system(1) ?>'),
    'script in a comment of a JPEG': comment('<script>alert(1)</script>'),
    'HTML after a PNG': Buffer.concat([png, latin('<html><body onload=x>')]),
    'PDF + ZIP': Buffer.concat([pdf(), jar]),
    'PDF + HTML': Buffer.concat([pdf(), latin('<html><script>x</script></html>')]),
    'PDF with HTML inside': pdf(['<< /Type /Catalog >>', '(<script>alert(1)</script>)']),
    'text + PDF': latin('hello\n%PDF-1.4\n'),
    'ZIP + PDF': zip([{ name: 'a.pdf', content: pdf(), stored: true }]),
  }
  for (const [what, bytes] of Object.entries(mixed)) expect([what, await refusal(bytes, 'photo.gif')]).toEqual([what, '422 media.disguised'])
})

test('what cameras append to a photo is dropped, not refused', async () => {
  for (const tail of [await sharp(jpeg).resize(10).jpeg().toBuffer(), Buffer.from('0000001c6674797069736f6d0000020069736f6d69736f32', 'hex'), Buffer.alloc(64)]) {
    const { payload, headers } = form(Buffer.concat([jpeg, tail]), 'motion.jpg')
    const { status, body } = await person.client.post('/media', payload, { headers })
    expect(status).toBe(201)
    expect((await person.client.get(body.url)).raw.rawPayload.includes('isom')).toBe(false)
    await person.client.delete(`/media/${body.id}`)
  }
})

test('bombs, cut and empty pictures', async () => {
  // 30,000 × 30,000 in a few hundred bytes.
  const header = Buffer.alloc(13)
  header.writeUInt32BE(30_000, 0)
  header.writeUInt32BE(30_000, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(4)
    head.writeUInt32BE(body.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(Buffer.concat([latin(name), body])))
    return Buffer.concat([head, latin(name), body, sum])
  }
  const bomb = Buffer.concat([latin('\x89PNG\r\n\x1a\n'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(3751 * 1000))), chunk('IEND', Buffer.alloc(0))])
  expect(await refusal(bomb, 'bomb.png')).toBe('413 media.too_large')
  const wide = Buffer.from(heic())
  for (let at = wide.indexOf('ispe'); at >= 0; at = wide.indexOf('ispe', at + 4)) for (const side of [8, 12]) wide.writeUInt32BE(65_535, at + side)
  expect(await refusal(wide, 'bomb.heic')).toBe('413 media.too_large')
  expect(await refusal(jpeg.subarray(0, jpeg.length - 40), 'cut.jpg')).toBe('422 media.unreadable')
  expect(await refusal(heic().subarray(0, 500), 'cut.heic')).toBe('422 media.unreadable')
  expect(await refusal(latin('\xff\xd8\xff\xd9'), 'none.jpg')).toBe('422 media.unreadable')
  expect(await refusal(Buffer.alloc(0), 'empty.txt')).toBe('422 media.unreadable')
  expect(await refusal(Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)]), 'big.jpg')).toBe('413 media.too_large')
  expect(await refusal(Buffer.alloc(25 * 1024 * 1024 + 1, 'a'), 'big.txt')).toBe('413 media.too_large')
})

test('PDF that does things, hides things or is locked', async () => {
  const doing: Record<string, Buffer> = {
    script: pdf(['<< /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>']),
    'spelt with numbers': pdf(['<< /Type /Catalog /OpenAction << /S /J#61vaScript /#4a#53 (app.alert(1)) >> >>']),
    launch: pdf(['<< /Type /Catalog /OpenAction << /S /Launch /F (cmd.exe) >> >>']),
    'file inside': pdf(['<< /Type /Catalog /Names << /EmbeddedFiles 2 0 R >> >>']),
    'packed objects': pdf(['<< /Type /Catalog >>', objectStream('<< /S /JavaScript /JS (app.alert(1)) >>')]),
    'packed objects, spelt with numbers': pdf(['<< /Type /Catalog >>', objectStream('<< /S /Java#53cript >>')]),
    'packed objects called something else': pdf(['<< /Type /Catalog >>', objectStream('<< /S /JavaScript >>', '/Type /Metadata /Filter /FlateDecode')]),
    'packing we do not undo': pdf(['<< /Type /Catalog >>', objectStream('<< >>', '/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]')]),
    form: pdf(['<< /Type /Catalog /AcroForm << /XFA 2 0 R >> >>']),
    'short name': pdf(['<< /Type /Catalog /AA << /O << /JS (x) >> >> >>']),
  }
  for (const [what, bytes] of Object.entries(doing)) expect([what, await refusal(bytes, 'a.pdf')]).toEqual([what, '422 media.active_content'])
  expect(await refusal(pdf(['<< /Type /Catalog >>'], '/Root 1 0 R /Encrypt 2 0 R'), 'a.pdf')).toBe('422 media.unreadable')
  expect(await refusal(pdf().subarray(0, 60), 'a.pdf')).toBe('422 media.unreadable')
  expect(await refusal(pdf(['<< >>', objectStream('0 '.repeat(20 * 1024 * 1024))]), 'a.pdf')).toBe('422 media.unsafe_archive')
})

test('office documents with macros, bombs, links and other archives', async () => {
  const zeros = Buffer.alloc(8 * 1024 * 1024)
  const active: Record<string, Buffer> = {
    macros: office('docx', [{ name: 'word/vbaProject.bin', content: 'x' }]),
    'macro type': office('xlsx', [], 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'),
    control: office('docx', [{ name: 'word/activeX/activeX1.bin', content: 'x' }]),
    package: office('docx', [{ name: 'word/embeddings/oleObject1.bin', content: 'x' }]),
    'template from elsewhere': office('docx', [
      { name: 'word/_rels/settings.xml.rels', content: '<Relationship Type="http://x/attachedTemplate" Target="http://evil/x.dotm" TargetMode="External"/>' },
    ]),
    program: office('docx', [{ name: 'word/media/image1.png', content: latin('MZ\x90\x00') }]),
    'OpenDocument macros': openDocument('text', [{ name: 'Basic/Standard/Module1.xml', content: '<x/>' }]),
  }
  for (const [what, bytes] of Object.entries(active)) expect([what, await refusal(bytes, 'a.docx')]).toEqual([what, '422 media.active_content'])
  const unsafe: Record<string, Buffer> = {
    'unpacks to 100 times its size': office('docx', [{ name: 'word/media/image1.bmp', content: zeros }]),
    'claims to be small': office('docx', [{ name: 'word/media/image1.bmp', content: zeros, claim: 100 }]),
    'too many parts': office(
      'docx',
      Array.from({ length: 2001 }, (_, i) => ({ name: `word/${i}.xml`, content: '' })),
    ),
    'archive inside': office('docx', [{ name: 'word/media/image1.zip', content: zip([{ name: 'a', content: 'b' }]) }]),
    'archive inside an archive': office('pptx', [{ name: 'ppt/embeddings/a.xlsx', content: office('xlsx', [{ name: 'xl/embeddings/b.docx', content: office('docx') }]) }]),
    'climbs out': office('docx', [{ name: '../../etc/passwd', content: 'x' }]),
    link: office('docx', [{ name: 'word/link', content: '/etc/passwd', mode: 0o120777 }]),
    'shared bytes': office('docx', [
      { name: 'word/a.bin', content: 'aaaa' },
      { name: 'word/b.bin', content: 'aaaa', sameAs: 'word/a.bin' },
    ]),
    'the same name twice': office('docx', [
      { name: 'word/a.xml', content: '<a/>' },
      { name: 'word/a.xml', content: '<b/>' },
    ]),
    entities: office('docx', [{ name: 'word/styles.xml', content: '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>' }]),
  }
  for (const [what, bytes] of Object.entries(unsafe)) expect([what, await refusal(bytes, 'a.docx')]).toEqual([what, '422 media.unsafe_archive'])
  expect(await refusal(office('docx', [{ name: 'word/a.xml', content: 'x', locked: true }]), 'a.docx')).toBe('422 media.unreadable')
  expect(await refusal(office('docx').subarray(0, 200), 'a.docx')).toBe('422 media.unreadable')
})
