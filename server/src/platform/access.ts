import { common } from './problems.ts'

/** How far a permission reaches. Each scope contains those before it. */
export const scopes = ['own', 'team', 'line', 'all'] as const
export type Scope = (typeof scopes)[number]

/** Who acts. `system` is a job or a rule, `anyone` a visitor who is not signed in. */
export interface Actor {
  readonly kind: 'user' | 'system' | 'anyone'
  readonly id: string | null
  readonly name: string
  readonly staff: boolean
  readonly permissions: Readonly<Record<string, Scope>>
  readonly teamIds: readonly string[]
  readonly lines: readonly string[]
  readonly sessionId: string | null
  readonly locale: string
  readonly timeZone: string
}

const nobody = { permissions: {}, teamIds: [], lines: [], sessionId: null, locale: 'en-IN', timeZone: 'Asia/Kolkata', staff: false }
export const anyone: Actor = Object.freeze({ ...nobody, kind: 'anyone', id: null, name: 'Visitor' })

/** The actor of jobs, sweeps and rules; holds every permission. `name` is what a timeline shows. */
export const system = (name = 'Manifold'): Actor => ({ ...nobody, kind: 'system', id: null, name, permissions: { '*': 'all' } })

/** The scope in which the actor holds the permission, or undefined. */
export const scopeOf = (actor: Actor, permission: string): Scope | undefined => actor.permissions['*'] ?? actor.permissions[permission]

/** Whether the actor holds the permission in at least the scope. */
export const may = (actor: Actor, permission: string, scope: Scope = 'own'): boolean => {
  const held = scopeOf(actor, permission)
  return held !== undefined && scopes.indexOf(held) >= scopes.indexOf(scope)
}

/** Throws `request.not_signed_in` or `request.not_allowed` unless the actor holds the permission in at least the scope. */
export function require(actor: Actor, permission: string, scope: Scope = 'own'): void {
  if (may(actor, permission, scope)) return
  throw actor.kind === 'anyone' ? common.not_signed_in() : common.not_allowed()
}

/** The signed-in user's id; throws `request.not_signed_in` for anybody else. */
export function userId(actor: Actor): string {
  if (actor.kind !== 'user' || actor.id === null) throw common.not_signed_in()
  return actor.id
}
