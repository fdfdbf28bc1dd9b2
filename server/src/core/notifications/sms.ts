import type { Config } from '#platform/config'
import { Unreachable, type Sender } from './message.ts'

/** Numbers that cannot take a message, by Twilio's error codes: invalid, not mobile, opted out, no permission for the region. */
const finalCodes = new Set([21211, 21214, 21217, 21219, 21401, 21407, 21408, 21421, 21606, 21608, 21610, 21612, 21614, 21617])

/** What of Twilio's client is used. */
export interface Texting {
  messages: {
    create: (message: { to: string; from: string; body: string; statusCallback: string }) => Promise<{ sid: string }>
    list: (filter: { to: string; dateSentAfter: Date; limit: number }) => Promise<{ sid: string; body: string }[]>
  }
}

/** SMS by Twilio. It has no idempotency key, so after a try with an unknown end the message is looked for before it is sent again. */
export function twilioSms(config: Config, open?: () => Promise<Texting>): Sender {
  let client: Promise<Texting> | undefined
  const connect = open ?? (async () => (await import('twilio')).default(config.TWILIO_ACCOUNT_SID!, config.TWILIO_AUTH_TOKEN!) as unknown as Texting)
  return {
    name: 'twilio',
    send: async (_ctx, { to, text, again, since }) => {
      const { messages } = await (client ??= connect())
      try {
        if (again) {
          const sent = (await messages.list({ to, dateSentAfter: since, limit: 20 })).find((m) => m.body === text)
          if (sent) return { providerId: sent.sid }
        }
        return { providerId: (await messages.create({ to, from: config.TWILIO_FROM!, body: text, statusCallback: `${config.publicUrl}/api/v1/notification/receipts/sms` })).sid }
      } catch (error) {
        const { code } = error as { code?: number }
        throw code !== undefined && finalCodes.has(code) ? new Unreachable((error as Error).message) : error
      }
    },
  }
}
