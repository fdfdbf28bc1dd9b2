import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { secretToken } from './crypto.ts'
import type { Http } from './http.ts'
import { allowCheckout, allowStyles, styleHashes } from './styles.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const open = { config: { may: 'anyone' }, schema: { hide: true } } as const

/** The built apps: the console under /admin, the portal at /. Each answers its own index page for addresses that its router knows, with a fresh style nonce where it says {{nonce}}. */
export async function pages(app: Http): Promise<void> {
  let ready = false
  for (const [prefix, name] of [
    ['/admin', 'console'],
    ['', 'portal'],
  ] as const) {
    const dist = join(root, name, 'dist')
    if (!existsSync(join(dist, 'index.html'))) continue
    // The files are answered by one route of ours, so that it can say who may call it; the library only sends them.
    if (!ready) await app.register(fastifyStatic, { root: dist, serve: false, preCompressed: true, cacheControl: false })
    ready = true
    const built = builtFiles(dist)
    if (existsSync(join(dist, 'emergency.html'))) emergency(app, readFileSync(join(dist, 'emergency.html'), 'utf8'))

    const answer = (req: FastifyRequest, reply: FastifyReply) => {
      const path = req.url.split('?')[0]!.slice(prefix.length + 1)
      const { files, index } = built(path)
      // A missing file or API address is not a page of the app.
      if (!files.has(path) && (path.startsWith('api/') || /\.\w{2,12}$/.test(path))) return reply.callNotFound()
      if (!files.has(path) || path === 'index.html') {
        // A nonce for each answer, in the page and in its policy. Nothing to compare it by: a browser that kept the page on "not modified" would join the old nonce to the new policy.
        const nonce = secretToken(16)
        allowStyles(reply, `'nonce-${nonce}'`, true)
        if (name === 'portal' && app.deps.config.RAZORPAY_KEY_ID) allowCheckout(reply)
        return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(index.join(nonce))
      }
      // Names of built files change with their content; everything else is asked for each time.
      void reply.header('cache-control', path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      return reply.sendFile(path, dist)
    }
    for (const address of [prefix || '/', `${prefix}/*`]) app.get(address, open, answer)
  }
}

interface Built {
  files: ReadonlySet<string>
  /** The index page, cut where the nonce goes. */
  index: readonly string[]
}

/** The files of a built app and its index page. Read again when a name is not among them, at most once a second: the app may have been built anew. */
function builtFiles(dist: string): (wanted: string) => Built {
  let known: Built = { files: new Set(), index: [] }
  let read = 0
  return (wanted) => {
    if (!known.files.has(wanted) && Date.now() - read > 1000) {
      read = Date.now()
      const found = readdirSync(dist, { recursive: true, withFileTypes: true })
      const files = new Set(
        found.flatMap((f) => (f.isFile() && !/^emergency\.html$|^\.|\.(br|gz)$/.test(f.name) ? [relative(dist, join(f.parentPath, f.name)).split(sep).join('/')] : [])),
      )
      // While a build runs the page may be away for a moment.
      known = { files, index: files.has('index.html') ? readFileSync(join(dist, 'index.html'), 'utf8').split('{{nonce}}') : known.index }
    }
    return known
  }
}

/** Held in memory, also packed: this page must answer when the database does not, on a bad network, and needs no script. */
function emergency(app: Http, template: string): void {
  const { EMERGENCY_NUMBER, OPERATOR_NAME } = app.deps.config
  const html = Buffer.from(template.replaceAll('{{number}}', escaped(EMERGENCY_NUMBER)).replaceAll('{{operator}}', escaped(OPERATOR_NAME)))
  const styles = styleHashes(html.toString())
  const packed: Readonly<Record<string, Buffer>> = { br: brotliCompressSync(html), gzip: gzipSync(html) }
  app.get('/emergency', open, async (req, reply) => {
    const accepted = String(req.headers['accept-encoding'] ?? '')
    const encoding = Object.keys(packed).find((e) => new RegExp(`\\b${e}\\b(?!;q=0(\\.0*)?(,|$))`).test(accepted.replaceAll(' ', '')))
    allowStyles(reply, styles)
    void reply.type('text/html; charset=utf-8').header('cache-control', 'public, max-age=300').header('vary', 'accept-encoding')
    if (encoding) void reply.header('content-encoding', encoding)
    return reply.send(encoding ? packed[encoding] : html)
  })
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
