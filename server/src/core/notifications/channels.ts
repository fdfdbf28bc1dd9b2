import type { Config } from '#platform/config'
import { smtp } from './mail.ts'
import type { Message, Sender } from './message.ts'
import { mobilePush, webPush } from './push.ts'
import { twilioSms } from './sms.ts'

const kept = new WeakMap<Config, Map<string, Sender | null>>()

/** The provider that the configuration names for a message, or null: then it is captured in the outbox. */
export function senderFor(config: Config, message: Pick<Message, 'channel' | 'device'>): Sender | null {
  if (config.CAPTURE_MESSAGES) return null
  const kind = message.channel === 'push' ? (message.device?.platform === 'web' ? 'web' : 'mobile') : message.channel
  let senders = kept.get(config)
  if (!senders) kept.set(config, (senders = new Map()))
  if (!senders.has(kind)) senders.set(kind, make(config, kind))
  return senders.get(kind)!
}

function make(config: Config, kind: 'email' | 'sms' | 'web' | 'mobile'): Sender | null {
  switch (kind) {
    case 'email':
      return config.SMTP_URL ? smtp(config.SMTP_URL) : null
    case 'sms':
      return config.TWILIO_ACCOUNT_SID ? twilioSms(config) : null
    case 'web':
      return config.VAPID_PRIVATE_KEY ? webPush(config) : null
    case 'mobile':
      return config.FCM_SERVICE_ACCOUNT ? mobilePush(config.FCM_SERVICE_ACCOUNT) : null
  }
}

/** Puts another sender in place, for tests of the pipeline. */
export function useSender(config: Config, kind: 'email' | 'sms' | 'web' | 'mobile', sender: Sender): void {
  const senders = kept.get(config) ?? new Map<string, Sender | null>()
  kept.set(config, senders.set(kind, sender))
}
