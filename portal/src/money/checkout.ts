import { api, type Checkout, type Payment, type PaymentDetail } from '@manifold/client'
import { backFromBank, leaveForBank } from '#money/standing.ts'

/** A way to pay at the gateway. */
export type BankWay = 'upi' | 'card' | 'netbanking'

interface RazorpayAnswer {
  razorpay_payment_id: string
  razorpay_order_id: string
  razorpay_signature: string
}
interface RazorpayWindow {
  Razorpay?: new (options: Record<string, unknown>) => { open: () => void }
}

/**
 * Opens the place where the person pays. A page of its own (the simulator's) is gone to and comes back to `back`; Razorpay's checkout opens over
 * this page, and what it hands back is given to the server. Resolves when it was closed.
 */
export async function openCheckout(it: {
  payment: PaymentDetail
  checkout: Checkout
  way: BankWay
  back: string
  operatorName: string
  customer: { name: string; email: string | null; phone: string | null }
}): Promise<void> {
  const { payment, checkout, way, back } = it
  leaveForBank(payment)
  if (checkout.url !== null) {
    const url = new URL(checkout.url, location.href)
    url.searchParams.set('back', back)
    url.searchParams.set('method', way)
    location.assign(url)
    // The page goes away; nothing after this is to run.
    return new Promise(() => undefined)
  }
  await loadRazorpay()
  await new Promise<void>((closed, fail) => {
    const Razorpay = (window as RazorpayWindow).Razorpay!
    new Razorpay({
      key: checkout.keyId,
      order_id: checkout.orderId,
      amount: payment.amount.amount,
      currency: payment.amount.currency,
      name: it.operatorName,
      description: payment.description,
      prefill: { name: it.customer.name, email: it.customer.email ?? '', contact: it.customer.phone ?? '', method: way },
      ...(checkout.customerId ? { customer_id: checkout.customerId, save: 1 } : {}),
      retry: { enabled: false },
      modal: { ondismiss: () => closed() },
      handler: (answer: RazorpayAnswer) => {
        backFromBank(payment.id)
        // The signature proves that the payment belongs to the order; whether it was captured, the server asks.
        api.post<Payment>(`/payment/intents/${payment.id}/confirm`, answer).then(() => closed(), fail)
      },
    }).open()
  })
}

const script = 'https://checkout.razorpay.com/v1/checkout.js'
let loading: Promise<void> | undefined
function loadRazorpay(): Promise<void> {
  if ((window as RazorpayWindow).Razorpay) return Promise.resolve()
  loading ??= new Promise<void>((done, fail) => {
    const element = document.createElement('script')
    element.src = script
    element.onload = () => done()
    element.onerror = () => {
      loading = undefined
      element.remove()
      fail(new Error('The bank’s checkout could not be loaded.'))
    }
    document.head.append(element)
  })
  return loading
}
