import { writeFile } from 'node:fs/promises'
import type { Deps, Http } from '#platform/http'
import { buildApp } from './app.ts'
import { modulesFor } from './modules.ts'
import { reference } from './reference.ts'

type Values = Record<string, unknown>

export const commands = {
  /** Fills an empty local database with the demo town; does nothing to one that has people in it. */
  demo: async (_deps: Deps): Promise<void> => {},

  seed: async (_deps: Deps, _rest: string[], _values: Values): Promise<void> => {},

  import: async (_deps: Deps, _rest: string[], _values: Values): Promise<void> => {},

  /** Writes the API document, the same bytes every time. */
  openapi: async (deps: Deps, [file = 'openapi.json']: string[], _values: Values): Promise<void> => {
    const app = await buildApp(deps)
    await app.ready()
    await writeFile(file, `${JSON.stringify(app.swagger(), null, 2)}\n`)
    await app.close()
  },

  /** Writes docs/reference.md from the code. */
  reference: async (deps: Deps, [file = 'reference.md']: string[], _values: Values): Promise<void> => {
    const app = await buildApp(deps)
    await writeFile(file, reference(modulesFor(deps.config), deps.config))
    await app.close()
  },

  banner: ({ config }: Deps, app: Http): void => {
    const address = app.server.address()
    const at = typeof address === 'object' && address ? `http://localhost:${address.port}` : config.publicUrl
    const lines = [`${config.OPERATOR_NAME} is ready`, `  Portal   ${at}/`, `  Console  ${at}/admin`, `  API      ${at}/api/docs`]
    if (!config.production) lines.push('  Demo log-ins, password manifold-demo, this machine only:', '    customer@demo.test agent@demo.test supervisor@demo.test', '    operations@demo.test finance@demo.test admin@demo.test')
    console.log(`\n${lines.join('\n')}\n`)
  },
}
