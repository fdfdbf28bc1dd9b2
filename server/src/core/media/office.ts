import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { hasPdfMark } from './foreign.ts'
import { Problem } from '#platform/problems'
import { refuse } from './refusals.ts'

const most = { entries: 2000, bytes: 100 * 1024 * 1024, ratio: 100, small: 1024 * 1024, depth: 1 }

const mains: readonly (readonly [RegExp, string, string])[] = [
  [/wordprocessingml\.document\.main\+xml/, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'word/'],
  [/spreadsheetml\.sheet\.main\+xml/, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xl/'],
  [/presentationml\.presentation\.main\+xml/, 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'ppt/'],
]
const openDocuments = ['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet']

/** Parts that run: macros of either family, controls, packaged objects. */
const activePart = /vbaProject|vbaData|macrosheets\/|activeX\/|oleObject[^/]*\.bin$|^Basic\/|^Scripts\/|\.(?:exe|dll|js|vbs|bat|cmd|ps1|scr|jar|hta|lnk)$/i

interface Budget {
  entries: number
  bytes: number
}

/**
 * The content type of an office document, or undefined for an archive of another kind. Refuses macros, packaged objects, templates
 * loaded from elsewhere, encrypted parts, links, and whatever unpacks to more than 2,000 parts, 100 MB, or 100 times its size.
 */
export async function officeType(bytes: Buffer): Promise<string | undefined> {
  if (hasPdfMark(bytes)) throw refuse.disguised()
  return inspect(bytes, { entries: most.entries, bytes: most.bytes }, 0)
}

async function inspect(bytes: Buffer, left: Budget, depth: number): Promise<string | undefined> {
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true } as never)
    return await inspectEntries(zip, bytes.length, left, depth)
  } catch (error) {
    if (error instanceof Problem) throw error
    const said = error instanceof Error ? error.message : ''
    // Damaged, against lying or climbing.
    throw /end of central directory|invalid (?:central|local)|unexpected EOF|truncated/i.test(said) ? refuse.unreadable() : refuse.unsafe_archive()
  }
}

async function inspectEntries(zip: ZipFile, size: number, left: Budget, depth: number): Promise<string | undefined> {
  const names = new Set<string>()
  const taken: [number, number][] = []
  let type: string | undefined
  let contentTypes = ''
  for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
    const name = entry.fileName
    if (--left.entries < 0 || names.has(name)) throw refuse.unsafe_archive()
    names.add(name)
    if (entry.isEncrypted()) throw refuse.unreadable()
    if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000) throw refuse.unsafe_archive()
    if (entry.uncompressedSize > left.bytes || (entry.uncompressedSize > most.small && entry.uncompressedSize > entry.compressedSize * most.ratio)) throw refuse.unsafe_archive()
    taken.push([entry.relativeOffsetOfLocalHeader, entry.relativeOffsetOfLocalHeader + 30 + entry.compressedSize])
    if (activePart.test(name)) throw refuse.active_content()
    if (name.endsWith('/')) continue
    const content = await readEntry(zip, entry, left)
    if (name === 'mimetype' && depth === 0) type = openDocuments.find((t) => t === content.toString('latin1').trim())
    if (name === '[Content_Types].xml') contentTypes = content.toString('utf8')
    if (/\.(?:xml|rels)$/i.test(name)) checkXml(name, content)
    else if (content.toString('latin1', 0, 4) === 'PK\x03\x04') {
      // A sheet inside a presentation is usual; an archive inside that, or of another kind, is not.
      if (depth >= most.depth || !/embeddings\/[^/]+\.(?:xlsx|docx|pptx)$/i.test(name) || (await inspect(content, left, depth + 1)) === undefined) throw refuse.unsafe_archive()
    } else if (/^(?:MZ|\x7fELF)/.test(content.toString('latin1', 0, 4))) throw refuse.active_content()
  }
  // Parts that share bytes: how small files unpack to enormous ones.
  taken.sort((a, b) => a[0] - b[0])
  if (taken.some(([, end], i) => end > (taken[i + 1]?.[0] ?? size))) throw refuse.unsafe_archive()
  if (type) return names.has('content.xml') ? type : undefined
  if (/macroEnabled/i.test(contentTypes)) throw refuse.active_content()
  const main = mains.find(([pattern]) => pattern.test(contentTypes))
  return main && [...names].some((n) => n.startsWith(main[2])) ? main[1] : undefined
}

/** Unpacks one part, counting what really comes out rather than what the header says. */
async function readEntry(zip: ZipFile, entry: Entry, left: Budget): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    left.bytes -= chunk.length
    if (left.bytes < 0) throw refuse.unsafe_archive()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function checkXml(name: string, content: Buffer): void {
  const text = content.toString('utf8')
  // Entities are how a page of XML becomes a gigabyte, or reads a file.
  if (/<!ENTITY|<!DOCTYPE[^>]*\[/i.test(text)) throw refuse.unsafe_archive()
  if (
    /\.rels$/i.test(name) &&
    /(?:attachedTemplate|oleObject|frame|subDocument)"[^>]*TargetMode="External"|TargetMode="External"[^>]*(?:attachedTemplate|oleObject|frame|subDocument)"/i.test(text)
  )
    throw refuse.active_content()
}
