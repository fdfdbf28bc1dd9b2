import { desc, eq } from 'drizzle-orm'
import Type from 'typebox'
import { audit } from '#platform/audit'
import { inTransaction } from '#platform/db'
import type { App } from '#platform/module'
import { Body, Id, Instant, Nullable } from '#platform/openapi'
import { settingHistory } from '#platform/schema'
import { allSettings, changeSetting } from '#platform/settings'
import { MaybeText } from '#platform/texts'

const SettingOut = Type.Object({ key: Type.String(), value: Type.Unknown(), default: Type.Unknown(), sentence: Type.String(), schema: Type.Unknown() })
const Change = Type.Object({ id: Id, key: Type.String(), before: Type.Unknown(), after: Type.Unknown(), reason: Nullable(Type.String()), actorName: Type.String(), at: Instant })

export function settingRoutes(app: App): void {
  app.get(
    '/public',
    { config: { may: 'anyone' }, schema: { summary: 'What the apps need before sign-in', response: { 200: Type.Record(Type.String(), Type.Unknown()) } } },
    async (req) => {
      const { config } = req.ctx
      const own = await Promise.all(allSettings().flatMap((s) => (s.public ? [s(req.ctx).then((v) => [s.key, v] as const)] : [])))
      return {
        operatorName: config.OPERATOR_NAME,
        timeZone: config.OPERATOR_TIME_ZONE,
        emergencyNumber: config.EMERGENCY_NUMBER,
        lines: config.lines,
        demo: !config.production,
        vapidPublicKey: config.VAPID_PUBLIC_KEY ?? null,
        signedIn: req.actor.kind !== 'anyone',
        ...Object.fromEntries(own),
      }
    },
  )

  app.get('/settings', { config: { may: 'config.read' }, schema: { summary: 'All settings', response: { 200: Type.Object({ data: Type.Array(SettingOut) }) } } }, async (req) => ({
    data: await Promise.all(allSettings().map(async (s) => ({ key: s.key, value: await s(req.ctx), default: s.default, sentence: s.sentence, schema: s.schema }))),
  }))

  app.put(
    '/settings/:key',
    {
      config: { may: 'config.change' },
      schema: {
        summary: 'Change a setting',
        params: Type.Object({ key: Type.String() }),
        body: Body({ value: Type.Unknown(), reason: Type.Optional(MaybeText({ maxLength: 500 })) }),
        response: { 204: Type.Null() },
      },
    },
    async (req, reply) => {
      const { key } = req.params
      await inTransaction(req.ctx, async (ctx) => {
        await changeSetting(ctx, key, req.body.value, req.body.reason ?? null)
        await audit(ctx, { action: 'setting.changed', noun: 'setting', nounId: key, after: { value: req.body.value }, reason: req.body.reason ?? null })
      })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/settings/:key/history',
    {
      config: { may: 'config.read' },
      schema: { summary: 'How a setting was changed', params: Type.Object({ key: Type.String() }), response: { 200: Type.Object({ data: Type.Array(Change) }) } },
    },
    async (req) => ({
      data: (await req.ctx.db.select().from(settingHistory).where(eq(settingHistory.key, req.params.key)).orderBy(desc(settingHistory.at)).limit(100)).map((c) => ({
        ...c,
        at: c.at.toISOString(),
      })),
    }),
  )
}
