import { eq, getTableColumns } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { collect, write, type Collector, type Tx } from './db.ts'
import { common } from './problems.ts'
import { moveRow, type Change } from './rows.ts'

export type Moves<S extends string> = Readonly<Record<S, readonly S[]>>
type Stateful = PgTable & { id: PgColumn }

export interface Move<S extends string> {
  from: S
  to: S
  reason: string | null
}

export interface Machine<T extends Stateful, S extends string> {
  readonly noun: string
  readonly table: T
  readonly column: keyof T['_']['columns'] & string
  readonly initial: readonly S[]
  readonly moves: Moves<S>
  readonly record: (tx: Tx, id: string, move: Move<S>) => Promise<void>
}

const insertMoves = write(
  'platform.history',
  `insert into platform.history (noun, noun_id, "from", "to", reason, actor_id, actor_name, at)
   select noun, "nounId", "from", "to", reason, "actorId", "actorName", at
   from jsonb_to_recordset($1::jsonb) as x (noun text, "nounId" uuid, "from" text, "to" text, reason text, "actorId" uuid, "actorName" text, at timestamptz)`,
)
interface Moved extends Move<string> {
  readonly noun: string
  readonly nounId: string
  readonly actorId: string | null
  readonly actorName: string
  readonly at: Date
}
const moved: Collector<Moved> = { flush: async (tx, moves) => void (await insertMoves(tx, [JSON.stringify(moves)])) }

const machines: Machine<Stateful, string>[] = []
/** Every transition table, for the documentation. */
export const allMachines = (): readonly Machine<Stateful, string>[] => machines

/** Declares the states of a noun. Refuses at start a state that nothing leads to. Without `record`, a move is written to `platform.history`. */
export function machine<T extends Stateful, const S extends string>(definition: {
  noun: string
  table: T
  column: keyof T['_']['columns'] & string
  initial: readonly NoInfer<S>[]
  moves: Moves<S>
  record?: (tx: Tx, id: string, move: Move<S>) => Promise<void>
}): Machine<T, S> {
  const { noun, table, column, initial, moves } = definition
  const reached = new Set<string>(initial)
  for (const to of Object.values<readonly S[]>(moves).flat()) reached.add(to)
  const lost = Object.keys(moves).filter((state) => !reached.has(state))
  if (lost.length > 0) throw new Error(`${noun}: nothing leads to ${lost.join(', ')}`)
  const record =
    definition.record ??
    (async (tx: Tx, id: string, { from, to, reason }: Move<S>) => {
      collect(tx, moved, { noun, nounId: id, from, to, reason, actorId: tx.actor.id, actorName: tx.actor.name, at: tx.now() })
    })
  const made = { noun, table, column, initial, moves, record }
  machines.push(made as unknown as Machine<Stateful, string>)
  return made
}

/** Whether the table allows the move. */
export const canMove = <S extends string>(m: { moves: Moves<S> }, from: S, to: S): boolean => m.moves[from].includes(to)

export interface MoveOptions<T extends Stateful, S extends string> {
  reason?: string
  /** Only from these states, when the caller means fewer than the table allows. */
  from?: readonly S[]
  /** States that it passes on the way, in order, within this one UPDATE; each step has to be in the table, and each is in the history. */
  through?: readonly NoInfer<S>[]
  set?: Partial<T['$inferInsert']>
  /** Columns that follow from the row, by its own SQL: `{ version: 't.version + 1' }`. */
  reckon?: Change<T>['reckon']
}

/** Writes the history of steps that one statement makes. Throws when the table does not list one of them. */
export async function recordPath<T extends Stateful, S extends string>(
  tx: Tx,
  m: Machine<T, S>,
  id: string,
  path: readonly NoInfer<S>[],
  reason: string | null = null,
): Promise<void> {
  for (const [i, to] of path.slice(1).entries()) {
    const from = path[i]!
    if (!canMove(m, from, to)) throw new Error(`${m.noun}: ${from} does not lead to ${to}`)
    await m.record(tx, id, { from, to, reason })
  }
}

/**
 * Moves a thing to a state with one guarded UPDATE, so that of many rivals one wins, and writes the history. Throws
 * `request.not_found` when there is no such thing and `request.illegal_move` (with `from` and `to`) when it is in another state.
 */
export async function move<T extends Stateful, S extends string>(
  tx: Tx,
  m: Machine<T, S>,
  id: string,
  to: S,
  options: MoveOptions<T, S> = {},
): Promise<T['$inferSelect'] & { movedFrom: S }> {
  const column = (getTableColumns(m.table) as Record<string, PgColumn>)[m.column]!
  const path = [...(options.through ?? []), to]
  const from = (Object.keys(m.moves) as S[]).filter((s) => m.moves[s].includes(path[0]!) && (options.from?.includes(s) ?? true))
  const set = { [m.column]: to, ...options.set } as Partial<T['$inferInsert']>
  const row =
    from.length === 0 ? undefined : ((await moveRow(tx, m.table, column, { id, from, set, reckon: options.reckon })) as (T['$inferSelect'] & { movedFrom: S }) | undefined)
  if (!row) {
    const [is] = (await tx.db
      .select({ state: column })
      .from(m.table as PgTable)
      .where(eq(m.table.id, id))) as { state: string }[]
    if (!is) throw common.not_found()
    throw common.illegal_move({ detail: `This ${m.noun} is ${is.state.replaceAll('_', ' ')} and cannot become ${to.replaceAll('_', ' ')}.`, extra: { from: is.state, to } })
  }
  await recordPath(tx, m, id, [row.movedFrom, ...path], options.reason)
  return row
}
