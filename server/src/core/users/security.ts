import { actingAs } from '#platform/db'
import { anyone, type Actor } from '#platform/access'
import { audit, type AuditEntry } from '#platform/audit'
import type { Tx } from '#platform/db'
import { emit } from '#platform/events'

/** The person as the one who acts, with no permission: for a flow that proves who somebody is without a session. */
export const personActor = (person: { id: string; name: string }): Actor => ({ ...anyone, kind: 'user', id: person.id, name: person.name })

/** The same transaction acted in by the person, unless somebody is signed in already. */
export const as = (tx: Tx, person: { id: string; name: string }): Tx => (tx.actor.kind === 'anyone' ? actingAs(tx, personActor(person)) : tx)

/** Writes to the person's own log what happened to their account. */
export const note = (tx: Tx, personId: string, action: string, more: Partial<AuditEntry> = {}): Promise<void> =>
  audit(tx, { action, noun: 'person', nounId: personId, subjectId: personId, ...more })

/** A change of what guards an account: into the person's log, and told to the person (password, e-mail, phone, second factor, sessions). */
export async function securityChanged(tx: Tx, person: { id: string; name: string }, what: string): Promise<void> {
  const mine = as(tx, person)
  await note(mine, person.id, `security.${what}`)
  await emit(mine, 'user.security_changed', { personId: person.id, what }, [])
}
