import { eq } from 'drizzle-orm'
import type { Static, TSchema } from 'typebox'
import Value from 'typebox/value'
import { read, type Ctx, type Tx } from './db.ts'
import { notifyProcesses } from './events.ts'
import { common } from './problems.ts'
import { settingHistory, settings } from './schema.ts'

export interface Setting<T> {
  (ctx: Ctx): Promise<T>
  readonly key: string
  readonly schema: TSchema
  readonly default: T
  readonly sentence: string
  /** Whether anybody may read it (the apps need it before sign-in). */
  readonly public: boolean
}

const registry = new Map<string, Setting<unknown>>()
export const allSettings = (): Setting<unknown>[] => [...registry.values()].sort((a, b) => a.key.localeCompare(b.key))

/** Declares a setting that administrators may change while the product runs; the answer reads it. */
export function setting<T extends TSchema>(key: string, definition: { schema: T; default: Static<T>; sentence: string; public?: boolean }): Setting<Static<T>> {
  const it = Object.assign(async (ctx: Ctx) => ((await changed(ctx)).get(key) ?? definition.default) as Static<T>, { public: false, key, ...definition })
  if (registry.has(key)) throw new Error(`The setting ${key} is declared twice`)
  registry.set(key, it as Setting<unknown>)
  return it
}

const load = read<{ key: string; value: unknown }>('platform.settings', 'select key, value from platform.settings')
let cache = new WeakMap<object, { values: Map<string, unknown>; until: number }>()

// The cache hangs on the configuration, which each running app has one of.
async function changed(ctx: Ctx): Promise<Map<string, unknown>> {
  const kept = cache.get(ctx.config)
  if (kept && kept.until > performance.now()) return kept.values
  const values = new Map((await load(ctx)).map((r) => [r.key, r.value]))
  cache.set(ctx.config, { values, until: performance.now() + 10_000 })
  return values
}
/** Another process changed a setting. */
export const forgetSettings = (): void => void (cache = new WeakMap())

/** Changes a setting; refuses an unknown key and a value of the wrong form; keeps before, after and why. */
export async function changeSetting(tx: Tx, key: string, value: unknown, reason: string | null): Promise<void> {
  const it = registry.get(key)
  if (!it) throw common.not_found()
  const wrong = [...Value.Errors(it.schema, value)]
  if (wrong.length > 0) throw common.invalid({ errors: wrong.map((e) => ({ path: `value${e.instancePath.replaceAll('/', '.')}`, message: e.message })) })
  const [old] = await tx.db.select().from(settings).where(eq(settings.key, key)).for('update')
  await tx.db
    .insert(settings)
    .values({ key, value, changedAt: tx.now() })
    .onConflictDoUpdate({ target: settings.key, set: { value, version: (old?.version ?? 0) + 1, changedAt: tx.now() } })
  await tx.db.insert(settingHistory).values({ key, before: old?.value ?? it.default, after: value, reason, actorId: tx.actor.id, actorName: tx.actor.name, at: tx.now() })
  await notifyProcesses(tx, 'settings', key)
}
