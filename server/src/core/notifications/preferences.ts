import { eq } from 'drizzle-orm'
import { userId } from '#platform/access'
import { inTransaction, type Ctx } from '#platform/db'
import { common } from '#platform/problems'
import type { QuietHours } from './quiet.ts'
import { refuse } from './refusals.ts'
import { allTopics, channels, enabledAtFirst, topicOf, type Channel } from './registry.ts'
import { preferences, quietHours } from './schema.ts'

export type Choice = Record<Channel, boolean>
export interface TopicChoice {
  topic: string
  sentence: string
  always: boolean
  channels: Choice
}
export interface Preferences {
  topics: TopicChoice[]
  quietHours: QuietHours | null
}

/** What the actor gets where. Topics for staff are shown to staff only. */
export async function myPreferences(ctx: Ctx): Promise<Preferences> {
  const me = userId(ctx.actor)
  const rows = await ctx.db.select().from(preferences).where(eq(preferences.recipient, me))
  const chosen = new Map(rows.map((r) => [`${r.topic} ${r.channel}`, r.enabled]))
  const [quiet] = await ctx.db.select().from(quietHours).where(eq(quietHours.personId, me))
  return {
    topics: allTopics()
      .filter((t) => t.audience === 'customer' || ctx.actor.staff)
      .map((t) => ({
        topic: t.name,
        sentence: t.sentence,
        always: t.always ?? false,
        channels: Object.fromEntries(channels.map((c) => [c, t.always || (chosen.get(`${t.name} ${c}`) ?? enabledAtFirst(t, c))])) as Choice,
      })),
    quietHours: quiet ? { start: quiet.start, end: quiet.end, timeZone: quiet.timeZone } : null,
  }
}

/** Changes what is named, and leaves the rest. `notification.always_on` for a safety or security topic that would be switched off. */
export async function choose(
  ctx: Ctx,
  wish: { topics?: readonly { topic: string; channels: Partial<Choice> }[] | undefined; quietHours?: QuietHours | null | undefined },
): Promise<Preferences> {
  const me = userId(ctx.actor)
  const rows = (wish.topics ?? []).flatMap(({ topic, channels: wanted }, i) => {
    const known = topicOf(topic)
    if (!known) throw common.invalid({ errors: [{ path: `topics.${i}.topic`, message: 'is not a topic' }] })
    const entries = Object.entries(wanted) as [Channel, boolean][]
    if (known.always) {
      if (entries.some(([, on]) => !on)) throw refuse.always_on({ errors: [{ path: `topics.${i}`, message: 'cannot be switched off' }] })
      return []
    }
    return entries.map(([channel, enabled]) => ({ recipient: me, topic, channel, enabled, at: ctx.now() }))
  })
  const quiet = wish.quietHours
  if (quiet) checkQuiet(quiet)
  await inTransaction(ctx, async (ctx) => {
    for (const row of rows)
      await ctx.db
        .insert(preferences)
        .values(row)
        .onConflictDoUpdate({ target: [preferences.recipient, preferences.topic, preferences.channel], set: { enabled: row.enabled, at: row.at } })
    if (quiet === null) await ctx.db.delete(quietHours).where(eq(quietHours.personId, me))
    if (quiet)
      await ctx.db
        .insert(quietHours)
        .values({ personId: me, ...quiet })
        .onConflictDoUpdate({ target: quietHours.personId, set: quiet })
  })
  return myPreferences(ctx)
}

function checkQuiet({ start, end, timeZone }: QuietHours): void {
  if (start === end) throw common.invalid({ errors: [{ path: 'quietHours.end', message: 'must differ from the start' }] })
  try {
    Temporal.Now.zonedDateTimeISO(timeZone)
  } catch {
    throw common.invalid({ errors: [{ path: 'quietHours.timeZone', message: 'is not a time zone' }] })
  }
}
