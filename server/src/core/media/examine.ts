import { fileTypeFromBuffer } from 'file-type'
import { hasArchiveTail, hasPdfMark } from './foreign.ts'
import { claimsAccepted, safeName } from './names.ts'
import { officeType } from './office.ts'
import { checkPdf } from './pdf.ts'
import { redraw } from './pictures.ts'
import { refuse } from './refusals.ts'

export interface Limits {
  /** Bytes a picture may have. */
  picture: number
  /** Bytes any other file may have. */
  document: number
}

export interface Examined {
  name: string
  bytes: Buffer
  contentType: string
  width: number | null
  height: number | null
  thumbnail: Buffer | null
}

const starts = (bytes: Buffer, latin1: string, at = 0): boolean => bytes.toString('latin1', at, at + latin1.length) === latin1

function pictureFormat(bytes: Buffer): 'jpeg' | 'png' | 'webp' | 'heic' | undefined {
  if (starts(bytes, '\xff\xd8\xff')) return 'jpeg'
  if (starts(bytes, '\x89PNG\r\n\x1a\n')) return 'png'
  if (starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)) return 'webp'
  if (starts(bytes, 'ftyp', 4) && /^(?:heic|heix|heim|heis|mif1)$/.test(bytes.toString('latin1', 8, 12))) return 'heic'
  return undefined
}

/**
 * Decides what a file is by its content, never by its name, and returns what may be stored. Everything that is not plainly one of the
 * accepted kinds is refused by name: `type_refused`, or `disguised` when the name claimed an accepted kind or two kinds are mixed.
 */
export async function examine(file: { bytes: Buffer; name: string; declared: string }, limits: Limits): Promise<Examined> {
  const { bytes } = file
  if (bytes.length === 0) throw refuse.unreadable({ detail: 'This file is empty.' })
  const format = pictureFormat(bytes)
  const most = format ? limits.picture : limits.document
  if (bytes.length > most)
    throw refuse.too_large({ detail: `This file is too large. ${format ? 'A picture' : 'A document'} may have ${Math.floor(most / 1024 / 1024)} MB at most.` })
  if (format) {
    const picture = await redraw(bytes, format)
    return { ...picture, name: safeName(file.name, picture.contentType) }
  }
  const keep = (contentType: string): Examined => ({ name: safeName(file.name, contentType), bytes, contentType, width: null, height: null, thumbnail: null })
  const refused = () => (claimsAccepted(file.name, file.declared) ? refuse.disguised() : refuse.type_refused())
  if (starts(bytes, '%PDF-')) {
    await checkPdf(bytes)
    return keep('application/pdf')
  }
  if (starts(bytes, 'PK\x03\x04')) {
    const type = await officeType(bytes)
    if (type) return keep(type)
    throw refused()
  }
  if (!isText(bytes)) throw (await mixed(bytes)) ? refuse.disguised() : refused()
  if (isMarkupOrScript(bytes.toString('utf8'))) throw refused()
  if (hasPdfMark(bytes)) throw refuse.disguised()
  return keep('text/plain')
}

/** Valid UTF-8 without control characters (tab and line ends aside). */
function isText(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // oxlint-disable-next-line no-control-regex -- exactly those are looked for
    return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/.test(text)
  } catch {
    return false
  }
}

const isMarkupOrScript = (text: string): boolean =>
  /^\ufeff?\s*(?:#!|\{\\rtf|<\?(?:xml|php))/i.test(text) || /<(?:!doctype|html|head|body|script|svg|iframe|object|embed|style|\?php)[\s>/]|^\ufeff?\s*<!--/i.test(text)

/** Two kinds in one: an archive or a PDF behind the start of something else (GIFAR and its kin). */
async function mixed(bytes: Buffer): Promise<boolean> {
  const type = await fileTypeFromBuffer(bytes)
  return (type !== undefined && !/zip|office|java/.test(type.mime) && hasArchiveTail(bytes)) || hasPdfMark(bytes)
}
