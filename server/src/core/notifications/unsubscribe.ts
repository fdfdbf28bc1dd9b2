import { sign, same } from '#platform/crypto'
import { inTransaction, read, type Ctx } from '#platform/db'
import { refuse } from './refusals.ts'
import { enabledAtFirst, topicOf } from './registry.ts'
import { preferences } from './schema.ts'

const purpose = 'notice.unsubscribe'
const tokenOf = (ctx: Ctx, recipient: string, topic: string): string => {
  const body = Buffer.from(JSON.stringify([recipient, topic])).toString('base64url')
  return `${body}.${sign(ctx.config, purpose, body)}`
}

/** The link in a mail that stops mail of its topic. It needs no sign-in and does not expire: people act on old mail. */
export const unsubscribeLink = (ctx: Ctx, recipient: string, topic: string): string =>
  `${ctx.config.publicUrl}/api/v1/notification/unsubscribe?token=${tokenOf(ctx, recipient, topic)}`

const chosen = read<{ enabled: boolean }>('notices.chosen', `select enabled from notices.preferences where recipient = $1 and topic = $2 and channel = 'email'`)

export interface Subscription {
  topic: string
  sentence: string
  subscribed: boolean
}

/** What a link is about and how it stands. Changes nothing, because mail programs open links by themselves. */
export async function subscriptionOf(ctx: Ctx, token: string): Promise<Subscription> {
  const { recipient, topic } = readToken(ctx, token)
  const [row] = await chosen(ctx, [recipient, topic.name])
  return { topic: topic.name, sentence: topic.sentence, subscribed: row?.enabled ?? enabledAtFirst(topic, 'email') }
}

/** Stops mail of the topic, or starts it again. */
export async function setSubscribed(ctx: Ctx, token: string, enabled: boolean): Promise<Subscription> {
  const { recipient, topic } = readToken(ctx, token)
  const set = { enabled, at: ctx.now() }
  await inTransaction(ctx, (ctx) =>
    ctx.db
      .insert(preferences)
      .values({ recipient, topic: topic.name, channel: 'email', ...set })
      .onConflictDoUpdate({ target: [preferences.recipient, preferences.topic, preferences.channel], set }),
  )
  return { topic: topic.name, sentence: topic.sentence, subscribed: enabled }
}

function readToken(ctx: Ctx, token: string) {
  const [body = '', signature = ''] = token.split('.')
  if (!same(signature, sign(ctx.config, purpose, body))) throw refuse.link_invalid()
  const [recipient, name] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [string, string]
  const topic = topicOf(name)
  if (!topic || topic.always) throw refuse.link_invalid()
  return { recipient, topic }
}
