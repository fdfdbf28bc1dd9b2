import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Kbd } from '@manifold/ui'

export interface KeyBinding {
  label: string
  group: 'Everywhere' | 'Lists' | 'Ticket, open or chosen in the queue' | 'Money'
  /** `j`, `Shift+j`, `Ctrl+k`, `g d` (one after the other), `Enter`. */
  keys: string
}

/** Every key of the console. Single letters work only outside fields and can be changed or switched off (WCAG 2.1.4). */
export const bindings = {
  palette: { label: 'Search and commands', group: 'Everywhere', keys: 'Ctrl+k' },
  help: { label: 'This sheet of keys', group: 'Everywhere', keys: '?' },
  create: { label: 'New', group: 'Everywhere', keys: 'c' },
  'go.desk': { label: 'Go to the desk', group: 'Everywhere', keys: 'g d' },
  'go.customers': { label: 'Go to customers', group: 'Everywhere', keys: 'g c' },
  'go.gas': { label: 'Go to gas', group: 'Everywhere', keys: 'g g' },
  'go.money': { label: 'Go to money', group: 'Everywhere', keys: 'g m' },
  'go.reports': { label: 'Go to reports', group: 'Everywhere', keys: 'g r' },
  'go.knowledge': { label: 'Go to the knowledge base', group: 'Everywhere', keys: 'g k' },
  'go.notices': { label: 'Go to notices', group: 'Everywhere', keys: 'g n' },
  'go.settings': { label: 'Go to settings', group: 'Everywhere', keys: 'g s' },
  'list.next': { label: 'Next', group: 'Lists', keys: 'j' },
  'list.previous': { label: 'Previous', group: 'Lists', keys: 'k' },
  'list.open': { label: 'Open', group: 'Lists', keys: 'Enter' },
  'list.select': { label: 'Select', group: 'Lists', keys: 'x' },
  'list.extendNext': { label: 'Extend the selection down', group: 'Lists', keys: 'Shift+j' },
  'list.extendPrevious': { label: 'Extend the selection up', group: 'Lists', keys: 'Shift+k' },
  'list.all': { label: 'Select all in view', group: 'Lists', keys: 'Ctrl+a' },
  'list.search': { label: 'Search here', group: 'Lists', keys: '/' },
  'list.filter': { label: 'Add a filter', group: 'Lists', keys: 'f' },
  back: { label: 'Back, or close', group: 'Lists', keys: 'Escape' },
  'ticket.reply': { label: 'Reply', group: 'Ticket, open or chosen in the queue', keys: 'r' },
  'ticket.note': { label: 'Internal note', group: 'Ticket, open or chosen in the queue', keys: 'n' },
  'ticket.send': { label: 'Send', group: 'Ticket, open or chosen in the queue', keys: 'Ctrl+Enter' },
  'ticket.take': { label: 'Take', group: 'Ticket, open or chosen in the queue', keys: 't' },
  'ticket.assign': { label: 'Assign', group: 'Ticket, open or chosen in the queue', keys: 'a' },
  'ticket.status': { label: 'Status', group: 'Ticket, open or chosen in the queue', keys: 's' },
  'ticket.priority': { label: 'Priority', group: 'Ticket, open or chosen in the queue', keys: 'p' },
  'ticket.tags': { label: 'Tags', group: 'Ticket, open or chosen in the queue', keys: 'l' },
  'ticket.resolve': { label: 'Resolve', group: 'Ticket, open or chosen in the queue', keys: 'e' },
  'ticket.snooze': { label: 'Snooze', group: 'Ticket, open or chosen in the queue', keys: 'z' },
  'ticket.macro': { label: 'Macro', group: 'Ticket, open or chosen in the queue', keys: 'm' },
  'money.refund': { label: 'Refund the payment', group: 'Money', keys: 'r' },
  'money.approve': { label: 'Approve the refund', group: 'Money', keys: 'a' },
  'money.decline': { label: 'Decline the refund', group: 'Money', keys: 'd' },
  'money.again': { label: 'Try the refund again, replay the webhook, verify the books', group: 'Money', keys: 'v' },
} as const satisfies Record<string, KeyBinding>
export type KeyName = keyof typeof bindings

interface Choice {
  /** Single letters do nothing. */
  off: boolean
  changed: Partial<Record<KeyName, string>>
}
const STORE = 'manifold.keys'
function chosen(): Choice {
  try {
    return { off: false, changed: {}, ...(JSON.parse(localStorage.getItem(STORE) ?? '{}') as Partial<Choice>) }
  } catch {
    return { off: false, changed: {} }
  }
}

type Handler = (event: KeyboardEvent) => void
interface Registered {
  current: Handler
  /** Stays before whatever comes on screen later. */
  over?: boolean
}
interface Registry {
  choice: Choice
  choose: (choice: Choice) => void
  keysOf: (name: KeyName) => string | undefined
  add: (name: KeyName, handler: Registered) => () => void
  active: () => ReadonlySet<KeyName>
}
const Keys = createContext<Registry | null>(null)
const useRegistry = () => {
  const registry = useContext(Keys)
  if (!registry) throw new Error('Keys are used outside KeysProvider')
  return registry
}

/** What was pressed, in the words of `bindings`. Shift is named only with letters: on a `?` it is how the sign is made. */
export function pressed(e: KeyboardEvent): string {
  const letter = /^[a-z]$/i.test(e.key)
  const key = letter ? e.key.toLowerCase() : e.key
  return `${e.ctrlKey || e.metaKey ? 'Ctrl+' : ''}${e.shiftKey && letter ? 'Shift+' : ''}${key}`
}
const single = (keys: string) => !keys.startsWith('Ctrl+')
const named = (keys: string) => keys === 'Enter' || keys === 'Escape'
/** Where typing means text, or where the arrows and letters belong to a menu. */
const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [role=menu], [role=listbox], [role=dialog], [role=combobox]') !== null)
const isControl = (target: EventTarget | null) => target instanceof HTMLElement && target.closest('a, button, summary, [role=button], [role=tab], input, textarea, select') !== null

export function KeysProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(chosen)
  const handlers = useRef(new Map<KeyName, Registered[]>())
  const registry = useMemo<Registry>(() => {
    const keysOf = (name: KeyName): string | undefined => {
      const keys = choice.changed[name] ?? bindings[name].keys
      if (keys === '') return undefined
      return choice.off && single(keys) && !named(keys) ? undefined : keys
    }
    return {
      choice,
      choose: (next) => {
        localStorage.setItem(STORE, JSON.stringify(next))
        setChoice(next)
      },
      keysOf,
      add: (name, handler) => {
        const list = handlers.current.get(name) ?? []
        handlers.current.set(name, handler.over ? [...list, handler] : [...list.filter((h) => !h.over), handler, ...list.filter((h) => h.over)])
        return () =>
          handlers.current.set(
            name,
            (handlers.current.get(name) ?? []).filter((h) => h !== handler),
          )
      },
      active: () => new Set([...handlers.current].filter(([, list]) => list.length > 0).map(([name]) => name)),
    }
  }, [choice])
  useEffect(() => {
    let prefix = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const onKey = (e: KeyboardEvent) => {
      if (e.defaultPrevented || e.isComposing || e.altKey || e.key === 'Shift' || e.key === 'Control' || e.key === 'Meta') return
      const now = pressed(e)
      const both = prefix ? `${prefix} ${now}` : now
      prefix = ''
      clearTimeout(timer)
      const field = isField(e.target)
      let begins = false
      for (const name of Object.keys(bindings) as KeyName[]) {
        const keys = registry.keysOf(name)
        const list = handlers.current.get(name)
        if (!keys || !list?.length) continue
        if (keys !== both) {
          begins ||= keys.startsWith(`${both} `)
          continue
        }
        if (field && (single(keys) || keys === 'Ctrl+a')) continue
        // Enter on a link or button is that link's or button's.
        if (keys === 'Enter' && isControl(e.target)) continue
        e.preventDefault()
        list.at(-1)!.current(e)
        return
      }
      if (begins && !field) {
        prefix = both
        timer = setTimeout(() => (prefix = ''), 1200)
      }
    }
    document.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('keydown', onKey)
    }
  }, [registry])
  return <Keys value={registry}>{children}</Keys>
}

/** Runs `then` on the key of that name while the component is on screen; the newest component on screen has it, unless an older one is `over` it. */
export function useKey(name: KeyName, then: (event: KeyboardEvent) => void, enabled = true, over = false): void {
  const { add } = useRegistry()
  const latest = useRef(then)
  useEffect(() => {
    latest.current = then
  })
  useEffect(() => (enabled ? add(name, { current: (e) => latest.current(e), over }) : undefined), [add, name, enabled, over])
}

export const useKeys = useRegistry

const shown: Record<string, string> = { Escape: 'Esc' }
export const keyParts = (keys: string): string[] =>
  keys.split(' ').map((k) =>
    k
      .split('+')
      .map((p) => shown[p] ?? (p.length === 1 ? p.toUpperCase() : p))
      .join(' '),
  )

/** The key of an act as it stands now, or nothing where it is switched off. */
export function KeyHint({ name }: { name: KeyName }) {
  const keys = useRegistry().keysOf(name)
  if (!keys) return null
  return (
    <span className="keyhint" aria-hidden="true">
      {keyParts(keys).map((k) => (
        <Kbd key={k}>{k}</Kbd>
      ))}
    </span>
  )
}
