import { write, type Tx } from '#platform/db'
import { emitStaff } from './events.ts'

export const resolutions = ['secured', 'cleared', 'condemned', 'not_affected'] as const
export type Resolution = (typeof resolutions)[number]

const settle = write(
  'gas.settle_item',
  `update gas.recall_items set resolution = $3, resolved_at = $4, note = $5 where recall_id = $1 and cylinder_id = $2 and resolved_at is null`,
)
const close = write<{ reference: string }>(
  'gas.close_recall',
  `update gas.recalls set status = 'closed', closed_at = $2 where id = $1 and status = 'open' and not exists (select 1 from gas.recall_items where recall_id = $1 and resolved_at is null) returning reference`,
)
/** Notes what became of one cylinder of a recall; the last one closes it. */
export async function settleItem(tx: Tx, recallId: string, cylinderId: string, resolution: Resolution, note: string | null): Promise<void> {
  await settle(tx, [recallId, cylinderId, resolution, tx.now(), note])
  const [closed] = await close(tx, [recallId, tx.now()])
  if (closed) await emitStaff(tx, 'gas.recall_closed', { recallId, reference: closed.reference })
}
