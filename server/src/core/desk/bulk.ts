import { inTransaction, type Ctx } from '#platform/db'
import { Problem, common } from '#platform/problems'
import { covers, editLocked, lockTicket, named, type Priority, type Status } from '#core/support'
import { staffOf } from './together.ts'

export interface BulkChange {
  status?: Status
  priority?: Priority
  assigneeId?: string | null
  teamId?: string
  addTags?: string[]
  removeTags?: string[]
}
export interface BulkResult {
  done: string[]
  refused: { id: string; reference: string | null; code: string; title: string }[]
}

/**
 * The same change to many tickets, each in a transaction of its own: what can be done is done, and each that is refused says why. Every one needs
 * the permissions that it would need alone.
 */
export async function bulkChange(ctx: Ctx, ids: readonly string[], change: BulkChange, reason: string | null): Promise<BulkResult> {
  const result: BulkResult = { done: [], refused: [] }
  for (const id of new Set(ids)) {
    let reference: string | null = null
    try {
      const done = await inTransaction(ctx, async (tx) => {
        named(id)
        const ticket = await lockTicket(tx, id)
        reference = ticket.reference
        staffOf(tx, ticket)
        const need = (permission: string) => {
          if (!covers(tx.actor, ticket, permission)) throw common.not_allowed()
        }
        need('support.ticket.bulk')
        need(change.status === 'cancelled' ? 'support.ticket.cancel' : 'support.ticket.edit')
        if (change.assigneeId !== undefined && change.assigneeId !== ticket.assigneeId) need('support.ticket.assign')
        const { addTags, removeTags, ...rest } = change
        const tags = addTags || removeTags ? [...ticket.tags.filter((t) => !removeTags?.includes(t)), ...(addTags ?? [])] : undefined
        await editLocked(tx, ticket, { ...rest, ...(tags ? { tags } : {}), ...(reason ? { reason } : {}) })
        return ticket.id
      })
      result.done.push(done)
    } catch (error) {
      if (!(error instanceof Problem)) ctx.log.error({ err: error, ticket: id }, 'a bulk change failed')
      const problem = error instanceof Problem ? error : common.failed()
      result.refused.push({ id, reference, code: problem.code, title: problem.message })
    }
  }
  return result
}
