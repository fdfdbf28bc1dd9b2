import { createHash } from 'node:crypto'
import { inTransaction, read, write, type Ctx, type Tx } from './db.ts'
import { auditLog } from './schema.ts'

export interface AuditEntry {
  /** What was done, for example `role.changed`. */
  action: string
  noun: string
  nounId: string
  /** The person whose data it is. */
  subjectId?: string | null
  before?: object | null
  after?: object | null
  reason?: string | null
}

/** Writes who did what, with only the members that differ between before and after. */
export async function audit(tx: Tx, entry: AuditEntry): Promise<void> {
  const { before, after } = changed(entry.before, entry.after)
  await tx.db.insert(auditLog).values({
    actorId: tx.actor.id,
    actorName: tx.actor.name,
    action: entry.action,
    noun: entry.noun,
    nounId: entry.nounId,
    subjectId: entry.subjectId ?? null,
    before,
    after,
    reason: entry.reason ?? null,
    requestId: tx.requestId,
    address: tx.address,
    at: tx.now(),
  })
}

function changed(before: object | null | undefined, after: object | null | undefined) {
  if (!before || !after) return { before: before ?? null, after: after ?? null }
  const keys = Object.keys({ ...before, ...after }).filter((k) => JSON.stringify((before as never)[k]) !== JSON.stringify((after as never)[k]))
  const pick = (from: object) => Object.fromEntries(keys.filter((k) => k in from).map((k) => [k, (from as never)[k]]))
  return { before: pick(before), after: pick(after) }
}

const row = `seq, jsonb_build_array(seq, actor_id, actor_name, action, noun, noun_id, subject_id, before, after, reason, request_id, address, at)::text body, seal`
const unsealed = read<{ seq: number; body: string }>('platform.audit_unsealed', `select ${row} from platform.audit_log where seal is null order by seq limit 1000`)
const lastSeal = read<{ seal: string }>('platform.audit_last', `select seal from platform.audit_log where seal is not null order by seq desc limit 1`)
const sealOne = write('platform.audit_seal', `update platform.audit_log set seal = $2 where seq = $1`)
const lock = write('platform.audit_lock', `select pg_advisory_xact_lock(71, 1)`)
const between = read<{ seq: number; body: string; seal: string }>(
  'platform.audit_between',
  `select ${row} from platform.audit_log where seal is not null and seq > $1 order by seq limit 1000`,
)

const seal = (previous: string, body: string): string => createHash('sha256').update(previous).update(body).digest('base64url')

/** Sweep: chains the rows that are not yet sealed. Kept out of the writing transactions so that they do not wait for one another. */
export async function sealAudit(ctx: Ctx): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lock(tx)
    let previous = (await lastSeal(tx))[0]?.seal ?? ''
    for (const { seq, body } of await unsealed(tx)) await sealOne(tx, [seq, (previous = seal(previous, body))])
  })
}

/** Recomputes the chain; the answer is the first row that was changed, or null. */
export async function verifyAudit(ctx: Ctx): Promise<number | null> {
  let previous = ''
  for (let after = 0; ;) {
    const rows = await between(ctx, [after])
    if (rows.length === 0) return null
    for (const r of rows) {
      if (r.seal !== (previous = seal(previous, r.body))) return r.seq
      after = r.seq
    }
  }
}
