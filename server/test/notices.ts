import { setup } from '../src/app.ts'
import { declareTopics, defineNotice } from '#core/notifications'
import type { TestApp } from './app.ts'

declare module '#platform/events' {
  interface Events {
    'test.news': { personIds: string[]; email?: string; subject?: string; key?: string; poison?: string; thread?: string }
    'test.alarm': { personIds: string[] }
    'test.offer': { personIds: string[] }
    'test.two': { personIds: string[] }
  }
}

declareTopics([
  { name: 'test.news', sentence: 'News about your requests', audience: 'customer' },
  { name: 'test.alarm', sentence: 'Safety', always: true, audience: 'customer' },
  { name: 'test.offer', sentence: 'Offers', marketing: true, audience: 'customer' },
  { name: 'test.desk', sentence: 'Work of the desk', audience: 'staff' },
])

/** Turned on by a test that wants a notice to break; says for whom and how often. */
export const broken = new Map<string, number>()

defineNotice({
  event: 'test.news',
  topic: 'test.news',
  sentence: 'A request has news',
  audience: async (_ctx, { payload }) => [...payload.personIds.map((personId) => ({ personId })), ...(payload.email ? [{ email: payload.email, name: 'Guest' }] : [])],
  vars: async (_ctx, { payload, at }, recipient) => {
    const left = broken.get(recipient.key) ?? 0
    if (left > 0) {
      broken.set(recipient.key, left - 1)
      throw new Error('this one is poisoned')
    }
    return payload.subject === 'nothing' ? null : { subject: payload.subject ?? 'News', at: new Date(at) }
  },
  href: () => '/requests/GAS-1',
  threadKey: ({ payload }) => payload.thread ?? null,
  key: ({ seq, payload }) => payload.key ?? String(seq),
  expiresAfter: 48 * 3_600_000,
  templates: {
    inbox: { subject: '{{subject}}', text: 'It happened on {{at}}.' },
    email: { subject: '{{subject}}', text: 'Hello {{name}},\n\n{{subject}} happened on {{at}}.\nSee <more>.', button: 'Open the request' },
    sms: { text: '{{subject}} at {{operatorName}}.' },
    push: { subject: '{{subject}}', text: 'It happened on {{at}}.' },
  },
  channels: ['inbox', 'email', 'push'],
  sample: { subject: 'Your meter was read', at: new Date('2026-11-21T12:50:00Z') },
})

const everybody = async (_ctx: unknown, { payload }: { payload: { personIds: string[] } }) => payload.personIds.map((personId) => ({ personId }))
const words = (subject: string) => ({ inbox: { subject, text: subject }, email: { subject, text: subject }, sms: { text: subject } })
defineNotice({
  event: 'test.alarm',
  topic: 'test.alarm',
  sentence: 'There is an alarm',
  audience: everybody,
  vars: async () => ({}),
  urgent: true,
  templates: words('Alarm'),
  sample: {},
})
defineNotice({ event: 'test.offer', topic: 'test.offer', sentence: 'There is an offer', audience: everybody, vars: async () => ({}), templates: words('Offer'), sample: {} })
defineNotice({
  event: 'test.two',
  name: 'test.two.customer',
  topic: 'test.news',
  sentence: 'First of two',
  audience: everybody,
  vars: async () => ({}),
  templates: { inbox: { subject: 'First', text: '1' } },
  sample: {},
})
defineNotice({
  event: 'test.two',
  name: 'test.two.staff',
  topic: 'test.desk',
  sentence: 'Second of two',
  audience: async () => {
    throw new Error('this audience is poisoned')
  },
  vars: async () => ({}),
  templates: { inbox: { subject: 'Second', text: '2' } },
  sample: {},
})

export const noticeTools = (t: TestApp) => ({
  /** Writes templates and rules again, as a start of the product does. */
  restart: () => setup(t.deps),
  outbox: () => t.rows('select * from notices.outbox order by id'),
  deliveries: (where = 'true') => t.rows(`select * from notices.deliveries where ${where} order by id`),
  states: async () => (await t.rows(`select channel, status from notices.deliveries order by channel, status`)).map((d) => `${d.channel} ${d.status}`),
})
