import { fileTypeFromBuffer } from 'file-type'

/** What a file looks like to a program that reads archives: a central directory at its end that holds together. */
export function hasArchiveTail(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - 65_557)
  for (let at = bytes.lastIndexOf('PK\x05\x06', bytes.length, 'latin1'); at >= from; at = at === 0 ? -1 : bytes.lastIndexOf('PK\x05\x06', at - 1, 'latin1')) {
    if (at + 22 > bytes.length) continue
    const [size, comment] = [bytes.readUInt32LE(at + 12), bytes.readUInt16LE(at + 20)]
    const directory = at - size
    if (at + 22 + comment <= bytes.length && directory >= 0 && (size === 0 || bytes.toString('latin1', directory, directory + 4) === 'PK\x01\x02')) return true
  }
  return false
}

// Long enough that compressed bytes do not spell them by chance.
const markup = /<(?:script|html|iframe|\?php|!doctype\s+html)[\s>/]/i

/** Whether a browser that guesses could take part of it for a page. */
export const hasMarkup = (bytes: Buffer): boolean => markup.test(bytes.toString('latin1'))

/** Whether a reader of PDF, which accepts its mark within the first 1,024 bytes, would take it for one. */
export const hasPdfMark = (bytes: Buffer): boolean => bytes.subarray(0, 1029).includes('%PDF-')

/** Whether what follows the end of a picture is a file of another kind. Cameras append pictures and short films; those are harmless and dropped. */
export async function foreignTail(tail: Buffer): Promise<boolean> {
  if (tail.every((b) => b === 0 || b === 10 || b === 13 || b === 32)) return false
  const begins = tail.toString('latin1', 0, 64).trimStart()
  if (['<', '#!', '%PDF-', 'PK', 'MZ', '\x7fELF'].some((mark) => begins.startsWith(mark))) return true
  const type = await fileTypeFromBuffer(tail)
  return type !== undefined && !/^(image|video)\//.test(type.mime)
}

/** Where the picture ends; undefined when the end is missing. */
export function pictureEnd(bytes: Buffer, format: 'jpeg' | 'png' | 'webp'): number | undefined {
  if (format === 'webp') return bytes.length < 12 ? undefined : 8 + bytes.readUInt32LE(4) + (bytes.readUInt32LE(4) % 2)
  return format === 'png' ? pngEnd(bytes) : jpegEnd(bytes)
}

function pngEnd(bytes: Buffer): number | undefined {
  for (let at = 8; at + 12 <= bytes.length;) {
    const next = at + 12 + bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return next
    at = next
  }
  return undefined
}

function jpegEnd(bytes: Buffer): number | undefined {
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) {
      // Coded data of a scan: go to the next marker.
      at = bytes.indexOf(0xff, at)
      if (at < 0) return undefined
    }
    const marker = bytes[at + 1]!
    if (marker === 0xd9) return at + 2
    if (marker === 0xff) at += 1
    else if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd7)) at += 2
    else {
      at += 2 + bytes.readUInt16BE(at + 2)
      // After the header of a scan its data follows, whose 0xff bytes are stuffed.
      if (marker === 0xda) {
        at = bytes.indexOf(0xff, at)
        if (at < 0) return undefined
      }
    }
  }
  return bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9 ? bytes.length : undefined
}
