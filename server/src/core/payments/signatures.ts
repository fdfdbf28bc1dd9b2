import { createHmac } from 'node:crypto'
import { same } from '#platform/crypto'

/** HMAC-SHA256 in hex, as Razorpay signs. The SDK compares with `===`; here it is constant time. */
export const hmacHex = (data: string | Buffer, secret: string): string => createHmac('sha256', secret).update(data).digest('hex')

export const verifyHmac = (data: string | Buffer, signature: string, secret: string): boolean => same(hmacHex(data, secret), signature)

/** Checkout: proves that the payment belongs to the order, never that it was captured. `orderId` comes from our database, not from the browser. */
export const verifyCheckout = (it: { orderId: string; paymentId: string; signature: string }, keySecret: string): boolean =>
  verifyHmac(`${it.orderId}|${it.paymentId}`, it.signature, keySecret)

export interface Secrets {
  webhook: string
  /** The secret before the last change: it still signs retries for a day. */
  webhookOld: string | undefined
  key: string
}

export const findings = [
  'matches',
  'matches_old',
  'header_missing',
  'header_form',
  'body_empty',
  'signed_with_api_secret',
  'signature_base64',
  'body_reformatted',
  'body_trimmed',
  'secret_padded',
  'wrong_secret_or_body',
] as const
export type Finding = (typeof findings)[number]

/** What each finding means for the person who has to put it right. */
export const findingWords: Record<Finding, string> = {
  matches: 'The signature is right for the current secret.',
  matches_old: 'The signature is right for the secret before the last change. Razorpay signs retries with it for a day; after that, look which address still uses it.',
  header_missing: 'The header X-Razorpay-Signature is missing. Something between Razorpay and us removes it, or this did not come from Razorpay.',
  header_form: 'The header X-Razorpay-Signature is not 64 hexadecimal characters, so it was cut or changed on its way.',
  body_empty: 'The body is empty. Something between Razorpay and us drops it.',
  signed_with_api_secret: 'It is signed with the secret of the API key. Set a webhook secret of its own in the Razorpay dashboard, and the same in RAZORPAY_WEBHOOK_SECRET.',
  signature_base64: 'The signature is right but written in base64. Razorpay writes hexadecimal, so something rewrites it.',
  body_reformatted: 'The signature is right for the same JSON without spaces: something parses the body and writes it again. Hand on the bytes as they came.',
  body_trimmed: 'The signature is right for the body without the white space around it: something adds a line end.',
  secret_padded: 'RAZORPAY_WEBHOOK_SECRET has white space around it. Without it the signature is right.',
  wrong_secret_or_body: 'No secret of ours gives this signature. The secret in the Razorpay dashboard is another one, or the body was changed on its way.',
}

/** Says which thing is wrong with the signature of a webhook. Only `matches` and `matches_old` are accepted. */
export function diagnose(body: Buffer, signature: string | undefined, secrets: Secrets): Finding {
  if (signature === undefined || signature === '') return 'header_missing'
  if (body.length === 0) return 'body_empty'
  if (verifyHmac(body, signature, secrets.webhook)) return 'matches'
  const old = secrets.webhookOld
  if (old !== undefined && verifyHmac(body, signature, old)) return 'matches_old'
  if (same(createHmac('sha256', secrets.webhook).update(body).digest('base64'), signature)) return 'signature_base64'
  if (!/^[0-9a-f]{64}$/i.test(signature)) return 'header_form'
  if (verifyHmac(body, signature, secrets.key)) return 'signed_with_api_secret'
  const text = body.toString('utf8')
  if (verifyHmac(text.trim(), signature, secrets.webhook)) return 'body_trimmed'
  if (secrets.webhook.trim() !== secrets.webhook && verifyHmac(body, signature, secrets.webhook.trim())) return 'secret_padded'
  try {
    if (verifyHmac(JSON.stringify(JSON.parse(text)), signature, secrets.webhook)) return 'body_reformatted'
  } catch {
    // not JSON: nothing more to try
  }
  return 'wrong_secret_or_body'
}
