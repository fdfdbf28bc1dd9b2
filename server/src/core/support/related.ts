import { readText, type Ctx } from '#platform/db'
import type { Relates } from '#platform/module'
import { relatedThings, relatedTypes } from '#platform/relates'
import { visibleTickets } from './access.ts'
import { refuse } from './refusals.ts'

/** Refuses a thing of a type that no module declares, naming those there are, and one that the actor may not see. */
export async function checkRelated(ctx: Ctx, thing: { type: string; id: string } | null | undefined): Promise<void> {
  if (!thing) return
  const types = relatedTypes()
  if (!types.includes(thing.type)) throw refuse.related_type({ errors: [{ path: 'relatedTo.type', message: `must be one of ${types.join(', ')}` }], extra: { types } })
  if (!(await relatedThings(ctx, [thing])).size) throw refuse.related_unknown({ errors: [{ path: 'relatedTo', message: 'is not known' }] })
}

/** A ticket may be about another one: the earlier request that somebody comes back to. By id or reference. */
export const relates: Readonly<Record<string, Relates>> = {
  ticket: {
    label: 'Request',
    labels: async (ctx, ids) => {
      const params: unknown[] = [ids]
      const rows = await readText<{ id: string; reference: string; subject: string }>(
        ctx,
        `select t.id, t.reference, t.subject from support.tickets t where (t.id::text = any($1::text[]) or t.reference = any($1::text[])) and ${visibleTickets(ctx.actor, 't', params)}`,
        params,
      )
      return new Map(
        rows.flatMap(({ id, reference, subject }) => {
          const it = { label: `${reference} ${subject}`, href: ctx.actor.staff ? `/admin/tickets/${reference}` : `/requests/${reference}` }
          return [id, reference].filter((key) => ids.includes(key)).map((key) => [key, it] as const)
        }),
      )
    },
  },
}
