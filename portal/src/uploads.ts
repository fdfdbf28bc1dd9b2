import { useEffect, useRef, useState } from 'react'
import { ApiProblem, api, type Media } from '@manifold/client'

export interface Upload {
  /** Of this list only. */
  key: string
  name: string
  size: number
  /** A picture of the file for this page; null for what is not a picture. */
  preview: string | null
  /** 0 to 1 while it is being sent. */
  share: number
  state: 'sending' | 'sent' | 'failed'
  problem: string | null
  /** Whether the same file may succeed later: the connection failed, not the file. */
  worthAgain: boolean
  media: Media | null
  attachAs: string | null
}

export const mostFiles = 10
const mostBytes = 25 * 1024 * 1024
export const accepted = 'image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf,text/plain,.docx,.xlsx,.pptx,.odt,.ods'

const readable = (p: unknown) => (p instanceof ApiProblem ? p.message : 'This file could not be sent. Try again.')

/** Files being sent while a person goes on writing. Each one fails or succeeds alone. */
export function useUploads(already: readonly Upload[] = []) {
  const [list, setList] = useState<readonly Upload[]>(already)
  const files = useRef(new Map<string, { file: File; stop: AbortController }>())
  const previews = useRef(new Set<string>())
  useEffect(
    () => () => {
      for (const f of files.current.values()) f.stop.abort()
      for (const p of previews.current) URL.revokeObjectURL(p)
    },
    [],
  )
  const update = (key: string, part: Partial<Upload>) => setList((all) => all.map((u) => (u.key === key ? { ...u, ...part } : u)))

  const send = async (key: string) => {
    const it = files.current.get(key)
    if (!it) return
    update(key, { state: 'sending', problem: null, share: 0 })
    try {
      const media = await api.upload(await shrink(it.file), it.file.name, { signal: it.stop.signal, onProgress: (share) => update(key, { share }) })
      update(key, { state: 'sent', share: 1, media, attachAs: media.uploadToken ? `${media.id}.${media.uploadToken}` : media.id })
    } catch (error) {
      if (!it.stop.signal.aborted)
        update(key, { state: 'failed', problem: readable(error), worthAgain: !(error instanceof ApiProblem) || error.status === 0 || error.status === 429 || error.status >= 500 })
    }
  }

  return {
    list,
    sending: list.some((u) => u.state === 'sending'),
    attachAs: list.flatMap((u) => (u.attachAs ? [u.attachAs] : [])),
    add(chosen: Iterable<File>) {
      for (const file of [...chosen].slice(0, Math.max(0, mostFiles - list.length))) {
        const key = crypto.getRandomValues(new Uint32Array(2)).join('-')
        const preview = file.type.startsWith('image/') && file.type !== 'image/heic' ? URL.createObjectURL(file) : null
        if (preview) previews.current.add(preview)
        const tooLarge = file.size > mostBytes
        files.current.set(key, { file, stop: new AbortController() })
        setList((all) => [
          ...all,
          {
            key,
            name: file.name,
            size: file.size,
            preview,
            share: 0,
            state: tooLarge ? 'failed' : 'sending',
            problem: tooLarge ? 'This file is larger than 25 MB. Send a smaller one.' : null,
            worthAgain: false,
            media: null,
            attachAs: null,
          },
        ])
        if (!tooLarge) void send(key)
      }
    },
    again: (key: string) => void send(key),
    remove(key: string) {
      const it = list.find((u) => u.key === key)
      files.current.get(key)?.stop.abort()
      files.current.delete(key)
      setList((all) => all.filter((u) => u.key !== key))
      // Best effort: what is not attached within a day is removed by the server anyway.
      if (it?.media && !it.media.uploadToken) api.delete(`/media/${it.media.id}`).catch(() => undefined)
    },
    clear() {
      files.current.clear()
      setList([])
    },
  }
}

const longestEdge = 2560

/** A large photo becomes a smaller JPEG before it uses the phone's data; anything else goes as it is. */
async function shrink(file: File): Promise<Blob> {
  if (file.size < 1_500_000 || !/^image\/(jpeg|png|webp)$/.test(file.type) || typeof createImageBitmap !== 'function') return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, longestEdge / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const smaller = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.86))
    return smaller && smaller.size < file.size ? smaller : file
  } catch {
    return file
  }
}
