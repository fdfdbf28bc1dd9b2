import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Writes sw.js: the worker of sw/worker.js with the list of built files and a version that changes when any of them does. */
export function serviceWorker(): Plugin {
  let root = ''
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const built = Object.values(bundle)
          .filter((f) => /\.(js|css)$/.test(f.fileName) || /latin-(ext-)?wght.*\.woff2$/.test(f.fileName))
          .map((f) => `/${f.fileName}`)
          .filter((name) => !/(cyrillic|greek|vietnamese)/.test(name))
          .sort()
        const still = ['/scheme.js', '/icon.svg', '/icon-192.png', '/badge-96.png', '/manifest.webmanifest']
        const source = readFileSync(join(root, 'sw/worker.js'), 'utf8')
        const emergency = readFileSync(join(root, 'public/emergency.html'), 'utf8')
        const index = bundle['index.html']
        const version = createHash('sha256')
          .update(JSON.stringify(built) + source + emergency + (index?.type === 'asset' ? String(index.source) : ''))
          .digest('hex')
          .slice(0, 12)
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: source.replace("'VERSION'", JSON.stringify(version)).replace('[/* FILES */]', JSON.stringify([...new Set([...built, ...still])])),
        })
      },
    },
  }
}
