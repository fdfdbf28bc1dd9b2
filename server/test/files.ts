import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import sharp from 'sharp'

export interface ZipPart {
  name: string
  content: string | Buffer
  /** Stored instead of deflated. */
  stored?: boolean
  /** What the headers claim instead of the truth. */
  claim?: number
  /** Unix mode, for links. */
  mode?: number
  /** Marks the part as encrypted. */
  locked?: boolean
  /** Uses the bytes of the part with this name. */
  sameAs?: string
}

/** A ZIP archive, byte by byte, so that it can also be a bad one. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  const offsets = new Map<string, number>()
  let at = 0
  for (const part of parts) {
    const content = Buffer.from(part.content)
    const body = part.stored ? content : deflateRawSync(content, { level: 9 })
    const name = Buffer.from(part.name)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(0x0800 | (part.locked ? 1 : 0), 2)
    head.writeUInt16LE(part.stored ? 0 : 8, 4)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(body.length, 14)
    head.writeUInt32LE(part.claim ?? content.length, 18)
    head.writeUInt16LE(name.length, 22)
    const offset = part.sameAs ? offsets.get(part.sameAs)! : at
    offsets.set(part.name, offset)
    if (!part.sameAs) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, name, body])
      locals.push(local)
      at += local.length
    }
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE((((part.mode ?? 0o100644) << 16) >>> 0) as number, 6)
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), head, tail, name]))
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}

const main = {
  docx: ['word/document.xml', 'wordprocessingml.document'],
  xlsx: ['xl/workbook.xml', 'spreadsheetml.sheet'],
  pptx: ['ppt/presentation.xml', 'presentationml.presentation'],
} as const

export const office = (kind: keyof typeof main, more: readonly ZipPart[] = [], contentType?: string): Buffer =>
  zip([
    {
      name: '[Content_Types].xml',
      content: `<?xml version="1.0"?><Types><Override PartName="/${main[kind][0]}" ContentType="${contentType ?? `application/vnd.openxmlformats-officedocument.${main[kind][1]}.main+xml`}"/></Types>`,
    },
    { name: '_rels/.rels', content: '<Relationships/>' },
    { name: main[kind][0], content: '<document>Gas bill</document>' },
    ...more,
  ])

export const openDocument = (kind: 'text' | 'spreadsheet', more: readonly ZipPart[] = []): Buffer =>
  zip([{ name: 'mimetype', content: `application/vnd.oasis.opendocument.${kind}`, stored: true }, { name: 'content.xml', content: '<office/>' }, ...more])

/** A photo whose left half is blue and right half red, taken in Mumbai with the camera on its side. */
export const photo = async (size = { width: 96, height: 64 }): Promise<Buffer> =>
  sharp({ create: { ...size, channels: 3, background: '#c00' } })
    .composite([{ input: { create: { width: size.width / 2, height: size.height, channels: 3, background: '#00c' } }, left: 0, top: 0 }])
    .withExif({
      IFD0: { Make: 'Manifold test camera', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '19/1 4/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '72/1 52/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

/** A picture as phones of one maker save it, 96 by 64 px, with GPS data. */
export const heic = (): Buffer => Buffer.from(HEIC, 'base64')

/** A small PDF with the objects given. */
export const pdf = (objects: readonly (string | Buffer)[] = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'], trailer = '/Root 1 0 R'): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    ...objects.flatMap((o, i) => [Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(o), Buffer.from('\nendobj\n')]),
    Buffer.from(`trailer << ${trailer} /Size ${objects.length + 1} >>\nstartxref\n9\n%%EOF\n`),
  ])

/** Objects packed into a compressed stream, where plain reading does not see them. */
export const objectStream = (content: string, dictionary = '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode'): Buffer => {
  const body = deflateSync(Buffer.from(`1 0 ${content}`))
  return Buffer.concat([Buffer.from(`<< ${dictionary} /Length ${body.length} >>\nstream\n`), body, Buffer.from('\nendstream')])
}

/** The body of a multipart upload. */
export function form(bytes: Buffer, name: string, type = 'application/octet-stream'): { payload: Buffer; headers: Record<string, string> } {
  const mark = 'manifold-test-boundary-7f3a'
  return {
    payload: Buffer.concat([
      Buffer.from(`--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`),
      bytes,
      Buffer.from(`\r\n--${mark}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${mark}` },
  }
}

const HEIC =
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAYBtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAANGlsb2MAAAAAREAAAgABAAAAAAGkAAEAAAAAAAAAMgACAAAAAAHWAAEAAAAAAAABKgAAADhpaW5mAAAAAAACAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAFWluZmUCAAABAAIAAEV4aWYAAAAAv2lwcnAAAAChaXBjbwAAAHVodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQAoQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAWRtZGF0AAAALigBrxmA1Naz4tt+q//+qxD78s4H89jYN30AVYOf7tKULSQLBTAjnRam45IvWsAAAAAASUkqAAgAAAAHABIBAwABAAAAAQAAABoBBQABAAAAYgAAABsBBQABAAAAagAAACgBAwABAAAAAgAAABMCAwABAAAAAQAAAGmHBAABAAAAcgAAACWIBAABAAAAwAAAAAAAAAA4YwAA6AMAADhjAADoAwAABgAAkAcABAAAADAyMTABkQcABAAAAAECAwAAoAcABAAAADAxMDABoAMAAQAAAP//AAACoAQAAQAAAGAAAAADoAQAAQAAAEAAAAAAAAAABAABAAIAAgAAAE4AAAACAAUAAwAAAA4BAAADAAIAAgAAAEUAAAAEAAUAAwAAAPYAAAAAAAAASAAAAAEAAAA0AAAAAQAAAAAAAAABAAAAEwAAAAEAAAAEAAAAAQAAAAAAAAABAAAA'
