import type { Ctx } from './db.ts'
import type { Relates } from './module.ts'

const registry = new Map<string, Relates>()

/** Makes known what tickets may be about; called when the app is put together. */
export function relate(kinds: Readonly<Record<string, Relates>>): void {
  for (const [type, it] of Object.entries(kinds)) registry.set(type, it)
}

/** The types of things that the modules of this operator declare. */
export const relatedTypes = (): string[] => [...registry.keys()].sort()

export interface RelatedThing {
  type: string
  id: string
  label: string
  href: string | null
}

/** Labels of things by type and id as the actor may see them; a type that no module knows is shown by its id, one that the actor may not see is missing. */
export async function relatedThings(ctx: Ctx, things: readonly { type: string; id: string }[]): Promise<Map<string, RelatedThing>> {
  const found = new Map<string, RelatedThing>()
  for (const type of new Set(things.map((t) => t.type))) {
    const ids = [...new Set(things.filter((t) => t.type === type).map((t) => t.id))]
    const known = registry.get(type)
    const labels = known ? await known.labels(ctx, ids) : new Map(ids.map((id) => [id, { label: `${type.replaceAll('_', ' ')} ${id}`, href: null }]))
    for (const [id, it] of labels) found.set(`${type}:${id}`, { type, id, ...it })
  }
  return found
}
