import { contactsOf, devicesOf, type Contact } from '#core/users'
import { encrypt, decrypt, sign } from '#platform/crypto'
import type { Ctx } from '#platform/db'
import type { Addressee, Channel, Recipient } from './registry.ts'

const fallback = { locale: 'en-IN' }

/** What of a recipient is not the person's own, kept sealed with the delivery. */
type Given = Omit<Recipient, 'personId'>

export interface Target {
  addressee: Addressee
  given: Given | null
  /** Devices on the channel push, an empty target elsewhere. */
  targets: (channel: Channel) => { target: string; hint: string | null }[]
}

/** Looks up people, devices and addresses. Leaves out people who are gone, and all but `always` notices to people who are suspended. */
export async function findTargets(ctx: Ctx, recipients: readonly Recipient[], always: boolean): Promise<Target[]> {
  const ids = recipients.flatMap((r) => (r.personId ? [r.personId] : []))
  const [people, devices] = [await contactsOf(ctx, ids), await devicesOf(ctx, ids)]
  const found = new Map<string, Target>()
  for (const r of recipients) {
    const person = r.personId ? people.get(r.personId) : undefined
    if (r.personId && (!person || person.status === 'erased' || (person.status === 'suspended' && !always))) continue
    const { personId: _, ...own } = r
    const given = !person || own.email || own.phone ? own : null
    const addressee = addresseeOf(ctx, person, given)
    if (!addressee || found.has(addressee.key)) continue
    found.set(addressee.key, {
      addressee,
      given,
      targets: (channel) => {
        switch (channel) {
          case 'inbox':
            return person ? [{ target: '', hint: null }] : []
          case 'email':
            return addressee.email ? [{ target: '', hint: maskEmail(addressee.email) }] : []
          case 'sms':
            return addressee.phone ? [{ target: '', hint: maskPhone(addressee.phone) }] : []
          case 'push':
            return devices.filter((d) => d.personId === addressee.personId).map((d) => ({ target: d.id, hint: d.platform }))
        }
      },
    })
  }
  return [...found.values()]
}

/** The addressee of a delivery as things are now: a person's own address may have changed since. */
export async function addresseeAgain(ctx: Ctx, delivery: { personId: string | null; address: string | null }): Promise<Addressee | undefined> {
  const given = delivery.address === null ? null : (JSON.parse(decrypt(ctx.config, 'notice.address', delivery.address)) as Given)
  const person = delivery.personId ? (await contactsOf(ctx, [delivery.personId])).get(delivery.personId) : undefined
  return delivery.personId && !person ? undefined : addresseeOf(ctx, person, given)
}

export const sealGiven = (ctx: Ctx, given: Given): string => encrypt(ctx.config, 'notice.address', JSON.stringify(given))

function addresseeOf(ctx: Ctx, person: Contact | undefined, given: Given | null): Addressee | undefined {
  const overridden = given?.email || given?.phone
  const email = (overridden ? given!.email : person?.email) ?? null
  const phone = (overridden ? given!.phone : person?.phone) ?? null
  const key = person?.id ?? (email ? keyOf(ctx, 'email', email.trim().toLowerCase()) : phone ? keyOf(ctx, 'phone', phone) : undefined)
  if (!key) return undefined
  return {
    key,
    personId: person?.id ?? null,
    name: given?.name ?? person?.name ?? '',
    email,
    phone,
    locale: given?.locale ?? person?.locale ?? fallback.locale,
    timeZone: given?.timeZone ?? person?.timeZone ?? ctx.config.OPERATOR_TIME_ZONE,
    staff: person?.staff ?? false,
  }
}

// A hash, so that the log of deliveries does not become a list of addresses.
const keyOf = (ctx: Ctx, kind: 'email' | 'phone', address: string): string => `${kind}:${sign(ctx.config, 'notice.recipient', address)}`

/** `k…@example.org` */
export const maskEmail = (email: string): string => email.replace(/^(.).*(@.*)$/, '$1…$2')
/** `…3210` */
export const maskPhone = (phone: string): string => `…${phone.slice(-4)}`
