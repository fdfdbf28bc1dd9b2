import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Config } from './config.ts'

const keys = new Map<string, Buffer>()
const keyFor = (config: Pick<Config, 'secret'>, purpose: string): Buffer => {
  const id = `${purpose}:${config.secret}`
  let key = keys.get(id)
  if (!key) keys.set(id, (key = Buffer.from(hkdfSync('sha256', config.secret, 'manifold', purpose, 32))))
  return key
}

/** AES-256-GCM with a key of its own per purpose; the answer is `v1.<iv>.<tag>.<text>` in base64url. */
export function encrypt(config: Pick<Config, 'secret'>, purpose: string, plain: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(config, purpose), iv)
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return ['v1', iv.toString('base64url'), cipher.getAuthTag().toString('base64url'), body.toString('base64url')].join('.')
}

/** Undoes `encrypt`; throws when the text was changed or the key is another one. */
export function decrypt(config: Pick<Config, 'secret'>, purpose: string, sealed: string): string {
  const [version, iv, tag, body] = sealed.split('.')
  if (version !== 'v1' || iv === undefined || tag === undefined || body === undefined) throw new Error('This is not a sealed text')
  const decipher = createDecipheriv('aes-256-gcm', keyFor(config, purpose), Buffer.from(iv, 'base64url'))
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
}

/** Keyed hash, base64url. The purpose separates the uses, so a signature for one is worthless for another. */
export const sign = (config: Pick<Config, 'secret'>, purpose: string, text: string): string => createHmac('sha256', keyFor(config, purpose)).update(text).digest('base64url')

/** Compares in constant time. */
export function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('base64url')

/** A secret of `bytes` random bytes, base64url. */
export const secretToken = (bytes = 24): string => randomBytes(bytes).toString('base64url')
