import fastifyStatic from '@fastify/static'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Http } from './http.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The built apps: the console under /admin, the portal at /. Each answers its own index page for addresses that its router knows. */
export async function pages(app: Http): Promise<void> {
  for (const [prefix, name] of [['/admin', 'console'], ['/', 'portal']] as const) {
    const dist = join(root, name, 'dist')
    if (!existsSync(join(dist, 'index.html'))) continue
    await app.register(async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, may: 'anyone' }
        route.schema = { ...route.schema, hide: true }
      })
      await scope.register(fastifyStatic, {
        root: dist,
        prefix: prefix === '/' ? '/' : `${prefix}/`,
        wildcard: false,
        decorateReply: false,
        index: false,
        preCompressed: true,
        setHeaders: (reply, path) => void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
      })
    })
    if (prefix === '/' && existsSync(join(dist, 'emergency.html'))) {
      // Held in memory: this page must answer when the database does not, and needs no script.
      const html = readFileSync(join(dist, 'emergency.html'), 'utf8').replaceAll('{{number}}', app.deps.config.EMERGENCY_NUMBER).replaceAll('{{operator}}', app.deps.config.OPERATOR_NAME.replaceAll('<', '&lt;'))
      app.get('/emergency', { config: { may: 'anyone' }, schema: { hide: true } }, async (_req, reply) => reply.type('text/html; charset=utf-8').header('cache-control', 'public, max-age=300').send(html))
    }
    const index = async () => (await import('node:fs/promises')).readFile(join(dist, 'index.html'), 'utf8')
    const send = { config: { may: 'anyone' }, schema: { hide: true } } as const
    const addresses = prefix === '/' ? ['/', '/*'] : [prefix, `${prefix}/*`]
    for (const address of addresses)
      app.get(address, send, async (req, reply) => {
        // A missing file or API address is not a page of the app.
        if (req.url.startsWith('/api/') || /\.\w{2,5}$/.test(req.url.split('?')[0]!)) return reply.callNotFound()
        return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(await index())
      })
  }
}
