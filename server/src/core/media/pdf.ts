import { inflateSync, constants } from 'node:zlib'
import { foreignTail, hasArchiveTail, hasMarkup } from './foreign.ts'
import { refuse } from './refusals.ts'

/** Names that make a reader do something, or carry a file along. */
const active = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|Rendition)\b/
/** Short enough to appear in compressed bytes by chance, so looked for outside of them only. */
const activeShort = /\/JS\b/
const mostObjects = 64 * 1024 * 1024

/** PDF names may spell any character as #xx. */
const plain = (text: string): string => text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** Refuses a PDF that is damaged, locked, carries another kind of file, or does things when opened. */
export async function checkPdf(bytes: Buffer): Promise<void> {
  const end = bytes.lastIndexOf('%%EOF')
  if (end < 0) throw refuse.unreadable()
  const tail = bytes.subarray(end + 5)
  if (hasArchiveTail(bytes) || hasMarkup(bytes) || (await foreignTail(tail)) || tail.toString('latin1').trim().length > 512) throw refuse.disguised()
  const raw = plain(bytes.toString('latin1'))
  if (active.test(raw)) throw refuse.active_content()
  const outside = raw.replaceAll(/stream\r?\n[\s\S]*?endstream/g, ' ')
  if (activeShort.test(outside)) throw refuse.active_content()
  if (/\/Encrypt\b/.test(outside)) throw refuse.unreadable({ detail: 'This PDF is locked. Save a copy without a password and send that.' })
  checkPackedObjects(bytes)
}

/** Objects may hide in compressed streams: those that begin like a list of objects are unpacked and read as well. */
function checkPackedObjects(bytes: Buffer): void {
  let left = mostObjects
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue
    let from = at + 6
    if (bytes[from] === 13) from++
    if (bytes[from] === 10) from++
    const until = bytes.indexOf('endstream', from)
    const body = bytes.subarray(from, until < 0 ? bytes.length : until)
    const dictionary = plain(bytes.toString('latin1', Math.max(0, at - 1024), at))
      .split(/\bobj\b/)
      .at(-1)!
    const packed = /\/ObjStm\b/.test(dictionary)
    // A packing that we do not undo would be a place to hide.
    if (packed && (/\/(?:LZWDecode|ASCIIHexDecode|ASCII85Decode|RunLengthDecode|Crypt)\b/.test(dictionary) || /\/Predictor\s+([2-9]|1\d)/.test(dictionary)))
      throw refuse.active_content()
    const start = peek(body)
    if (start === undefined) {
      if (packed && /FlateDecode/.test(dictionary)) throw refuse.unreadable()
      continue
    }
    if (!packed && !/^(?:\s|%[^\r\n]*[\r\n])*\d+\s+\d+\s/.test(start)) continue
    const text = unpack(body, left)
    left -= text.length
    const names = plain(text)
    if (active.test(names) || activeShort.test(names)) throw refuse.active_content()
  }
}

/** The first characters of a deflated stream, or undefined when it is not one. */
function peek(body: Buffer): string | undefined {
  if (body.length < 3 || (body[0]! & 0x0f) !== 8 || body.readUInt16BE(0) % 31 !== 0) return undefined
  try {
    return inflateSync(body.subarray(0, 1024), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 2 * 1024 * 1024 }).toString('latin1', 0, 256)
  } catch {
    return undefined
  }
}

function unpack(body: Buffer, most: number): string {
  try {
    return inflateSync(body, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: Math.max(1, Math.min(most, 16 * 1024 * 1024)) }).toString('latin1')
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? refuse.unsafe_archive() : refuse.unreadable()
  }
}
