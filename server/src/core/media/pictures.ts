import sharp from 'sharp'
import { Worker } from 'node:worker_threads'
import { foreignTail, hasArchiveTail, hasMarkup, hasPdfMark, pictureEnd } from './foreign.ts'
import { refuse } from './refusals.ts'

export interface Picture {
  bytes: Buffer
  contentType: string
  width: number
  height: number
  thumbnail: Buffer
}

/** 50 megapixels: more than phones take, less than a bomb needs. */
const mostPixels = 50_000_000
const longestSide = 4096
const thumbnailSide = 320

// Pictures of one request do not run beside it in the pool; a process opens few at once so that memory stays bounded.
sharp.cache(false)
sharp.concurrency(1)

/**
 * Draws the picture anew: upright, at most 4,096 px, without EXIF, location or anything else that came with it. Refuses a picture
 * that carries a file of another kind, one of more than 50 megapixels, and one that cannot be drawn.
 */
export async function redraw(bytes: Buffer, format: 'jpeg' | 'png' | 'webp' | 'heic'): Promise<Picture> {
  if (hasPdfMark(bytes) || hasArchiveTail(bytes) || hasMarkup(bytes)) throw refuse.disguised()
  if (format === 'heic') return draw(await fromHeic(bytes), 'jpeg')
  const end = pictureEnd(bytes, format)
  if (end === undefined || end > bytes.length) throw refuse.unreadable()
  if (await foreignTail(bytes.subarray(end))) throw refuse.disguised()
  return draw(bytes, format)
}

async function draw(bytes: Buffer, format: 'jpeg' | 'png' | 'webp'): Promise<Picture> {
  const open = () => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true }).timeout({ seconds: 20 })
  try {
    const { width, height, format: is } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (is !== format) throw refuse.unreadable()
    if (width * height > mostPixels) throw refuse.too_large({ detail: 'This picture has too many pixels. Send one of at most 50 megapixels.' })
    const upright = open().autoOrient().resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    const coded = format === 'png' ? upright.png() : format === 'webp' ? upright.webp({ quality: 85 }) : upright.jpeg({ quality: 85, mozjpeg: true })
    const { data, info } = await coded.toBuffer({ resolveWithObject: true })
    const thumbnail = await sharp(data).resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true }).webp({ quality: 75 }).toBuffer()
    return { bytes: data, contentType: `image/${format}`, width: info.width, height: info.height, thumbnail }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('media.')) throw error
    throw refuse.unreadable()
  }
}

/** Largest area that the file declares for any of its images; the decoder would allocate that much. */
function declaredPixels(bytes: Buffer): number {
  let most = 0
  for (let at = bytes.indexOf('ispe', 0, 'latin1'); at >= 0 && at + 16 <= bytes.length; at = bytes.indexOf('ispe', at + 4, 'latin1'))
    if (bytes.readUInt32BE(at - 4) === 20) most = Math.max(most, bytes.readUInt32BE(at + 8) * bytes.readUInt32BE(at + 12))
  return most
}

/** Decodes HEIC in a thread of its own with a time limit: the decoder is slow and works on hostile input. */
async function fromHeic(bytes: Buffer): Promise<Buffer> {
  const pixels = declaredPixels(bytes)
  if (pixels === 0) throw refuse.unreadable()
  if (pixels > mostPixels) throw refuse.too_large({ detail: 'This picture has too many pixels. Send one of at most 50 megapixels.' })
  const worker = new Worker(new URL('./heic.worker.ts', import.meta.url), { workerData: bytes, resourceLimits: { maxOldGenerationSizeMb: 512 }, stdout: true, stderr: true })
  const slow = setTimeout(() => void worker.terminate(), 30_000)
  try {
    return await new Promise<Buffer>((done, fail) => {
      worker.once('message', (jpeg: Uint8Array) => done(Buffer.from(jpeg)))
      worker.once('error', fail)
      worker.once('exit', () => fail(new Error('The decoder gave up')))
    })
  } catch {
    throw refuse.unreadable()
  } finally {
    clearTimeout(slow)
    await worker.terminate()
  }
}
