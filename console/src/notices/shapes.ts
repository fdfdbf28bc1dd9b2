import { fixed } from '#shell/filters.ts'

export const channelWord = { inbox: 'In the app', email: 'E-mail', push: 'Push', sms: 'Text message' } as const
export type Channel = keyof typeof channelWord
export const channelOptions = fixed(Object.entries(channelWord))

export interface Template {
  id: string
  event: string
  notice: string
  sentence: string
  topic: string
  channel: Channel
  language: string
  subject: string | null
  text: string
  html: string | null
  button: string | null
  edited: boolean
  variables: string[]
  updatedAt: string
  version: number
}
export interface NoticeRule {
  id: string
  event: string
  notice: string
  sentence: string
  topic: string
  audience: { kind: 'default' | 'team' | 'person'; id: string | null; label: string }
  channels: Channel[]
  possible: Channel[]
  active: boolean
  builtIn: boolean
  updatedAt: string
  version: number
}
export interface Delivery {
  id: string
  event: string
  notice: string
  topic: string
  channel: Channel
  status: string
  recipient: { id: string; name: string } | null
  to: string | null
  attempts: number
  error: string | null
  provider: string | null
  providerId: string | null
  retryOf: string | null
  createdAt: string
  dueAt: string
  sentAt: string | null
}
export interface Captured {
  id: string
  deliveryId: string | null
  channel: Channel
  to: string
  subject: string | null
  at: string
}
export interface CapturedMail extends Captured {
  text: string
  html: string | null
  headers: Record<string, string>
  raw: string | null
}
export const statusWords: Record<string, string> = {
  queued: 'Waiting',
  suppressed: 'Not wanted',
  sending: 'Being sent',
  sent: 'Sent',
  retrying: 'Tried again soon',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Failed',
}
export const statusTone: Record<string, 'plain' | 'ok' | 'warn' | 'danger' | 'info'> = {
  queued: 'info',
  suppressed: 'plain',
  sending: 'info',
  sent: 'ok',
  retrying: 'warn',
  delivered: 'ok',
  read: 'ok',
  failed: 'danger',
}
