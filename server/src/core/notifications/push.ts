import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import Type from 'typebox'
import type { Config } from '#platform/config'
import { sha256 } from '#platform/crypto'
import type { Ctx } from '#platform/db'
import { setting } from '#platform/settings'
import { refuse } from './refusals.ts'
import { Unreachable, type Message, type Sender } from './message.ts'

export const pushHosts = setting('notification.push_hosts', {
  schema: Type.Array(Type.String({ minLength: 3, maxLength: 200, pattern: '^(\\*\\.)?[a-z0-9.-]+(:\\d+)?$' }), { maxItems: 50 }),
  default: ['fcm.googleapis.com', '*.googleapis.com', 'updates.push.services.mozilla.com', '*.push.services.mozilla.com', '*.push.apple.com', '*.notify.windows.com'],
  sentence: 'Hosts of push services that browsers may name; to no other address is anything sent',
})

interface Subscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** Lengths of the two keys of a subscription in bytes: an uncompressed point of P-256 and a secret (RFC 8291). */
const keyBytes = { p256dh: 65, auth: 16 } as const
const isKey = (text: unknown, bytes: number): text is string => typeof text === 'string' && /^[\w-]+={0,2}$/.test(text) && Buffer.from(text, 'base64url').length === bytes

// A push service has a public name; an address or a name of this house is never one.
const inHouse = (hostname: string): boolean =>
  isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || !hostname.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa)\.?$/.test(hostname)

/** Reads a browser's subscription. Its address comes from outside, so only the known push services are called; undefined for anything else. */
export async function readSubscription(ctx: Ctx, token: string): Promise<Subscription | undefined> {
  try {
    const { endpoint, keys } = JSON.parse(token) as Subscription
    const url = new URL(endpoint)
    const hosts = await pushHosts(ctx)
    const known = hosts.some((h) => (h.startsWith('*.') ? url.host.endsWith(h.slice(1)) : url.host === h))
    // Plain HTTP and an address only to this machine, and only when it is named: for a push service of one's own.
    const own = url.hostname === '127.0.0.1' && hosts.includes(url.host)
    const safe = own || (url.protocol === 'https:' && !inHouse(url.hostname))
    const complete = isKey(keys.p256dh, keyBytes.p256dh) && isKey(keys.auth, keyBytes.auth)
    return known && safe && complete && url.username === '' ? { endpoint, keys } : undefined
  } catch {
    return undefined
  }
}

/** Refuses a browser that could not be sent to; phones' tokens are opaque, and Firebase says when one is not good. */
export async function checkDevice(ctx: Ctx, device: { platform: string; token: string }): Promise<void> {
  if (device.platform === 'web' && !(await readSubscription(ctx, device.token))) throw refuse.push_refused()
}

/** What the service worker of the portal shows. The tag makes a repeated message replace the first on the device. */
const payloadOf = (message: Message): string =>
  JSON.stringify({ title: message.subject ?? '', body: message.text, url: message.link, tag: message.deliveryId, urgent: message.urgent })

const lifetime = (message: Message): number => (message.urgent ? 4 : 24) * 3600

/** Push to browsers (RFC 8030, VAPID). A subscription that the service calls gone is forgotten. */
export function webPush(config: Config): Sender {
  return {
    name: 'web-push',
    send: async (ctx, message) => {
      const subscription = await readSubscription(ctx, message.device!.token)
      if (!subscription) throw new Unreachable('This is not a subscription of a known push service', true)
      const { generateRequestDetails } = (await import('web-push')).default
      const request = generateRequestDetails(subscription, payloadOf(message), {
        vapidDetails: { subject: config.VAPID_SUBJECT!, publicKey: config.VAPID_PUBLIC_KEY!, privateKey: config.VAPID_PRIVATE_KEY! },
        TTL: lifetime(message),
        urgency: message.urgent ? 'high' : 'normal',
        // A second message with the same topic replaces the first while it waits at the service.
        topic: sha256(message.deliveryId).slice(0, 32),
      })
      const answer = await fetch(request.endpoint, {
        method: request.method,
        headers: request.headers as Record<string, string>,
        body: request.body as never,
        redirect: 'error',
        signal: AbortSignal.timeout(15_000),
      })
      if (answer.ok) return { providerId: answer.headers.get('location')?.slice(0, 200) ?? null }
      const said = `The push service answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`
      if (answer.status === 404 || answer.status === 410) throw new Unreachable(said, true)
      if (answer.status === 400 || answer.status === 413) throw new Unreachable(said)
      throw new Error(said)
    },
  }
}

/** What of Firebase Messaging is used. */
export interface Messaging {
  send: (message: object) => Promise<string>
}

const goneCodes = new Set(['messaging/registration-token-not-registered', 'messaging/invalid-registration-token', 'messaging/mismatched-credential'])

/** Push to phones by Firebase Cloud Messaging. */
export function mobilePush(serviceAccount: string, open?: () => Promise<Messaging>): Sender {
  let messaging: Promise<Messaging> | undefined
  const connect =
    open ??
    (async () => {
      const [{ initializeApp, cert }, { getMessaging }] = await Promise.all([import('firebase-admin/app'), import('firebase-admin/messaging')])
      return getMessaging(initializeApp({ credential: cert(JSON.parse(await readFile(serviceAccount, 'utf8')) as never) }, `manifold ${serviceAccount}`)) as never
    })
  return {
    name: 'fcm',
    send: async (_ctx, message) => {
      try {
        const providerId = await (
          await (messaging ??= connect())
        ).send({
          token: message.device!.token,
          notification: { title: message.subject ?? '', body: message.text },
          data: { url: message.link ?? '', tag: message.deliveryId },
          android: { priority: message.urgent ? 'high' : 'normal', ttl: lifetime(message) * 1000, collapseKey: message.deliveryId, notification: { tag: message.deliveryId } },
          apns: { headers: { 'apns-collapse-id': message.deliveryId, 'apns-priority': message.urgent ? '10' : '5' } },
        })
        return { providerId }
      } catch (error) {
        const { code = '' } = error as { code?: string }
        if (goneCodes.has(code)) throw new Unreachable((error as Error).message, true)
        if (code === 'messaging/invalid-argument' || code === 'messaging/invalid-payload') throw new Unreachable((error as Error).message)
        throw error
      }
    },
  }
}
