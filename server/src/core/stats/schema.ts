import { date, integer, pgSchema, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '#platform/schema'

export const stats = pgSchema('stats')

const day = () => date({ mode: 'string' }).notNull()
const count = () => integer().notNull().default(0)

/** What happened on one day of the operator, by line, team, category and priority. The nil UUID stands for no team. */
export const dayTickets = stats.table(
  'day_tickets',
  {
    day: day(),
    line: text().notNull(),
    teamId: uuid().notNull(),
    categoryId: uuid().notNull(),
    priority: text().notNull(),
    created: count(),
    resolved: count(),
    reopened: count(),
    oneTouch: count(),
    rated: count(),
    ratedGood: count(),
    ratingSum: count(),
    firstMet: count(),
    firstMissed: count(),
    nextMet: count(),
    nextMissed: count(),
    resolutionMet: count(),
    resolutionMissed: count(),
    emergencyMet: count(),
    emergencyMissed: count(),
  },
  (t) => [primaryKey({ columns: [t.day, t.line, t.teamId, t.categoryId, t.priority] })],
)

/** The same for the work of one person. */
export const dayPeople = stats.table(
  'day_people',
  {
    day: day(),
    personId: uuid().notNull(),
    line: text().notNull(),
    teamId: uuid().notNull(),
    replies: count(),
    resolved: count(),
    rated: count(),
    ratingSum: count(),
    met: count(),
    missed: count(),
    answered: count(),
  },
  (t) => [primaryKey({ columns: [t.day, t.personId, t.line, t.teamId] })],
)

/** Durations as histograms (durations.ts): medians and 90th percentiles of any span of days come from these. */
export const dayDurations = stats.table(
  'day_durations',
  {
    day: day(),
    line: text().notNull(),
    teamId: uuid().notNull(),
    kind: text({ enum: ['first_reply', 'resolution', 'first_reply_working', 'resolution_working'] }).notNull(),
    personId: uuid().notNull(),
    buckets: text().notNull(),
    counts: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.kind, t.line, t.teamId, t.personId] })],
)

/** What was open when a day ended, by age. */
export const dayBacklog = stats.table(
  'day_backlog',
  { day: day(), line: text().notNull(), teamId: uuid().notNull(), open: count(), upTo1Day: count(), upTo3Days: count(), upTo7Days: count(), older: count() },
  (t) => [primaryKey({ columns: [t.day, t.line, t.teamId] })],
)

/** Up to which day the tables above are complete. One row, or none. */
export const state = stats.table('state', { one: smallint().primaryKey().default(1), completeTo: date({ mode: 'string' }).notNull(), at: instant().notNull() })
