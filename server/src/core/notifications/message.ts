import type { Ctx } from '#platform/db'
import type { Channel } from './registry.ts'

/** A message as a provider gets it. */
export interface Message {
  deliveryId: string
  channel: Exclude<Channel, 'inbox'>
  /** Address, number, or name of the device. */
  to: string
  name: string
  subject: string | null
  text: string
  html: string | null
  link: string | null
  urgent: boolean
  /** Mail: headers besides the usual ones. */
  headers: Record<string, string>
  messageId: string
  /** Mail: the message as bytes. */
  raw: string | null
  device: { platform: 'web' | 'android' | 'ios'; token: string } | null
  /** True when an earlier try may have reached the provider. */
  again: boolean
  /** When the first try began. */
  since: Date
}

export interface Sender {
  readonly name: string
  /** Hands the message over. Throws `Unreachable` when trying again is no use, anything else when it is. */
  send: (ctx: Ctx, message: Message) => Promise<{ providerId: string | null }>
}

/** The address, number or device does not take this message, and will not take it later. */
export class Unreachable extends Error {
  /** The device is gone and may be forgotten. */
  readonly gone: boolean
  constructor(said: string, gone = false) {
    super(said)
    this.gone = gone
  }
}
