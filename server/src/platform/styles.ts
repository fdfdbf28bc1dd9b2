import type { FastifyReply } from 'fastify'
import { createHash } from 'node:crypto'

const strict = "style-src 'self'"

/**
 * Lets the page of this answer carry style elements: those with the `'nonce-…'` or the content of the `'sha256-…'` in `source`. `attributes` also allows `style="…"`.
 * Everything else of the policy stays; without this call no answer may style itself.
 */
export function allowStyles(reply: FastifyReply, source: string, attributes = false): void {
  const policy = String(reply.getHeader('content-security-policy') ?? strict)
  void reply.header('content-security-policy', policy.replace(strict, `${strict} ${source}${attributes ? ";style-src-attr 'unsafe-inline'" : ''}`))
}

/** The source that allows exactly the style elements of a page that is the same for everybody. */
export const styleHashes = (html: string): string =>
  [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css]) => `'sha256-${createHash('sha256').update(css!).digest('base64')}'`).join(' ')

/** Lets the page of this answer open Razorpay's checkout: its script, its frames, and the calls that it makes. Only where Razorpay's keys are set. */
export function allowCheckout(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy'))
  const from = 'https://checkout.razorpay.com https://api.razorpay.com'
  void reply.header(
    'content-security-policy',
    `${policy.replace("script-src 'self'", `script-src 'self' https://checkout.razorpay.com`).replace("connect-src 'self'", `connect-src 'self' ${from} https://lumberjack.razorpay.com`)};frame-src 'self' ${from}`,
  )
}
