import { randomInt, randomUUID } from 'node:crypto'
import { openSession } from '#core/users'
import type { Client, TestApp } from './app.ts'

/** Somebody of a test, signed in: `client` sends the bearer token with every call. */
export interface Made {
  id: string
  name: string
  email: string
  token: string
  sessionId: string
  client: Client
}
export interface MakePerson {
  name?: string
  email?: string
  phone?: string
  address?: object
  timeZone?: string
}
export interface MakeStaff extends MakePerson {
  teams?: readonly string[]
  skills?: readonly string[]
  lines?: readonly string[]
  capacity?: number
  available?: boolean
  /** More roles than the one of the factory, by name. */
  roles?: readonly string[]
}

/** Factories of people and teams. They write rows, not passwords, so that a crowd costs milliseconds. */
export function makeFor(t: TestApp) {
  const person = async (staff: boolean, it: MakePerson): Promise<Made> => {
    const name = it.name ?? `${staff ? 'Staff' : 'Customer'} ${randomInt(1e6)}`
    const email = it.email ?? `${randomUUID()}@example.test`
    const [row] = await t.rows<{ id: string }>(
      `insert into users.people (name, email, email_verified, phone, phone_verified, staff, address, time_zone) values ($1, $2, true, $3, $3::text is not null, $4, $5, $6) returning id`,
      [name, email, it.phone ?? null, staff, it.address ? JSON.stringify(it.address) : null, it.timeZone ?? 'Asia/Kolkata'],
    )
    const { token, sessionId } = await t.tx((tx) => openSession(tx, row!.id))
    return { id: row!.id, name, email, token, sessionId, client: t.client({ authorization: `Bearer ${token}` }) }
  }
  const staff =
    (role: string) =>
    async (it: MakeStaff = {}): Promise<Made> => {
      const made = await person(true, it)
      await t.rows(
        `insert into users.staff (person_id, availability, available_since, capacity, skills, lines) values ($1, $2, case when $2 = 'available' then now() end, $3, $4, $5)`,
        [made.id, it.available === false ? 'away' : 'available', it.capacity ?? 10, it.skills ?? [], it.lines ?? []],
      )
      await t.rows(`insert into users.person_roles (person_id, role_id) select $1, id from users.roles where name = any($2::text[])`, [made.id, [role, ...(it.roles ?? [])]])
      for (const team of it.teams ?? []) await t.rows(`insert into users.team_members (team_id, person_id) values ($1, $2)`, [team, made.id])
      return made
    }
  return {
    customer: (it: MakePerson = {}) => person(false, it),
    customers: (n: number) => Promise.all(Array.from({ length: n }, () => person(false, {}))),
    /** A member of staff whose only role is the one named; the role must exist. */
    staffWith: (role: string, it: MakeStaff = {}) => staff(role)(it),
    agent: staff('agent'),
    supervisor: staff('supervisor'),
    operations: staff('operations'),
    finance: staff('finance'),
    admin: staff('admin'),
    /** A team; `onCall` are ids of people who are paged, in that order. */
    team: async (it: { name?: string; line?: string | null; members?: readonly string[]; onCall?: readonly string[] } = {}): Promise<{ id: string; name: string }> => {
      const name = it.name ?? `Team ${randomUUID().slice(0, 8)}`
      const [row] = await t.rows<{ id: string }>(`insert into users.teams (name, line) values ($1, $2) returning id`, [name, it.line ?? null])
      const onCall = it.onCall ?? []
      for (const id of new Set([...(it.members ?? []), ...onCall]))
        await t.rows(`insert into users.team_members (team_id, person_id, on_call_order) values ($1, $2, $3)`, [row!.id, id, onCall.includes(id) ? onCall.indexOf(id) + 1 : null])
      return { id: row!.id, name }
    },
  }
}
export type Make = ReturnType<typeof makeFor>
