import { createReadStream } from 'node:fs'
import { mkdir, rm, writeFile, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { Readable } from 'node:stream'
import type { Config } from './config.ts'

/** Where files are kept: the local disk, or an S3-compatible store by configuration. */
export interface Storage {
  put(key: string, body: Buffer, contentType: string): Promise<void>
  /** Throws when there is no such file. */
  get(key: string): Promise<Readable>
  remove(key: string): Promise<void>
  check(): Promise<void>
}

const stores = new WeakMap<Config, Storage>()
export function storageOf(config: Config): Storage {
  let store = stores.get(config)
  if (!store) stores.set(config, (store = config.S3_BUCKET ? s3(config) : disk(join(config.dataDir, 'files'))))
  return store
}

function disk(root: string): Storage {
  const path = (key: string) => {
    const full = resolve(root, key)
    if (!full.startsWith(root + sep)) throw new Error('This key leaves the store')
    return full
  }
  return {
    put: async (key, body) => {
      await mkdir(dirname(path(key)), { recursive: true })
      await writeFile(path(key), body)
    },
    get: async (key) => {
      await stat(path(key))
      return createReadStream(path(key))
    },
    remove: (key) => rm(path(key), { force: true }),
    check: async () => void (await mkdir(root, { recursive: true })),
  }
}

function s3(config: Config): Storage {
  const bucket = config.S3_BUCKET!
  // Loaded late: an operator with local files does not pay for the client.
  const open = (async () => {
    const s3 = await import('@aws-sdk/client-s3')
    const credentials = config.S3_ACCESS_KEY_ID && config.S3_SECRET_ACCESS_KEY ? { accessKeyId: config.S3_ACCESS_KEY_ID, secretAccessKey: config.S3_SECRET_ACCESS_KEY } : undefined
    const client = new s3.S3Client({
      region: config.S3_REGION,
      ...(config.S3_ENDPOINT ? { endpoint: config.S3_ENDPOINT, forcePathStyle: true } : {}),
      ...(credentials ? { credentials } : {}),
    })
    return { s3, client }
  })()
  open.catch(() => undefined)
  return {
    put: async (key, body, contentType) => {
      const { s3, client } = await open
      await client.send(new s3.PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }))
    },
    get: async (key) => {
      const { s3, client } = await open
      return (await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key: key }))).Body as Readable
    },
    remove: async (key) => {
      const { s3, client } = await open
      await client.send(new s3.DeleteObjectCommand({ Bucket: bucket, Key: key }))
    },
    check: async () => {
      const { s3, client } = await open
      await client.send(new s3.HeadBucketCommand({ Bucket: bucket }))
    },
  }
}
