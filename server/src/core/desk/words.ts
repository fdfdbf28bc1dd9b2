import type { FieldError } from '#platform/problems'

/** What a canned reply may say by itself. */
export const variables: Readonly<Record<string, string>> = {
  'customer.firstName': 'First name of the customer, or “there” where we do not know it',
  'customer.name': 'Name of the customer',
  'customer.address': 'Postal address of the customer, or “your address”',
  'customer.locality': 'Town or quarter of the customer, or “your area”',
  'customer.phone': 'Phone number of the customer',
  'customer.email': 'E-mail address of the customer',
  'ticket.reference': 'Reference, like TKT-4H7Q2M',
  'ticket.subject': 'Subject',
  'ticket.category': 'Category',
  'ticket.status': 'Status, as the customer reads it',
  'agent.firstName': 'First name of whoever sends it',
  'agent.name': 'Name of whoever sends it',
  'operator.name': 'Name of the company',
  'operator.emergencyNumber': 'Number for gas emergencies',
}
export type Values = Readonly<Partial<Record<string, string>>>

const place = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Everything that is wrong with a text: variables that do not exist, braces that are not closed. */
export function wrongWords(text: string, path = 'body'): FieldError[] {
  const unknown = [...text.matchAll(place)].map((m) => m[1]!).filter((name) => !(name in variables))
  if (unknown.length > 0)
    return [{ path, message: `uses ${[...new Set(unknown)].map((n) => `{{${n}}}`).join(', ')}, which is not a variable. There are ${Object.keys(variables).join(', ')}` }]
  return /\{\{|\}\}/.test(text.replace(place, '')) ? [{ path, message: 'has {{ or }} without the other' }] : []
}

/** Puts the values in. One pass: what a customer's name holds is never read as a variable. */
export const fill = (text: string, values: Values): string => text.replace(place, (_, name: string) => values[name] ?? '')

/** "Meera" of "Meera Joshi"; a title stays with the name. */
export function firstName(name: string | null | undefined): string {
  const parts = (name ?? '').trim().split(/\s+/).filter(Boolean)
  const title = /^(mr|mrs|ms|dr|smt|shri|sri)\.?$/i.test(parts[0] ?? '')
  return title ? parts.join(' ') : (parts[0] ?? '')
}
