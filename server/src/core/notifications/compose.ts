import { read, type Ctx } from '#platform/db'
import { sha256 } from '#platform/crypto'
import { devicesOf } from '#core/users'
import { compose } from './mail.ts'
import { Unreachable, type Message } from './message.ts'
import { topicOf, type Addressee, type Channel, type Notice, type Vars, type Words } from './registry.ts'
import { defaultWords, writeNotice, type Written } from './render.ts'
import { unsubscribeLink } from './unsubscribe.ts'

const template = read<{ subject: string | null; text: string; html: string | null; button: string | null }>(
  'notices.template',
  `select subject, text, html, button from notices.templates where notice = $1 and channel = $2 and language = any($3::text[]) order by array_position($3::text[], language) limit 1`,
)

/** The languages to look for, best first: `hi-IN`, `hi`, `en`. */
export const languagesOf = (locale: string): string[] => [...new Set([locale, locale.split('-')[0]!, 'en'])]

/** The words of a notice in the recipient's language. A template that cannot be read does not lose the notice: the default words go out. */
export async function write(ctx: Ctx, notice: Notice, channel: Channel, to: { addressee: Addressee; vars: Vars; href: string | null }): Promise<Written> {
  const options = { ...to, channel, unsubscribe: channel === 'email' && !topicOf(notice.topic)?.always ? unsubscribeLink(ctx, to.addressee.key, notice.topic) : null }
  const [row] = await template(ctx, [notice.name, channel, languagesOf(to.addressee.locale)])
  if (row) {
    try {
      return writeNotice(ctx, wordsOf(row), options)
    } catch (err) {
      ctx.log.error({ err, notice: notice.name, channel }, 'a template cannot be read; the default words go out')
    }
  }
  return writeNotice(ctx, defaultWords(notice, channel), options)
}

export const wordsOf = (row: { subject: string | null; text: string; html: string | null; button: string | null }): Words => ({
  text: row.text,
  ...(row.subject === null ? {} : { subject: row.subject }),
  ...(row.html === null ? {} : { html: row.html }),
  ...(row.button === null ? {} : { button: row.button }),
})

const earlier = read<{ messageId: string }>(
  'notices.thread',
  `select message_id "messageId" from notices.deliveries where thread_key = $1 and recipient = $2 and channel = 'email' and id < $3 and message_id is not null order by id desc limit 5`,
)

export interface Sending {
  id: string
  channel: Channel
  topic: string
  target: string
  threadKey: string | null
  startedAt: Date | null
  attempts: number
  status: string
}

/** The message for a provider or the outbox. Throws `Unreachable` when the address or the device is gone. */
export async function messageOf(ctx: Ctx, delivery: Sending, written: Written, addressee: Addressee, urgent: boolean): Promise<Message> {
  const channel = delivery.channel as Message['channel']
  const host = new URL(ctx.config.publicUrl).hostname
  const device = channel === 'push' ? ((await devicesOf(ctx, [addressee.personId!])).find((d) => d.id === delivery.target) ?? null) : null
  const to = channel === 'email' ? addressee.email : channel === 'sms' ? addressee.phone : device && `${device.platform} device ${device.id.slice(-6)}`
  if (!to) throw new Unreachable(channel === 'push' ? 'The device is not registered any more' : 'There is no address any more')
  const message: Message = {
    ...written,
    deliveryId: delivery.id,
    channel,
    to,
    name: addressee.name,
    urgent,
    headers: {},
    messageId: `<${delivery.id}@${host}>`,
    raw: null,
    device: device && { platform: device.platform, token: device.token },
    again: delivery.status !== 'queued',
    since: delivery.startedAt ?? ctx.now(),
  }
  if (channel === 'email') {
    message.headers = await mailHeaders(ctx, delivery, addressee, host)
    message.raw = await compose(ctx, message)
  }
  return message
}

async function mailHeaders(ctx: Ctx, delivery: Sending, addressee: Addressee, host: string): Promise<Record<string, string>> {
  const headers: Record<string, string> = {}
  if (delivery.threadKey) {
    // A made-up first message that all mails of the thread answer, so that they hang together in whatever order they come.
    const root = `<thread.${sha256(delivery.threadKey).slice(0, 24)}@${host}>`
    const before = (await earlier(ctx, [delivery.threadKey, addressee.key, delivery.id])).map((m) => m.messageId)
    headers['In-Reply-To'] = before[0] ?? root
    headers.References = [root, ...before.toReversed()].join(' ')
  }
  if (!topicOf(delivery.topic)?.always) {
    headers['List-Unsubscribe'] = `<${unsubscribeLink(ctx, addressee.key, delivery.topic)}>`
    headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click'
  }
  return headers
}
