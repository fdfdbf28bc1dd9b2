import { actingAs, inTransaction, write, type Ctx, type Tx } from '#platform/db'
import { system } from '#platform/access'
import { emitTicket } from './events.ts'
import { columnsOf, ticketColumns, type Ticket } from './record.ts'
import { slaClocks } from './schema.ts'
import type { ClockRow } from './sla.ts'

const due = write<{ id: string; ticketId: string }>(
  'support.due_clocks',
  `select id, ticket_id "ticketId" from support.sla_clocks where next_notice_at <= $1 order by next_notice_at, id limit 500`,
)
const lockTicketRow = write<Ticket>('support.sweep_ticket', `select ${ticketColumns('t')} from support.tickets t where t.id = $1 for no key update skip locked`)
const lockClock = write<ClockRow>('support.sweep_clock', `select ${columnsOf(slaClocks, 'k')} from support.sla_clocks k where k.id = $1 and k.next_notice_at <= $2 for update`)
const noted = write<{ threshold: number }>(
  'support.sla_noted',
  `insert into support.sla_notices (clock_id, threshold, at) select $1, x, $3 from unnest($2::int[]) x on conflict do nothing returning threshold`,
)
const next = write('support.sla_next', `update support.sla_clocks set next_notice_at = $2, state = $3 where id = $1`)
const copy = write('support.sla_copy', `update support.tickets set sla_state = $4 where id = $1 and sla_kind = $2 and sla_turn = $3 and sla_state <> $4`)

/**
 * Sweep: tells once for each clock and threshold (75, 90, past the deadline). Each clock in a transaction of its own, with its ticket locked first as everywhere;
 * what is locked by somebody who changes it now comes again in seconds. After an outage only the highest threshold that passed is told.
 */
export async function sweepClocks(ctx: Ctx): Promise<void> {
  const acting = actingAs(ctx, system())
  for (;;) {
    const rows = await inTransaction(acting, (tx) => due(tx, [tx.now()]))
    let done = 0
    for (const row of rows) if (await inTransaction(acting, (tx) => tell(tx, row))) done++
    if (rows.length < 500 || done === 0) return
  }
}

async function tell(tx: Tx, { id, ticketId }: { id: string; ticketId: string }): Promise<boolean> {
  const now = tx.now()
  const [ticket] = await lockTicketRow(tx, [ticketId])
  if (!ticket) return false
  const [clock] = await lockClock(tx, [id, now])
  if (!clock) return true
  const marks = [
    { percent: 75, at: clock.at75 },
    { percent: 90, at: clock.at90 },
    { percent: 100, at: clock.dueAt },
  ].flatMap(({ percent, at }) => (at === null ? [] : [{ percent, at }]))
  // At the deadline itself nothing is broken yet: it is the first instant after it.
  const passed = marks.filter((m) => (m.percent === 100 ? m.at < (clock.stoppedAt ?? now) : clock.stoppedAt === null && m.at <= now))
  const coming = clock.stoppedAt === null ? marks.filter((m) => !passed.includes(m)).map((m) => m.at.getTime()) : []
  const fresh = passed.length === 0 ? [] : (await noted(tx, [id, passed.map((m) => m.percent), now])).map((n) => n.threshold)
  const top = Math.max(0, ...fresh)
  const breached = passed.some((m) => m.percent === 100)
  await next(tx, [id, coming.length === 0 ? null : new Date(Math.min(...coming) <= now.getTime() ? now.getTime() + 1 : Math.min(...coming)), breached ? 'breached' : clock.state])
  if (clock.stoppedAt === null && passed.length > 0) await copy(tx, [ticketId, clock.kind, clock.turn, breached ? 'breached' : 'at_risk'])
  if (top > 0)
    await emitTicket(
      tx,
      top === 100 ? 'ticket.sla_breached' : 'ticket.sla_at_risk',
      ticket,
      { clockId: id, kind: clock.kind, percent: top, dueAt: clock.dueAt?.toISOString() ?? null, internal: true },
      'staff',
    )
  return true
}
