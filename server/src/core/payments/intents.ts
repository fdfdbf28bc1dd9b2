import { randomInt } from 'node:crypto'
import { scopeOf } from '#platform/access'
import { read, write, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { uuidv7 } from '#platform/ids'
import { common } from '#platform/problems'
import { move } from '#platform/states'
import type { PaymentFacts } from './events.ts'
import { intentStates } from './machines.ts'
import { purposeOf } from './purposes.ts'
import { refuse } from './refusals.ts'
import type { intents } from './schema.ts'

export type Intent = typeof intents.$inferSelect

export const intentColumns = `i.id, i.reference, i.purpose, i.business_type "businessType", i.business_id "businessId", i.amount, i.currency, i.payer_id "payerId", i.line, i.description,
  i.tax_basis_points "taxBasisPoints", i.state, i.attempt_id "attemptId", i.method, i.save_method "saveMethod", i.captured_at "capturedAt", i.expires_at "expiresAt", i.created_at "createdAt"`

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** A prefix and six characters that cannot be misread; about a thousand million of them, and a collision is refused by the database and retried. */
export const newReference = (prefix: 'PAY' | 'RFD' | 'ADJ' | 'PYT'): string => `${prefix}-${Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')}`

export interface NewIntent {
  purpose: string
  businessRef: { type: string; id: string }
  /** Minor units, 1 or more. */
  amount: number
  currency: string
  payerId: string
  line: string
  description: string
  expiresAt: Date
  /** Tax inside the amount, in basis points. */
  tax?: { basisPoints: number }
}

const insert = write<Intent>(
  'payments.intent',
  `insert into payments.intents as i (id, reference, purpose, business_type, business_id, amount, currency, payer_id, line, description, tax_basis_points, state, expires_at, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'created', $12, $13) on conflict (reference) do nothing returning ${intentColumns}`,
)

/** Says that somebody is to pay. Refuses another currency than INR, and amounts that are not whole minor units. */
export async function createIntent(tx: Tx, it: NewIntent): Promise<Intent> {
  if (it.currency !== 'INR') throw refuse.currency()
  if (!Number.isSafeInteger(it.amount) || it.amount < 1) throw common.invalid({ errors: [{ path: 'amount', message: 'must be a whole number of minor units, 1 or more' }] })
  purposeOf(it.purpose)
  for (let attempt = 1; attempt <= 5; attempt++) {
    const [made] = await insert(tx, [
      uuidv7(tx.now()),
      newReference('PAY'),
      it.purpose,
      it.businessRef.type,
      it.businessRef.id,
      it.amount,
      it.currency,
      it.payerId,
      it.line,
      it.description,
      it.tax?.basisPoints ?? null,
      it.expiresAt,
      tx.now(),
    ])
    if (made) return made
  }
  throw new Error('No free reference was found')
}

const one = read<Intent>('payments.intent_one', `select ${intentColumns} from payments.intents i where i.id::text = $1 or i.reference = upper($1)`)
const locked = write<Intent>('payments.intent_lock', `select ${intentColumns} from payments.intents i where i.id = $1 for update`)

/** An intent by id, for lines: no check of who asks. */
export const intentOf = async (ctx: Ctx, id: string): Promise<Intent | undefined> => (await one(ctx, [id]))[0]

/** Locks an intent: whoever changes it, its attempts or its refunds does this first. */
export async function lockIntent(tx: Tx, id: string): Promise<Intent> {
  const [intent] = await locked(tx, [id])
  if (!intent) throw common.not_found()
  return intent
}

/** An intent that the actor may see: the payer's own, or with `payment.transaction.read` beyond one's own. Missing and foreign are one refusal. */
export async function intentFor(ctx: Ctx, idOrReference: string): Promise<Intent> {
  const intent = await intentOf(ctx, idOrReference)
  if (!intent) throw common.not_found()
  const scope = scopeOf(ctx.actor, 'payment.transaction.read')
  if (intent.payerId !== ctx.actor.id && (scope === undefined || scope === 'own')) throw common.not_found()
  return intent
}

export const factsOf = (intent: Intent): PaymentFacts => ({
  intentId: intent.id,
  reference: intent.reference,
  purpose: intent.purpose,
  businessRef: { type: intent.businessType, id: intent.businessId },
  amount: intent.amount,
  currency: intent.currency,
  payerId: intent.payerId,
  line: intent.line,
})
export const payerTopics = (intent: Intent): string[] => [`user:${intent.payerId}`, 'finance']

const openAttempts = read<{ id: string }>('payments.attempts_open', `select id from payments.attempts where intent_id = $1 and state in ('authorized', 'unknown') limit 1`)

/** Calls a payment off. Refuses one that was made, and one of which an attempt is authorised or unknown. */
export async function cancelIntent(tx: Tx, id: string): Promise<Intent> {
  await lockIntent(tx, id)
  if ((await openAttempts(tx, [id])).length > 0) throw refuse.under_way()
  const intent = await move(tx, intentStates, id, 'cancelled')
  await emit(tx, 'payment.cancelled', factsOf(intent), payerTopics(intent))
  return intent
}

const dueIds = read<{ id: string }>(
  'payments.intents_due',
  `select i.id from payments.intents i where i.state in ('created', 'attempted') and i.expires_at <= $1
     and not exists (select 1 from payments.attempts a where a.intent_id = i.id and a.state in ('authorized', 'unknown')) order by i.expires_at limit 500`,
)

/** Ends one payment whose time has passed, unless something is under way; says whether it did. */
export async function expireIntent(tx: Tx, id: string): Promise<boolean> {
  const intent = await lockIntent(tx, id)
  if (!['created', 'attempted'].includes(intent.state) || intent.expiresAt > tx.now() || (await openAttempts(tx, [id])).length > 0) return false
  await move(tx, intentStates, id, 'expired')
  await emit(tx, 'payment.expired', factsOf(intent), payerTopics(intent))
  return true
}
export const intentsDue = (ctx: Ctx): Promise<{ id: string }[]> => dueIds(ctx, [ctx.now()])

const extend = write<{ id: string }>(
  'payments.intent_extend',
  `update payments.intents set expires_at = greatest(expires_at, $2) where id = $1 and state in ('created', 'attempted') returning id`,
)
/** Gives the payer of an open intent until `until`; a time that is later already stays. False when it is open no more. */
export const extendIntent = async (tx: Tx, id: string, until: Date): Promise<boolean> => (await extend(tx, [id, until])).length > 0
