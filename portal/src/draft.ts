import { useEffect, useRef, useState } from 'react'
import { newKey } from '@manifold/client'

/** A report that is being written. It lives on this phone only, until it is sent. */
export interface ReportDraft {
  categoryId: string | null
  subject: string
  description: string
  fields: Record<string, string | boolean>
  address: string
  /** What a photo is called when it is attached: its id, with the upload token of a visitor. */
  photos: { attachAs: string; id: string; name: string; size: number }[]
  contact: { name: string; phone: string; email: string }
  /** What it is about: a booking, a cylinder, an account; with the words that name it. */
  relatedTo: { type: string; id: string; label: string } | null
  /** The same for every try, so that the same report sent twice is one request. */
  submissionKey: string
}

export const emptyDraft = (): ReportDraft => ({
  categoryId: null,
  subject: '',
  description: '',
  fields: {},
  address: '',
  photos: [],
  contact: { name: '', phone: '', email: '' },
  relatedTo: null,
  submissionKey: newKey(),
})

const nameOf = (owner: string) => `manifold.report.${owner}`

export function readDraft(owner: string): ReportDraft | null {
  try {
    const saved = JSON.parse(localStorage.getItem(nameOf(owner)) ?? 'null') as Partial<ReportDraft> | null
    return saved && typeof saved === 'object' ? { ...emptyDraft(), ...saved } : null
  } catch {
    return null
  }
}

/** Something worth coming back to. */
export const hasContent = (d: ReportDraft | null): boolean =>
  d !== null && (d.subject.trim() !== '' || d.description.trim() !== '' || d.photos.length > 0 || Object.keys(d.fields).length > 0)

export type Saved = 'nothing' | 'saved' | 'not_saved'

/** The draft of `owner` (a person's id, or `guest`), saved half a second after each change and when the page goes out of sight. */
export function useReportDraft(owner: string) {
  const [draft, setDraft] = useState(() => readDraft(owner) ?? emptyDraft())
  const [saved, setSaved] = useState<Saved>(() => (hasContent(readDraft(owner)) ? 'saved' : 'nothing'))
  const latest = useRef(draft)
  const dropped = useRef(false)
  const changed = useRef(false)

  const save = () => {
    if (dropped.current || !changed.current) return
    try {
      localStorage.setItem(nameOf(owner), JSON.stringify(latest.current))
      changed.current = false
      setSaved('saved')
    } catch {
      setSaved('not_saved')
    }
  }
  const saveNow = useRef(save)
  useEffect(() => {
    saveNow.current = save
  })
  useEffect(() => {
    const hide = () => saveNow.current()
    document.addEventListener('visibilitychange', hide)
    return () => {
      document.removeEventListener('visibilitychange', hide)
      saveNow.current()
    }
  }, [])
  useEffect(() => {
    if (!changed.current) return
    const timer = setTimeout(() => saveNow.current(), 500)
    return () => clearTimeout(timer)
  }, [draft])

  return {
    draft,
    saved,
    change(part: Partial<ReportDraft> | ((before: ReportDraft) => Partial<ReportDraft>)) {
      const next = { ...latest.current, ...(typeof part === 'function' ? part(latest.current) : part) }
      latest.current = next
      changed.current = true
      setDraft(next)
    },
    /** After it was sent, or thrown away. */
    drop() {
      dropped.current = true
      localStorage.removeItem(nameOf(owner))
    },
  }
}

/** One text that outlives the page: what was typed into a reply. */
export function useKeptText(name: string): [string, (text: string) => void] {
  const key = `manifold.text.${name}`
  const [text, setText] = useState(() => {
    try {
      return localStorage.getItem(key) ?? ''
    } catch {
      return ''
    }
  })
  return [
    text,
    (next) => {
      setText(next)
      try {
        if (next) localStorage.setItem(key, next)
        else localStorage.removeItem(key)
      } catch {
        // Not kept; still in the field.
      }
    },
  ]
}

const guestClaims = 'manifold.claims'
export interface Claim {
  reference: string
  token: string
}
/** Reports that were made on this phone without an account, and the secret that proves it. */
export function claims(): Claim[] {
  try {
    return JSON.parse(localStorage.getItem(guestClaims) ?? '[]') as Claim[]
  } catch {
    return []
  }
}
export function keepClaim(claim: Claim): void {
  localStorage.setItem(guestClaims, JSON.stringify([...claims().filter((c) => c.reference !== claim.reference), claim].slice(-10)))
}
export function dropClaim(reference: string): void {
  localStorage.setItem(guestClaims, JSON.stringify(claims().filter((c) => c.reference !== reference)))
}
