import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Vite plugin of both apps: writes .br and .gz beside every text file, so that the server never compresses the same bytes twice. */
export function compressed() {
  let dir = ''
  return {
    name: 'compressed',
    apply: 'build' as const,
    configResolved(config: { root: string; build: { outDir: string } }) {
      dir = join(config.root, config.build.outDir)
    },
    closeBundle() {
      for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
        // Pages of the apps are filled in or rewritten by the server; their plain form is what it reads.
        if (!entry.isFile() || !/\.(js|css|svg|webmanifest)$/.test(entry.name)) continue
        const file = join(entry.parentPath, entry.name)
        const bytes = readFileSync(file)
        if (bytes.length < 1000) continue
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
      }
    },
  }
}
