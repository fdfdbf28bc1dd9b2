import { createTransport } from 'nodemailer'
import type { Ctx } from '#platform/db'
import { setting } from '#platform/settings'
import { oneLine } from '#platform/texts'
import Type from 'typebox'
import { Unreachable, type Message, type Sender } from './message.ts'

export const replyTo = setting('notification.reply_to', {
  schema: Type.String({ maxLength: 200, pattern: '^$|^[^\\s@<>]+@[^\\s@<>]+$' }),
  default: '',
  sentence: 'Address that answers to notices go to; empty takes the sender of the mail',
})

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })

/**
 * The mail as bytes, the same for a provider and for the outbox: text and HTML, marked as automatic (RFC 3834) so that no
 * answering machine replies.
 */
export async function compose(ctx: Ctx, message: Pick<Message, 'to' | 'name' | 'subject' | 'text' | 'html' | 'messageId' | 'headers' | 'urgent'>): Promise<string> {
  const { config } = ctx
  const answers = (await replyTo(ctx)) || config.MAIL_FROM
  const info = await composer.sendMail({
    from: config.MAIL_FROM,
    // Whatever came from outside, a header is one line.
    to: message.name ? { name: oneLine(message.name), address: oneLine(message.to) } : oneLine(message.to),
    replyTo: answers,
    subject: oneLine(message.subject ?? ''),
    text: message.text,
    ...(message.html ? { html: message.html } : {}),
    messageId: message.messageId,
    date: ctx.now(),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...(message.urgent ? { Importance: 'high', 'X-Priority': '1' } : {}), ...message.headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never)
  return (info as unknown as { message: Buffer }).message.toString('utf8')
}

/** E-mail by SMTP. The Message-ID is the delivery's, so a mail that is sent again after a crash is recognised as the same. */
export function smtp(url: string): Sender {
  const transport = createTransport({ url, pool: true, maxConnections: 3, connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 } as never)
  return {
    name: 'smtp',
    send: async (ctx, message) => {
      try {
        const info = (await transport.sendMail({ envelope: { from: bareAddress(ctx.config.MAIL_FROM), to: [message.to] }, raw: message.raw! } as never)) as unknown as {
          response?: string
        }
        return { providerId: info.response?.slice(0, 200) ?? null }
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: number; code?: string }
        // A refused sign-in is ours to repair; every other 5yz is a final no to this message (RFC 5321).
        if (code !== 'EAUTH' && responseCode !== undefined && responseCode >= 500) throw new Unreachable((error as Error).message)
        throw error
      }
    },
  }
}

export const bareAddress = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from.trim()
