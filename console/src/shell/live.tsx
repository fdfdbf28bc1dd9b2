import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { live, liveAddress, type LiveHint, type LiveState } from '@manifold/client'
import { meQuery, useMe } from '#shell/session.ts'

type Listener = (hint: LiveHint) => void
const Channel = createContext<{ add: (l: Listener) => () => void; state: LiveState }>({ add: () => () => undefined, state: 'connecting' })

/** Lists are loaded again at most this often, however busy the desk is. Milliseconds. */
const LISTS_EVERY = 1500

/** One live channel for the whole console: what a hint names is loaded again, quietly. */
export function LiveChannel({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const id = useMe().id
  const [state, setState] = useState<LiveState>('connecting')
  const listeners = useRef(new Set<Listener>())
  useEffect(() => {
    const lists = gathered(() => {
      void client.invalidateQueries({ queryKey: ['queue'] })
      void client.invalidateQueries({ queryKey: ['counts'] })
      void client.invalidateQueries({ queryKey: ['tickets'] })
    }, LISTS_EVERY)
    const stop = live({
      url: liveAddress,
      onState: setState,
      on: (hint) => {
        reload(client, hint, lists.soon, id)
        for (const l of listeners.current) l(hint)
      },
    })
    return () => {
      lists.stop()
      stop()
    }
  }, [client, id])
  const [add] = useState(() => (l: Listener) => {
    listeners.current.add(l)
    return () => listeners.current.delete(l)
  })
  return <Channel value={{ add, state }}>{children}</Channel>
}

export const useLiveState = (): LiveState => useContext(Channel).state

/** Is told each hint while the component is on screen. */
export function useHints(then: Listener): void {
  const { add } = useContext(Channel)
  const latest = useRef(then)
  useEffect(() => {
    latest.current = then
  })
  useEffect(() => add((hint) => latest.current(hint)), [add])
}

function reload(client: QueryClient, hint: LiveHint, lists: () => void, me: string): void {
  switch (hint.name) {
    case 'ticket.created':
    case 'queue.changed':
      return lists()
    case 'ticket.changed':
    case 'ticket.replied':
    case 'ticket.noted':
    case 'ticket.merged':
    case 'emergency.paged':
      void client.invalidateQueries({ queryKey: ['ticket', hint.payload.reference] })
      return lists()
    case 'notice.created':
    case 'notice.read':
      client.setQueryData(['unread'], { unread: hint.payload.unread })
      void client.invalidateQueries({ queryKey: ['inbox'] })
      return
    case 'user.availability':
      if (hint.payload.userId === me) void client.invalidateQueries({ queryKey: meQuery.queryKey })
      void client.invalidateQueries({ queryKey: ['staff'] })
      return
    case 'live.resync':
      void client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'config' })
      return
    case 'live.ended':
      // Everything in memory belongs to a session that is over: the page is left, not emptied under the screens that are open.
      client.clear()
      location.replace('/admin/login')
      return
  }
}

/** Calls `then` once, at most every `every` milliseconds, after one or many `soon()`. */
export function gathered(then: () => void, every: number): { soon: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = 0
  const soon = () => {
    if (timer) return
    timer = setTimeout(
      () => {
        timer = undefined
        last = Date.now()
        then()
      },
      Math.max(120, last + every - Date.now()),
    )
  }
  return { soon, stop: () => clearTimeout(timer) }
}
