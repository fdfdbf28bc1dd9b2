import { asc, eq, inArray, sql } from 'drizzle-orm'
import { may, scopes, type Scope } from '#platform/access'
import { audit } from '#platform/audit'
import { inTransaction, read, write, type Ctx, type Tx } from '#platform/db'
import { notifyProcesses } from '#platform/events'
import type { Module, Permission } from '#platform/module'
import { common } from '#platform/problems'
import { refuse } from './refusals.ts'
import { knownPermissions, personRoles, roles } from './schema.ts'

export type Permissions = Readonly<Record<string, Scope>>

/** The roles that come with the product. Everybody who is not staff is a `customer`, without a row that says so. */
export const builtInRoles: Readonly<Record<string, string>> = {
  customer: 'Customer',
  agent: 'Agent',
  supervisor: 'Supervisor',
  operations: 'Operations',
  finance: 'Finance',
  admin: 'Administrator',
}

let declared: ReadonlyMap<string, Permission & { module: string }> = new Map()

/** Every permission of every module, by name; filled when the app is put together. */
export const allPermissions = () => declared

/** Reads the permissions that the modules declare. Refuses at start a default role that does not exist. */
export function collectPermissions(modules: readonly Module[]): void {
  declared = new Map(modules.flatMap((m) => Object.entries(m.permissions ?? {}).map(([name, p]) => [name, { ...p, module: m.name }] as const)))
  for (const [name, { roles }] of declared)
    for (const role of Object.keys(roles)) if (!(role in builtInRoles)) throw new Error(`${name} names the role ${role}, which does not exist`)
}

/**
 * Makes the built-in roles, and gives each permission that is new to this database to its first roles; administrators get all of
 * them. What an administrator took away later stays away, because a permission is given out only once.
 */
export async function setupRoles(tx: Tx): Promise<void> {
  await tx.db
    .insert(roles)
    .values(Object.entries(builtInRoles).map(([name, label]) => ({ name, label, permissions: {}, builtIn: true })))
    .onConflictDoNothing()
  const known = new Set((await tx.db.select().from(knownPermissions)).map((k) => k.name))
  const fresh = [...declared].filter(([name]) => !known.has(name))
  if (fresh.length === 0) return
  for (const name of Object.keys(builtInRoles)) {
    const given = Object.fromEntries(fresh.flatMap(([permission, p]) => (name === 'admin' ? [[permission, 'all']] : p.roles[name] ? [[permission, p.roles[name]]] : [])))
    if (Object.keys(given).length === 0) continue
    await tx.db
      .update(roles)
      .set({ permissions: sql`${roles.permissions} || ${JSON.stringify(given)}::jsonb` })
      .where(eq(roles.name, name))
  }
  await tx.db
    .insert(knownPermissions)
    .values(fresh.map(([name]) => ({ name })))
    .onConflictDoNothing()
}

/** The union of several roles: for each permission the widest scope. */
export function merged(all: readonly Permissions[]): Record<string, Scope> {
  const result: Record<string, Scope> = {}
  for (const permissions of all)
    for (const [name, scope] of Object.entries(permissions)) if (!result[name] || scopes.indexOf(scope) > scopes.indexOf(result[name])) result[name] = scope
  return result
}

/** Throws `user.not_yours_to_give` unless the actor holds each of the permissions at least as widely. */
export function mayGive(ctx: Ctx, permissions: Permissions): void {
  const lacking = Object.entries(permissions).filter(([name, scope]) => !may(ctx.actor, name, scope))
  if (lacking.length > 0) throw refuse.not_yours_to_give({ errors: lacking.map(([name]) => ({ path: `permissions.${name}`, message: 'is wider than yours' })) })
}

const permissionsOfPerson = read<{ permissions: Permissions[] }>(
  'users.permissions_of',
  `select coalesce((select jsonb_agg(r.permissions) from users.person_roles pr join users.roles r on r.id = pr.role_id where pr.person_id = $1), '[]') permissions`,
)

/** Throws `user.above_you` when the person holds a permission that the actor does not, so that nobody unseats those above. */
export async function mayRule(ctx: Ctx, personId: string): Promise<void> {
  const held = merged((await permissionsOfPerson(ctx, [personId]))[0]!.permissions)
  if (Object.entries(held).some(([name, scope]) => allPermissions().has(name) && !may(ctx.actor, name, scope))) throw refuse.above_you()
}

/**
 * Throws `user.own_reach` when the actor would add a team or a line to themselves and holds something that reaches as far as their teams or lines: whoever edits
 * teams would otherwise give themselves what nobody gave them. Who may edit roles may.
 */
export function mayJoin(ctx: Ctx, personId: string): void {
  const { actor } = ctx
  if (personId !== actor.id || may(actor, 'user.roles', 'all')) return
  if (Object.values(actor.permissions).some((scope) => scope === 'team' || scope === 'line')) throw refuse.own_reach()
}

const rulesLock = write('users.rules_lock', `select pg_advisory_xact_lock(72, 1)`)
const keepers = read<{ n: number }>(
  'users.keepers',
  `select count(*)::int n from users.people p where p.staff and p.status = 'active' and exists (
     select 1 from users.person_roles pr join users.roles r on r.id = pr.role_id where pr.person_id = p.id and r.permissions ->> 'user.roles' = 'all')`,
)

/**
 * Runs a change that could take the permission to edit roles from somebody, one at a time, and refuses it with `user.last_admin`
 * when nobody would be left who has it. A house that has no such person yet (a fresh one) is left alone.
 */
export async function keepingAnAdmin<T>(tx: Tx, change: (tx: Tx) => Promise<T>): Promise<T> {
  await rulesLock(tx)
  const before = (await keepers(tx))[0]!.n
  const result = await change(tx)
  if (before > 0 && (await keepers(tx))[0]!.n === 0) throw refuse.last_admin()
  return result
}

const roleRows = read<RoleRow>(
  'users.roles',
  `select r.id, r.name, r.label, r.permissions, r.built_in "builtIn", r.version,
     case when r.name = 'customer' then (select count(*) from users.people where not staff and status <> 'erased') else (select count(*) from users.person_roles pr where pr.role_id = r.id) end::int people
   from users.roles r order by r.built_in desc, r.id`,
)
export interface RoleRow {
  id: string
  name: string
  label: string
  permissions: Record<string, Scope>
  builtIn: boolean
  version: number
  people: number
}
export const listRoles = (ctx: Ctx): Promise<RoleRow[]> => roleRows(ctx)

export async function roleById(ctx: Ctx, id: string): Promise<RoleRow> {
  const role = (await roleRows(ctx)).find((r) => r.id === id)
  if (!role) throw common.not_found()
  return role
}

/** The roles with these ids; throws `user.unknown_role` when one does not exist or is the customers' own. */
export async function rolesByIds(ctx: Ctx, ids: readonly string[]): Promise<(typeof roles.$inferSelect)[]> {
  if (ids.length === 0) return []
  const found = await ctx.db
    .select()
    .from(roles)
    .where(inArray(roles.id, [...ids]))
    .orderBy(asc(roles.id))
  if (found.length !== new Set(ids).size || found.some((r) => r.name === 'customer'))
    throw refuse.unknown_role({ errors: [{ path: 'roleIds', message: 'names a role that cannot be given' }] })
  return found
}

const checkNames = (permissions: Permissions) => {
  const unknown = Object.keys(permissions).filter((name) => !declared.has(name))
  if (unknown.length > 0) throw refuse.unknown_permission({ errors: unknown.map((name) => ({ path: `permissions.${name}`, message: 'is not a permission' })) })
}

/** What of `after` goes beyond `before`: only this has to be held by whoever edits. */
const wider = (before: Permissions, after: Permissions): Permissions =>
  Object.fromEntries(Object.entries(after).filter(([name, scope]) => before[name] === undefined || scopes.indexOf(scope) > scopes.indexOf(before[name])))

/** Makes a role. Its name is a short word for programs, its label is what people read. */
export const createRole = (ctx: Ctx, it: { name: string; label: string; permissions: Permissions }): Promise<RoleRow> =>
  inTransaction(ctx, async (ctx) => {
    checkNames(it.permissions)
    mayGive(ctx, it.permissions)
    const [role] = await ctx.db.insert(roles).values(it).returning()
    await audit(ctx, { action: 'role.created', noun: 'role', nounId: role!.id, after: it })
    return roleById(ctx, role!.id)
  })

/** Changes a role for everybody who holds it, at once. `version` is the one that was edited. */
export const changeRole = (ctx: Ctx, id: string, change: { label?: string; permissions?: Permissions }, version?: number): Promise<RoleRow> =>
  inTransaction(ctx, (ctx) =>
    keepingAnAdmin(ctx, async (ctx) => {
      const [before] = await ctx.db.select().from(roles).where(eq(roles.id, id)).for('update')
      if (!before) throw common.not_found()
      if (version !== undefined && version !== before.version) throw common.stale()
      if (change.permissions) {
        checkNames(wider(before.permissions, change.permissions))
        mayGive(ctx, wider(before.permissions, change.permissions))
        // Taking away is ruling too: nobody narrows a role that reaches beyond their own.
        const taken = Object.fromEntries(Object.entries(before.permissions).filter(([name, scope]) => declared.has(name) && change.permissions![name] !== scope))
        mayGive(ctx, taken)
      }
      await ctx.db
        .update(roles)
        .set({ ...change, version: before.version + 1 } as never)
        .where(eq(roles.id, id))
      const after = await roleById(ctx, id)
      await audit(ctx, {
        action: 'role.changed',
        noun: 'role',
        nounId: id,
        before: { label: before.label, permissions: before.permissions },
        after: { label: after.label, permissions: after.permissions },
      })
      await tellHolders(ctx, id)
      return after
    }),
  )

/** Deletes a role that nobody holds. Built-in ones stay. */
export const deleteRole = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const [role] = await ctx.db.select().from(roles).where(eq(roles.id, id)).for('update')
    if (!role) throw common.not_found()
    if (role.builtIn) throw refuse.built_in()
    await ctx.db.delete(roles).where(eq(roles.id, id))
    await audit(ctx, { action: 'role.deleted', noun: 'role', nounId: id, before: { name: role.name, label: role.label, permissions: role.permissions } })
  })

// What everybody may do is cached for seconds: `*` empties the caches; staff also lose their live channels, whose topics hang on permissions.
async function tellHolders(tx: Tx, roleId: string): Promise<void> {
  await notifyProcesses(tx, 'revoked', '*')
  for (const { personId } of await tx.db.select({ personId: personRoles.personId }).from(personRoles).where(eq(personRoles.roleId, roleId)))
    await notifyProcesses(tx, 'revoked', personId)
}

/** Id of the role with this name; throws when there is none. */
export async function roleByName(ctx: Ctx, name: string): Promise<string> {
  const [row] = await ctx.db.select({ id: roles.id }).from(roles).where(eq(roles.name, name))
  if (!row) throw new Error(`There is no role ${name}`)
  return row.id
}
