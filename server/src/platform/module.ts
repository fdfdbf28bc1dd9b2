import type { Http } from './http.ts'
import type { Scope } from './access.ts'
import type { Ctx, Tx } from './db.ts'
import type { Subscribers } from './events.ts'
import type { JobTable, Sweep } from './jobs.ts'
import type { Refusal } from './problems.ts'
import type { Setting } from './settings.ts'

export interface Permission {
  /** What holding it allows, as an administrator reads it. */
  sentence: string
  /** The roles that have it at first, and how far it reaches for each. */
  roles: Readonly<Record<string, Scope>>
}

/** Something that a ticket may be about. Core never names a line; a line tells here what it has. */
export interface Relates {
  label: string
  /** Labels of those of the ids that the actor may see; the others are missing from the answer. */
  labels: (ctx: Ctx, ids: readonly string[]) => Promise<Map<string, { label: string; href: string | null }>>
}

/** A kind of notice that a person may receive and choose channels for. */
export interface Topic {
  name: string
  sentence: string
  /** Ignores preferences and quiet hours (safety, codes). */
  always?: boolean
  /** Goes to e-mail, push and SMS only where the person asked for it. Never `always`. */
  marketing?: boolean
  audience: 'customer' | 'staff'
}

export interface Report {
  name: string
  title: string
  run: (ctx: Ctx, range: { from: Date; to: Date }) => Promise<Record<string, unknown>[]>
}

/** The only extension mechanism: a module fills in what it has. */
export interface Module {
  name: string
  /** Mounted at /api/v1/<namespace>; the namespace is the sources' name of the module. */
  routes?: Readonly<Record<string, (app: App) => void | Promise<void>>>
  /** Mounted at the root, for what is not our API: pages, and the dialect of somebody else's. Each begins with the name of the module. */
  pages?: (app: App) => void | Promise<void>
  permissions?: Readonly<Record<string, Permission>>
  settings?: readonly Setting<unknown>[]
  /** Events it emits, each with a sentence for the documentation. */
  events?: Readonly<Record<string, string>>
  on?: Subscribers
  jobs?: JobTable
  sweeps?: readonly Sweep[]
  constraints?: Readonly<Record<string, Refusal>>
  relates?: Readonly<Record<string, Relates>>
  topics?: readonly Topic[]
  reports?: readonly Report[]
  /** What a fresh database needs to work at all (roles, default policies). Runs at every start and must change nothing the second time. */
  setup?: (tx: Tx) => Promise<void>
}

export type App = Http
