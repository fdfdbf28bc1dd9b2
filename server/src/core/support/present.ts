import type { Ctx } from '#platform/db'
import { relatedThings } from '#platform/relates'
import { avatarLinks, facesOf } from '#core/users'
import type { Ticket } from './record.ts'
import { slaOut, type ClockRow } from './sla.ts'
import { loadCalendars } from './terms.ts'
import type { TicketRowOut } from './wire.ts'
import { isActive, statusLabel } from './words.ts'

export const iso = (at: Date): string => at.toISOString()
export const isoOrNull = (at: Date | null): string | null => (at === null ? null : at.toISOString())

export interface PersonOut {
  id: string | null
  name: string
  avatarUrl: string | null
  teamName?: string | null
}
/** Faces of people and names of teams, with links to the pictures of those who have one. */
export async function facesWithPictures(ctx: Ctx, personIds: readonly (string | null)[], teamIds: readonly (string | null)[] = []) {
  const { people, teams } = await facesOf(ctx, personIds, teamIds)
  const pictures = await avatarLinks(
    ctx,
    [...people.values()].map((p) => p.avatarMediaId),
  )
  const person = (id: string | null, otherwise = 'Somebody who left'): PersonOut => {
    const face = id === null ? undefined : people.get(id)
    return { id, name: face?.name ?? otherwise, avatarUrl: pictures.get(face?.avatarMediaId ?? '') ?? null, ...(face?.staff ? { teamName: face.teamName } : {}) }
  }
  return { person, team: (id: string | null) => (id === null || !teams.has(id) ? null : { id, name: teams.get(id)! }) }
}

/** What a list reads of a ticket. */
export type ListRow = Pick<
  Ticket,
  | 'id'
  | 'reference'
  | 'requesterId'
  | 'requesterName'
  | 'place'
  | 'categoryId'
  | 'line'
  | 'kind'
  | 'subject'
  | 'status'
  | 'priority'
  | 'assigneeId'
  | 'teamId'
  | 'relatedType'
  | 'relatedId'
  | 'tags'
  | 'emergency'
  | 'version'
  | 'messageVersion'
  | 'publicVersion'
  | 'requesterSeen'
  | 'messagesCount'
  | 'createdAt'
  | 'updatedAt'
  | 'lastMessageAt'
  | 'firstRespondedAt'
  | 'resolvedAt'
  | 'closedAt'
  | 'snoozedUntil'
  | 'slaKind'
  | 'slaTurn'
  | 'urgency'
  | 'slaDueAt'
  | 'rating'
> & { categoryName: string; categoryIcon: string; categoryEmergency: boolean; seen: number | null } & ClockColumns

/** Columns of the most urgent clock; all null without one. */
interface ClockColumns {
  clockCalendar: string | null
  clockTarget: number | null
  clockStarted: Date | null
  clockPauses: ClockRow['pauses'] | null
  clockStopped: Date | null
  clockVoided: boolean | null
}
export const clockColumns = `k.calendar_version_id "clockCalendar", k.target_seconds "clockTarget", k.started_at "clockStarted", k.pauses "clockPauses", k.stopped_at "clockStopped", k.voided "clockVoided"`
export const clockJoin = `left join support.sla_clocks k on k.ticket_id = t.id and k.kind = t.sla_kind and k.turn = t.sla_turn`

const clockOfRow = (row: Pick<ListRow, 'slaKind' | 'slaTurn'> & ClockColumns) =>
  row.clockTarget === null
    ? null
    : {
        kind: row.slaKind!,
        turn: row.slaTurn!,
        calendarVersionId: row.clockCalendar,
        targetSeconds: row.clockTarget,
        startedAt: row.clockStarted!,
        pauses: row.clockPauses!,
        stoppedAt: row.clockStopped,
        voided: row.clockVoided!,
      }

/** Rows as the actor reads them. One query for names; pictures and related things cost one more only where there are any. */
export async function presentRows(ctx: Ctx, rows: readonly ListRow[]): Promise<TicketRowOut[]> {
  const { staff, id: me } = ctx.actor
  await loadCalendars(
    ctx,
    rows.flatMap((r) => (r.clockTarget === null ? [] : [r.clockCalendar])),
  )
  const { person, team } = await facesWithPictures(
    ctx,
    rows.flatMap((r) => [r.requesterId, r.assigneeId]),
    rows.map((r) => r.teamId),
  )
  const related = await relatedThings(
    ctx,
    rows.flatMap((r) => (r.relatedType && r.relatedId ? [{ type: r.relatedType, id: r.relatedId }] : [])),
  )
  const now = ctx.now()
  return rows.map((r) => presentRow(r, { staff: staff && r.requesterId !== me }))

  function presentRow(r: ListRow, reader: { staff: boolean }): TicketRowOut {
    const unread = reader.staff ? isActive(r.status) && (r.seen === null || r.seen < r.messageVersion) : r.requesterSeen < r.publicVersion
    return {
      id: r.id,
      reference: r.reference,
      status: r.status,
      statusLabel: statusLabel(r.status, r.kind, reader.staff),
      priority: r.priority,
      category: { id: r.categoryId, name: r.categoryName, kind: r.kind, icon: r.categoryIcon, line: r.line, emergency: r.categoryEmergency },
      subject: r.subject,
      requester: person(r.requesterId, r.requesterName ?? undefined),
      place: r.place,
      assignee: r.assigneeId === null ? null : person(r.assigneeId),
      team: team(r.teamId),
      tags: reader.staff ? r.tags : [],
      relatedTo: r.relatedType && r.relatedId ? (related.get(`${r.relatedType}:${r.relatedId}`) ?? null) : null,
      createdAt: iso(r.createdAt),
      updatedAt: iso(r.updatedAt),
      lastMessageAt: isoOrNull(r.lastMessageAt),
      firstRespondedAt: isoOrNull(r.firstRespondedAt),
      resolvedAt: isoOrNull(r.resolvedAt),
      closedAt: isoOrNull(r.closedAt),
      snoozedUntil: reader.staff ? isoOrNull(r.snoozedUntil) : null,
      unread,
      emergency: r.emergency,
      version: r.version,
      messageVersion: reader.staff ? r.messageVersion : r.messagesCount,
      sla: slaOut(clockOfRow(r), now),
      rating: r.rating,
    }
  }
}
