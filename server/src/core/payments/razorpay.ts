import Razorpay from 'razorpay'
import { GatewayRefused, GatewayUnknown, type Gateway, type GatewaySettlementLine } from './gateway.ts'
import type { GatewayKeys } from './keys.ts'
import { isRaw, orderFrom, paymentFrom, payoutFrom, refundFrom, settlementFrom, settlementLineFrom, text, type Raw } from './razorpay.parse.ts'

/** How long one call may take; after it the answer is unknown. */
const patience = 15_000

/** Razorpay through its official SDK, except refunds: the SDK drops the header that makes them safe to repeat. */
export function razorpay(keys: GatewayKeys): Gateway {
  const sdk = new Razorpay({ key_id: keys.keyId, key_secret: keys.keySecret })
  const http = (sdk as unknown as { api: { rq: { defaults: { baseURL: string; timeout: number } } } }).api.rq
  http.defaults.baseURL = keys.baseUrl
  http.defaults.timeout = patience

  // A failure of the network comes out of the SDK as a TypeError, because it reads the status of an answer that is not there.
  const call = async <T>(work: Promise<unknown>, then: (raw: Raw) => T): Promise<T> => {
    let raw: unknown
    try {
      raw = await work
    } catch (error) {
      const known = error as { statusCode?: number; error?: { code?: string; description?: string } }
      if (known.statusCode !== undefined && known.statusCode >= 400 && known.statusCode < 500 && known.statusCode !== 409 && known.statusCode !== 429)
        throw new GatewayRefused(known.error?.code ?? 'BAD_REQUEST_ERROR', known.error?.description ?? 'The gateway refused')
      throw new GatewayUnknown(known.error?.description ?? (error instanceof Error ? error.message : 'No answer'))
    }
    if (!isRaw(raw)) throw new GatewayUnknown('The gateway answered with something else than an object')
    return then(raw)
  }
  const items = (raw: Raw): Raw[] => (Array.isArray(raw.items) ? raw.items.filter(isRaw) : [])

  /** A call past the SDK, which drops headers that make calls repeatable and knows neither documents nor payouts. */
  const direct = async (method: 'GET' | 'POST', path: string, body?: object, headers: Record<string, string> = {}): Promise<Raw> => {
    let answer: Response
    let said: unknown
    const form = body instanceof FormData
    try {
      answer = await fetch(`${keys.baseUrl}/v1${path}`, {
        method,
        headers: {
          authorization: `Basic ${Buffer.from(`${keys.keyId}:${keys.keySecret}`).toString('base64')}`,
          ...(form || body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(patience),
      })
      said = await answer.json()
    } catch (error) {
      throw new GatewayUnknown(error instanceof Error ? error.message : 'No answer')
    }
    if (answer.ok && isRaw(said)) return said
    const why = isRaw(said) && isRaw(said.error) ? said.error : {}
    // In progress (409) and too many (429) say nothing of the outcome.
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 409 && answer.status !== 429)
      throw new GatewayRefused(text(why.code) ?? 'BAD_REQUEST_ERROR', text(why.description) ?? 'The gateway refused')
    throw new GatewayUnknown(text(why.description) ?? `The gateway answered ${answer.status}`)
  }

  return {
    name: 'razorpay',
    createOrder: (it) => call(sdk.orders.create({ ...it, payment: { capture: 'automatic' } } as never), orderFrom),
    findOrder: (receipt) =>
      call(sdk.orders.all({ receipt } as never) as Promise<unknown>, (raw) =>
        items(raw)
          .map(orderFrom)
          .find((o) => o.receipt === receipt),
      ),
    paymentsOf: (orderId) => call(sdk.orders.fetchPayments(orderId) as Promise<unknown>, (raw) => items(raw).map(paymentFrom)),
    fetchPayment: (id) => call(sdk.payments.fetch(id) as Promise<unknown>, paymentFrom),
    capture: (id, amount, currency) => call(sdk.payments.capture(id, amount, currency) as Promise<unknown>, paymentFrom),
    listRefunds: (id) => call(sdk.payments.fetchMultipleRefund(id, {} as never) as Promise<unknown>, (raw) => items(raw).map(refundFrom)),
    refund: async ({ paymentId, amount, receipt, key }) =>
      refundFrom(
        await direct(
          'POST',
          `/payments/${encodeURIComponent(paymentId)}/refund`,
          { amount, speed: 'normal', receipt, notes: { refund_id: receipt } },
          { 'x-refund-idempotency': key },
        ),
      ),
    customer: ({ reference, name, email, contact }) =>
      call(
        sdk.customers.create({
          name: name.slice(0, 50),
          ...(email ? { email } : {}),
          ...(contact ? { contact } : {}),
          fail_existing: 0,
          notes: { person: reference },
        } as never) as Promise<unknown>,
        (raw) => String(raw.id),
      ),
    payWithToken: async ({ orderId, amount, currency, customerId, token, description, email, contact }) => {
      const made = await call(
        sdk.payments.createRecurringPayment({
          email: email ?? 'payer@example.invalid',
          contact: contact ?? '+910000000000',
          amount,
          currency,
          order_id: orderId,
          customer_id: customerId,
          token,
          recurring: true,
          description: description.slice(0, 255),
        } as never) as Promise<unknown>,
        (raw) => String(raw.razorpay_payment_id ?? raw.id),
      )
      return call(sdk.payments.fetch(made) as Promise<unknown>, paymentFrom)
    },
    uploadDocument: async ({ name, contentType, bytes }) => {
      const form = new FormData()
      form.set('purpose', 'dispute_evidence')
      form.set('file', new Blob([new Uint8Array(bytes)], { type: contentType }), name)
      return String((await direct('POST', '/documents', form)).id)
    },
    contestDispute: ({ id, amount, summary, documents }) =>
      call(
        sdk.disputes.contest(id, {
          amount,
          summary,
          ...(documents.length > 0 ? { others: [{ type: 'explanation_letter', document_ids: documents }] } : {}),
          action: 'submit',
        } as never) as Promise<unknown>,
        () => undefined,
      ),
    acceptDispute: (id) => call(sdk.disputes.accept(id) as Promise<unknown>, () => undefined),
    settledOn: async (day) => {
      const [year, month, date] = day.split('-').map(Number)
      const lines: GatewaySettlementLine[] = []
      for (let skip = 0; ; skip += 1000) {
        const found = await call(sdk.settlements.reports({ year, month, day: date, count: 1000, skip } as never) as Promise<unknown>, (raw) => items(raw).map(settlementLineFrom))
        lines.push(...found)
        if (found.length < 1000) return lines
      }
    },
    settlement: (id) => call(sdk.settlements.fetch(id) as Promise<unknown>, settlementFrom),
    payout: async ({ reference, amount, currency, destination, payee, narration, key }) => {
      if (!keys.accountNumber) throw new GatewayRefused('NO_ACCOUNT', 'No account to pay out from is set up (RAZORPAY_ACCOUNT_NUMBER)')
      const contact = { name: payee.slice(0, 50), type: 'customer', reference_id: reference }
      const fund =
        destination.kind === 'vpa'
          ? { account_type: 'vpa', vpa: { address: destination.vpa }, contact }
          : { account_type: 'bank_account', bank_account: { name: destination.name, ifsc: destination.ifsc, account_number: destination.accountNumber }, contact }
      const body = {
        account_number: keys.accountNumber,
        amount,
        currency,
        mode: destination.kind === 'vpa' ? 'UPI' : 'IMPS',
        purpose: 'refund',
        fund_account: fund,
        queue_if_low_balance: true,
        reference_id: reference,
        narration: narration.slice(0, 30),
      }
      return payoutFrom(await direct('POST', '/payouts', body, { 'x-payout-idempotency': key }))
    },
    findPayout: async (reference) => {
      const found = items(await direct('GET', `/payouts?${new URLSearchParams({ account_number: keys.accountNumber ?? '', reference_id: reference }).toString()}`))
      return found.map(payoutFrom).find((p) => p.reference === reference)
    },
  }
}
