import parsePhoneNumber from 'libphonenumber-js'
import Type from 'typebox'
import type { Ctx } from '#platform/db'
import { setting } from '#platform/settings'
import { refuseAuth } from './refusals.ts'

export const defaultCountry = setting('users.default_country', {
  schema: Type.String({ pattern: '^[A-Z]{2}$' }),
  default: 'IN',
  sentence: 'The country that a phone number without a country code belongs to.',
  public: true,
})

/** A phone number in E.164, from what a person typed; throws `auth.phone_invalid` for what cannot be one. */
export async function readPhone(ctx: Ctx, typed: string, field = 'phoneNumber'): Promise<string> {
  const phone = parsePhoneNumber(typed, (await defaultCountry(ctx)) as 'IN')
  if (!phone?.isValid()) throw refuseAuth.phone_invalid({ errors: [{ path: field, message: 'is not a phone number' }] })
  return phone.number
}
