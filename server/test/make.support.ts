import { randomUUID } from 'node:crypto'
import type { TestApp } from './app.ts'

export interface MakeCategory {
  name?: string
  kind?: 'service_request' | 'complaint' | 'issue' | 'question'
  line?: string
  priority?: 'low' | 'medium' | 'high' | 'urgent'
  emergency?: boolean
  teamId?: string | null
  skill?: string | null
  policyId?: string | null
  fields?: object[]
  active?: boolean
}

/** Factories of what the desk is set up with. Rows, not calls: a test that is about something else pays nothing for them. */
export function makeSupport(t: TestApp) {
  return {
    category: async (it: MakeCategory = {}): Promise<{ id: string; name: string }> => {
      const name = it.name ?? `Category ${randomUUID().slice(0, 8)}`
      const [row] = await t.rows<{ id: string }>(
        `insert into support.categories (key, name, line, kind, default_priority, emergency, team_id, skill, sla_policy_id, fields, active) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
        [
          randomUUID(),
          name,
          it.line ?? 'gas',
          it.kind ?? 'service_request',
          it.priority ?? 'medium',
          it.emergency ?? false,
          it.teamId ?? null,
          it.skill ?? null,
          it.policyId ?? null,
          JSON.stringify(it.fields ?? []),
          it.active ?? true,
        ],
      )
      return { id: row!.id, name }
    },
    /** The id of a policy that the desk begins with: `Standard` or `Emergency`. */
    policy: async (name = 'Standard'): Promise<string> => (await t.rows<{ id: string }>(`select id from support.sla_policies where name = $1`, [name]))[0]!.id,
    calendar: async (name = 'Around the clock'): Promise<string> => (await t.rows<{ id: string }>(`select id from support.calendars where name = $1`, [name]))[0]!.id,
  }
}
