import { useCallback, useEffect, useRef, useState } from 'react'
import { api, isProblem, type Media } from '@manifold/client'
import type { DroppedFile } from '@manifold/ui'
import type { StaffTicket } from '#ticket/queries.ts'

export type Kind = 'reply' | 'note'
export interface Draft {
  body: string
  /** What the conversation was when the first letter was written. */
  seenVersion: number
  savedAt: string | null
  /** Kept on the server; false while it is only kept on this device. */
  safe: boolean
}
const SAVE_AFTER = 900
const keyOf = (ticketId: string, kind: Kind) => `manifold.draft.${kind}.${ticketId}`

function kept(ticket: StaffTicket, kind: Kind): Draft {
  const server = ticket.draft?.[kind]
  let local: Draft | null = null
  try {
    local = JSON.parse(localStorage.getItem(keyOf(ticket.id, kind)) ?? 'null') as Draft | null
  } catch {
    // A forbidden store: the server's draft is all there is.
  }
  if (local && (!server || (local.savedAt ?? '') > server.savedAt)) return { ...local, safe: false }
  return server ? { ...server, safe: true } : { body: '', seenVersion: ticket.messageVersion, savedAt: null, safe: true }
}
function keepHere(ticketId: string, kind: Kind, draft: Draft | null): void {
  try {
    if (draft && draft.body !== '') localStorage.setItem(keyOf(ticketId, kind), JSON.stringify(draft))
    else localStorage.removeItem(keyOf(ticketId, kind))
  } catch {
    // Nothing to be done; the server has it a second later.
  }
}

/** The text being written: kept here with every letter, on the server a moment after the last one. */
export function useDraft(ticket: StaffTicket, kind: Kind) {
  const [draft, setDraft] = useState(() => kept(ticket, kind))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(draft)
  useEffect(() => {
    latest.current = draft
  })
  const path = `/support/tickets/${ticket.id}/draft`
  const save = useCallback(async () => {
    clearTimeout(timer.current)
    const { body, seenVersion } = latest.current
    try {
      if (body.trim() === '') await api.delete(path, { query: { kind } })
      else await api.put(path, { kind, body, seenVersion })
      setDraft((d) => (d.body === body ? { ...d, safe: true, savedAt: new Date().toISOString() } : d))
    } catch (error) {
      if (!isProblem(error)) throw error
      // Offline or refused: the text stays on this device and is sent with the next letter.
    }
  }, [path, kind])
  const write = useCallback(
    (body: string) => {
      const old = latest.current
      const next = { body, seenVersion: old.body === '' ? Math.max(old.seenVersion, ticket.messageVersion) : old.seenVersion, savedAt: new Date().toISOString(), safe: false }
      latest.current = next
      setDraft(next)
      keepHere(ticket.id, kind, next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(), SAVE_AFTER)
    },
    [ticket.id, ticket.messageVersion, kind, save],
  )
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      if (!latest.current.safe && latest.current.savedAt) void save()
    },
    [save],
  )
  return {
    ...draft,
    write,
    /** I have read what came meanwhile. */
    seen: () => setDraft((d) => ({ ...d, seenVersion: ticket.messageVersion })),
    /** It was sent; the server removed its copy. */
    clear: (messageVersion: number) => {
      clearTimeout(timer.current)
      keepHere(ticket.id, kind, null)
      setDraft({ body: '', seenVersion: messageVersion, savedAt: null, safe: true })
    },
  }
}

export interface Upload extends DroppedFile {
  media?: Media
}
/** Files on their way: sent at once, so that Send only names them. */
export function useUploads() {
  const [files, setFiles] = useState<Upload[]>([])
  const add = (list: File[]) => {
    for (const file of list) {
      const key = `${Date.now()}-${Math.random()}`
      const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
      setFiles((old) => [...old, { key, name: file.name, size: file.size, state: 'sending', previewUrl: preview }])
      api.upload(file, file.name).then(
        (media) => setFiles((old) => old.map((f) => (f.key === key ? { ...f, state: 'done', media } : f))),
        (error: Error) => setFiles((old) => old.map((f) => (f.key === key ? { ...f, state: 'failed', problem: error.message } : f))),
      )
    }
  }
  const remove = (key: string) =>
    setFiles((old) =>
      old.filter((f) => {
        if (f.key !== key) return true
        if (f.previewUrl) URL.revokeObjectURL(f.previewUrl)
        if (f.media) void api.delete(`/media/${f.media.id}`).catch(() => undefined)
        return false
      }),
    )
  return { files, add, remove, clear: () => setFiles([]), ids: files.flatMap((f) => (f.media ? [f.media.id] : [])), busy: files.some((f) => f.state === 'sending') }
}
