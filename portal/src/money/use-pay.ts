import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { api, isProblem, type PaymentDetail, type Paying } from '@manifold/client'
import { openCheckout, type BankWay } from '#money/checkout.ts'
import { reloadMoney } from '#money/money.ts'
import { usePress } from '#money/press.ts'
import { rememberWay, type Way } from '#money/pay-with.tsx'
import { backFromBank, forgetVisit, leaveForBank, patience, readVisit, standingOf, type Standing } from '#money/standing.ts'
import { useConfig, useSignedIn } from '#session.ts'
import { messageOf } from '#shell/failure.tsx'

/** How a payment stands on this screen, looked at again while the bank is to answer. `now` moves only as long as it matters. */
export function useStanding(payment: PaymentDetail | undefined): Standing | undefined {
  const client = useQueryClient()
  const [params, setParams] = useSearchParams()
  const [, look] = useState(0)
  const told = params.get('gateway')
  const id = payment?.id
  // The bank's page says in the address that it is through. That is kept, and taken out of the address.
  useEffect(() => {
    if (!id || told === null) return
    if (told === 'done') backFromBank(id)
    void client.invalidateQueries({ queryKey: ['payment'] })
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        next.delete('gateway')
        return next
      },
      { replace: true },
    )
  }, [id, told, client, setParams])
  // A page that the browser kept while the person was at the bank is shown as it was: ask how it stands now.
  useEffect(() => {
    const again = (e: PageTransitionEvent) => e.persisted && void client.invalidateQueries()
    addEventListener('pageshow', again)
    return () => removeEventListener('pageshow', again)
  }, [client])
  const visit = id ? readVisit(id) : null
  const standing = payment && standingOf(payment, told === 'done' ? { failed: visit?.failed ?? 0, done: true, at: Date.now() } : visit, Date.now())
  const waits = standing === 'checking' || standing === 'unheard'
  useEffect(() => {
    if (!waits || !id) return
    const started = Date.now()
    const timer = setInterval(
      () => {
        look((n) => n + 1)
        void client.invalidateQueries({ queryKey: ['payment'] })
        if (Date.now() - started > patience) void client.invalidateQueries({ queryKey: ['booking'] })
      },
      standing === 'checking' ? 2000 : 10_000,
    )
    return () => clearInterval(timer)
  }, [client, id, waits, standing])
  useEffect(() => {
    if (!id) return
    if (standing === 'paid' || standing === 'ended') forgetVisit(id)
    // What a payment changes besides: the wallet, and what was held for it.
    if (standing === 'paid' || standing === 'failed') {
      const timer = setTimeout(
        () => void Promise.all(['wallet', 'statement', 'payments', 'booking', 'bookings', 'quote'].map((name) => client.invalidateQueries({ queryKey: [name] }))),
        700,
      )
      void client.invalidateQueries({ queryKey: ['wallet'] })
      return () => clearTimeout(timer)
    }
  }, [id, standing, client])
  return standing
}

/** Pays: from the wallet or by a kept way at once, or by going to the bank. What could not be done is said; nothing is charged twice. */
export function usePay(payment: PaymentDetail | undefined, back: string) {
  const client = useQueryClient()
  const me = useSignedIn()
  const { operatorName } = useConfig()
  const [problem, setProblem] = useState<string | null>(null)
  const [leaving, setLeaving] = useState(false)
  const { press, busy } = usePress(`pay.${payment?.id ?? ''}`)

  async function pay(way: Way, keep = false): Promise<void> {
    if (!payment || leaving) return
    setProblem(null)
    rememberWay(way)
    const atBank = way !== 'wallet' && !way.startsWith('saved:')
    const wish = way === 'wallet' ? { method: 'wallet' } : atBank ? { method: 'gateway', save: keep } : { method: 'saved', methodId: way.slice('saved:'.length) }
    try {
      // The same wish by another way is another press.
      const { checkout } = await press((key) => api.post<Paying>(`/payment/intents/${payment.id}/pay`, wish, { key: `${key}.${way}${atBank && keep ? '.keep' : ''}` }))
      if (atBank && !checkout) setProblem('The bank does not answer right now. You were not charged. Try again in a minute, or pay from your wallet.')
      else if (atBank) {
        setLeaving(true)
        await openCheckout({ payment, checkout: checkout!, way: way as BankWay, back, operatorName, customer: me })
        setLeaving(false)
      } else if (way !== 'wallet') {
        // The bank is asked about the kept way; until it has answered nobody pays again.
        leaveForBank(payment)
        backFromBank(payment.id)
      }
    } catch (error) {
      setLeaving(false)
      // It was paid, or it ended: what the screen then shows says more than a refusal.
      if (!isProblem(error, 'payment.not_payable') && !isProblem(error, 'payment.expired'))
        setProblem(error instanceof Error && !isProblem(error) ? error.message : messageOf(error))
    }
    await Promise.all([reloadMoney(client), client.invalidateQueries({ queryKey: ['booking'] }), client.invalidateQueries({ queryKey: ['bookings'] })])
  }
  // Back by the browser's button from a page that it kept: the button may be pressed again.
  useEffect(() => {
    const again = (e: PageTransitionEvent) => e.persisted && setLeaving(false)
    addEventListener('pageshow', again)
    return () => removeEventListener('pageshow', again)
  }, [])
  return { pay, busy: busy || leaving, leaving, problem }
}
