import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { live, liveAddress, type LiveHint, type LiveState } from '@manifold/client'
import { reloadGas } from '#gas/gas.ts'
import { reloadMoney } from '#money/money.ts'
import { setUnread } from '#notices.ts'
import { reloadTicket } from '#tickets.ts'
import { useMe } from '#session.ts'

type Listener = (hint: LiveHint) => void
const Listeners = createContext<{ add: (l: Listener) => () => void; state: LiveState }>({ add: () => () => undefined, state: 'connecting' })

/** Keeps one live channel open while somebody is signed in, and loads again what a hint names. */
export function LiveChannel({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const id = useMe()?.id
  const [state, setState] = useState<LiveState>('connecting')
  const listeners = useRef(new Set<Listener>())
  useEffect(() => {
    if (!id) return
    return live({
      url: liveAddress,
      pauseHiddenAfter: 90_000,
      onState: setState,
      on: (hint) => {
        void reload(client, hint)
        for (const l of listeners.current) l(hint)
      },
    })
  }, [client, id])
  const [add] = useState(() => (l: Listener) => {
    listeners.current.add(l)
    return () => listeners.current.delete(l)
  })
  return <Listeners value={{ add, state }}>{children}</Listeners>
}

export const useLiveState = (): LiveState => useContext(Listeners).state

/** Is told each hint while the component is on screen. */
export function useHints(then: Listener): void {
  const { add } = useContext(Listeners)
  const latest = useRef(then)
  useEffect(() => {
    latest.current = then
  })
  useEffect(() => add((hint) => latest.current(hint)), [add])
}

async function reload(client: QueryClient, hint: LiveHint): Promise<void> {
  switch (hint.name) {
    case 'ticket.created':
    case 'ticket.changed':
    case 'ticket.replied':
    case 'ticket.merged':
      return reloadTicket(client, hint.payload.ticketId, hint.payload.reference)
    case 'notice.created':
      setUnread(client, hint.payload.unread)
      return client.invalidateQueries({ queryKey: ['inbox'] })
    case 'notice.read':
      setUnread(client, hint.payload.unread)
      return
    case 'gas.booking_created':
    case 'gas.booking_paid':
    case 'gas.booking_waiting':
    case 'gas.place_changed':
    case 'gas.booking_allotted':
    case 'gas.booking_under_way':
    case 'gas.booking_failed':
    case 'gas.booking_delivered':
    case 'gas.booking_cancelled':
    case 'gas.booking_expired':
      await reloadGas(client)
      return
    case 'payment.captured':
    case 'payment.failed':
    case 'payment.expired':
    case 'payment.cancelled':
    case 'payment.late_captured':
    case 'payment.auto_refunded':
    case 'payment.under_way':
      await Promise.all([reloadMoney(client), reloadGas(client)])
      return
    case 'refund.requested':
    case 'refund.processed':
    case 'refund.failed':
    case 'refund.moved':
    case 'wallet.changed':
      await reloadMoney(client)
      return
    case 'live.resync':
      return client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'config' })
    case 'live.ended':
      return client.resetQueries({ queryKey: ['me'] })
  }
}
