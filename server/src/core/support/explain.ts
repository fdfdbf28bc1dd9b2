import { read, type Ctx } from '#platform/db'
import { ticketFor } from './access.ts'
import { explain } from './clocks.ts'
import { iso } from './present.ts'
import { columnsOf } from './record.ts'
import { slaClocks } from './schema.ts'
import { clockOf, stateOf, type ClockRow } from './sla.ts'
import { calendarById, loadCalendars, loadTerms, policyOf } from './terms.ts'

const all = read<ClockRow>('support.clocks_of', `select ${columnsOf(slaClocks, 'k')} from support.sla_clocks k where k.ticket_id = $1 order by k.started_at, k.kind, k.turn`)

/** Every clock of a ticket with the intervals that it counted, and those that it did not and why. */
export async function explainTicket(ctx: Ctx, idOrReference: string) {
  const ticket = await ticketFor(ctx, idOrReference)
  const rows = await all(ctx, [ticket.id])
  await loadCalendars(
    ctx,
    rows.map((r) => r.calendarVersionId),
  )
  await loadTerms(
    ctx,
    rows.map((r) => r.termsId),
  )
  const now = ctx.now()
  const instant = (at: number | null) => (at === null ? null : iso(new Date(at)))
  return {
    asOf: iso(now),
    clocks: rows.map((row) => {
      const it = explain(clockOf(row), now.getTime())
      const { calendarId, name, version, calendar } = calendarById(row.calendarVersionId)
      return {
        kind: row.kind,
        turn: row.turn,
        state: stateOf(it),
        targetSeconds: it.targetSeconds,
        usedSeconds: Math.round(it.usedSeconds),
        remainingSeconds: Math.round(it.remainingSeconds),
        overdueSeconds: Math.round(it.overdueSeconds),
        percent: it.percent,
        startedAt: instant(it.start)!,
        dueAt: instant(it.dueAt),
        stoppedAt: instant(it.stoppedAt),
        calendar: { id: calendarId, name, timeZone: calendar.timeZone, version },
        policy: policyOf(row.termsId),
        intervals: it.intervals.map((i) => ({ from: instant(i.from)!, to: instant(i.to)!, kind: i.kind, seconds: Math.round(i.seconds) })),
      }
    }),
  }
}
