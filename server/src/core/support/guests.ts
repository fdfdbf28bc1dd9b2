import { networkOf } from '#platform/addresses'
import type { Tx } from '#platform/db'
import { countTry, type Allowance } from '#core/users'
import { refuse } from './refusals.ts'
import { defaultSafetySteps } from './safety.ts'
import type { Contact } from './schema.ts'

/** Counts for everybody who is not staff: an account is made in a minute, so it gives no more calls than a phone number does. Somebody in distress sends twice, then once more with the floor; the fourth in a quarter of an hour brings nobody out of bed sooner. */
export const pagesPerReach: Allowance = { name: 'guest_page_reach', tries: 3, seconds: 900 }
/**
 * From one address. A house, an office or a shop shares one and needs a few; mobile carriers put more people behind one, so it is wider than for a
 * person, but a script that invents a phone number for each report must not wake the staff all night.
 */
export const pagesPerAddress: Allowance = { name: 'guest_page_address', tries: 10, seconds: 3600 }

/** The same for people with accounts, who are known and of whom one address may hold a whole street. */
export const accountPagesPerAddress: Allowance = { name: 'account_page_address', tries: 30, seconds: 3600 }

// A number written with or without its country code, a zero or blanks is the same number.
const phoneKey = (phone: string): string => phone.replaceAll(/\D/g, '').slice(-10) || phone

/**
 * Counts one call of the people on duty by a customer or somebody without an account, per account, phone, e-mail and address; seconds until the next is possible when it is one
 * too many, else null. It counts in the caller's transaction: what is refused is rolled back and does not count.
 */
export async function countGuestPage(tx: Tx, contact: Contact | null): Promise<number | null> {
  const reaches = [
    ...(tx.actor.id ? [`account ${tx.actor.id}`] : []),
    ...(contact?.email ? [`mail ${contact.email.trim().toLowerCase()}`] : []),
    ...(contact?.phone ? [`phone ${phoneKey(contact.phone)}`] : []),
  ]
  let wait: number | null = null
  // Always in this order, so that two reports cannot wait for each other.
  for (const [allowance, who] of [...reaches.map((r) => [pagesPerReach, r] as const), [tx.actor.id ? accountPagesPerAddress : pagesPerAddress, networkOf(tx.address)] as const]) {
    const { allowed, seconds } = await countTry(tx, allowance, who)
    if (!allowed) wait = Math.max(wait ?? 0, seconds)
  }
  return wait
}

/**
 * Refuses a report past the allowance, with everything that somebody at a leak needs: the number and the steps. It does not answer with an
 * earlier report of the same phone: whoever knows a number would then open somebody else's.
 */
export async function needGuestPage(tx: Tx, contact: Contact | null, steps: readonly string[] = defaultSafetySteps): Promise<void> {
  const wait = await countGuestPage(tx, contact)
  if (wait === null) return
  const number = tx.config.EMERGENCY_NUMBER
  throw refuse.reported_often({
    detail: `Reports from you have reached us already, and our people have been called. If you smell gas now, leave the building and call ${number}.`,
    extra: { detail: [`Call ${number}.`, ...steps].join(' '), safety: { number, steps: [...steps] }, retryAfter: wait },
  })
}
