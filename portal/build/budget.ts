import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'
import { piecesOf } from './preload.ts'

export interface Sized {
  fileName: string
  code: string
  imports: readonly string[]
}

/** The bytes of compressed script that a first visit loads: the entry and everything that it imports at once. */
export function firstLoad(entry: Sized, chunks: ReadonlyMap<string, Sized>): number {
  const seen = new Set<string>()
  const visit = (chunk: Sized): number => {
    if (seen.has(chunk.fileName)) return 0
    seen.add(chunk.fileName)
    return gzipSync(chunk.code, { level: 9 }).length + chunk.imports.reduce((sum, name) => sum + (chunks.has(name) ? visit(chunks.get(name)!) : 0), 0)
  }
  return visit(entry)
}

/**
 * Fails the build when a first visit would load more compressed script than the budget, in bytes. A visit is the entry with the pieces that it
 * reads, and the heaviest single screen on top of it, because a first visit always shows one.
 */
export function budget({ firstLoad: most }: { firstLoad: number }): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = new Map(Object.values(bundle).flatMap((c): [string, Rolldown.OutputChunk][] => (c.type === 'chunk' ? [[c.fileName, c]] : [])))
      const entry = [...chunks.values()].find((c) => c.isEntry)
      if (!entry) return
      const pieces = piecesOf(entry, chunks)
      const whole = { ...entry, imports: [...entry.imports, ...pieces] }
      const base = firstLoad(whole, chunks)
      const visits = [...chunks.values()]
        .filter((c) => c.isDynamicEntry && !pieces.has(c.fileName))
        .map((screen) => ({ name: screen.name, bytes: firstLoad({ ...whole, imports: [...whole.imports, screen.fileName] }, chunks) }))
      const worst = visits.sort((a, b) => b.bytes - a.bytes)[0] ?? { name: 'entry', bytes: base }
      this.info(`first load ${kb(base)}, with the heaviest screen (${worst.name}) ${kb(worst.bytes)} of ${kb(most)} allowed`)
      if (worst.bytes > most) this.error(`The first load of ${worst.name} is ${kb(worst.bytes)} of compressed script; the budget is ${kb(most)}.`)
    },
  }
}

const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
