import { useRef, useState } from 'react'
import { ApiProblem, newKey } from '@manifold/client'

/** Whether it is known that nothing was done, so that the next press is a new one. What got no answer, or is still running, keeps its key. */
export const isSettled = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status >= 400 && error.status < 500 && !['request.key_running', 'request.key_done'].includes(error.code) && error.status !== 429

const stored = (name: string) => `manifold.press.${name}`

/**
 * The key of one press of a button that moves money. It is the same for every try of that press, also after the page was loaded again, until the
 * server has said how it ended: so a double press, a lost answer and an impatient reload charge once.
 */
export function pressKey(name: string): { key: string; done: () => void } {
  let key: string
  try {
    key = sessionStorage.getItem(stored(name)) ?? newKey()
    sessionStorage.setItem(stored(name), key)
  } catch {
    key = newKey()
  }
  return {
    key,
    done: () => {
      try {
        sessionStorage.removeItem(stored(name))
      } catch {
        // It was not kept.
      }
    },
  }
}

/** Acts with the key of this press, and forgets the key when it is known how it ended. */
export async function pressing<T>(name: string, act: (key: string) => Promise<T>): Promise<T> {
  const { key, done } = pressKey(name)
  try {
    const answer = await act(key)
    done()
    return answer
  } catch (error) {
    if (isSettled(error)) done()
    throw error
  }
}

/** One press at a time: a second one while the first is under way is the same one. */
export function usePress(name: string) {
  const running = useRef<Promise<unknown> | null>(null)
  const [busy, setBusy] = useState(false)
  async function press<T>(act: (key: string) => Promise<T>): Promise<T> {
    if (running.current) return running.current as Promise<T>
    setBusy(true)
    const work = pressing(name, act)
    running.current = work
    try {
      return await work
    } finally {
      running.current = null
      setBusy(false)
    }
  }
  return { press, busy }
}
