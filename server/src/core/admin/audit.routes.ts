import { and, desc, eq, gte, lt } from 'drizzle-orm'
import Type from 'typebox'
import type { App } from '#platform/module'
import { Id, Instant, Nullable } from '#platform/openapi'
import { page, PageOf, pageQuery, readCursor } from '#platform/page'
import { auditLog } from '#platform/schema'

const Entry = Type.Object({
  id: Type.String(),
  at: Instant,
  actor: Type.Object({ id: Nullable(Id), name: Type.String() }),
  action: Type.String(),
  noun: Type.String(),
  nounId: Type.String(),
  subjectId: Nullable(Id),
  before: Nullable(Type.Record(Type.String(), Type.Unknown())),
  after: Nullable(Type.Record(Type.String(), Type.Unknown())),
  reason: Nullable(Type.String()),
  requestId: Type.String(),
  address: Nullable(Type.String()),
})
const Word = Type.Optional(Type.String({ minLength: 1, maxLength: 100 }))

export function auditRoutes(app: App): void {
  app.get(
    '/audit-log',
    {
      config: { may: 'audit.read' },
      schema: {
        summary: 'Who did what, newest first',
        querystring: Type.Object({
          actorId: Type.Optional(Id),
          subjectId: Type.Optional(Id),
          noun: Word,
          nounId: Word,
          action: Word,
          from: Type.Optional(Instant),
          to: Type.Optional(Instant),
          ...pageQuery,
        }),
        response: { 200: PageOf(Entry) },
      },
    },
    async (req) => {
      const q = req.query
      const limit = q.limit ?? 20
      const rows = await req.ctx.db
        .select()
        .from(auditLog)
        .where(
          and(
            q.actorId ? eq(auditLog.actorId, q.actorId) : undefined,
            q.subjectId ? eq(auditLog.subjectId, q.subjectId) : undefined,
            q.noun ? eq(auditLog.noun, q.noun) : undefined,
            q.nounId ? eq(auditLog.nounId, q.nounId) : undefined,
            q.action ? eq(auditLog.action, q.action) : undefined,
            q.from ? gte(auditLog.at, new Date(q.from)) : undefined,
            q.to ? lt(auditLog.at, new Date(q.to)) : undefined,
            q.cursor ? lt(auditLog.seq, Number(readCursor(q.cursor, 1)[0])) : undefined,
          ),
        )
        .orderBy(desc(auditLog.seq))
        .limit(limit + 1)
      return page(
        rows,
        limit,
        (r) => [r.seq],
        (r) => ({
          id: String(r.seq),
          at: r.at.toISOString(),
          actor: { id: r.actorId, name: r.actorName },
          action: r.action,
          noun: r.noun,
          nounId: r.nounId,
          subjectId: r.subjectId,
          before: r.before as Record<string, unknown> | null,
          after: r.after as Record<string, unknown> | null,
          reason: r.reason,
          requestId: r.requestId,
          address: r.address || null,
        }),
      )
    },
  )
}
