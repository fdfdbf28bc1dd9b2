import type { Plugin, Rolldown } from 'vite'

/** Has the browser ask at once for everything that the entry reads piece by piece, so that reading in pieces costs no further round trip. */
export function preload(): Plugin {
  return {
    name: 'preload-pieces',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((c): c is Rolldown.OutputChunk => c.type === 'chunk')
        const entry = chunks.find((c) => c.isEntry)
        if (!entry) return []
        return [...piecesOf(entry, new Map(chunks.map((c) => [c.fileName, c])))].map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
          injectTo: 'head' as const,
        }))
      },
    },
  }
}

/** Everything that the entry imports later by itself, with what that imports at once. */
export function piecesOf(entry: Pick<Rolldown.OutputChunk, 'imports' | 'dynamicImports'>, chunks: ReadonlyMap<string, Pick<Rolldown.OutputChunk, 'imports'>>): Set<string> {
  const seen = new Set<string>()
  const visit = (name: string): void => {
    if (seen.has(name) || entry.imports.includes(name)) return
    seen.add(name)
    chunks.get(name)?.imports.forEach(visit)
  }
  entry.dynamicImports.forEach(visit)
  return seen
}
