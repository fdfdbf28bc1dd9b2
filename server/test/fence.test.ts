import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const planted: string[] = []
afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file)
})

/** Plants a file, lints it with the rules of the repository, takes it away again. */
function lint(file: string, source: string): Promise<string> {
  const path = join(root, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, source)
  planted.push(path)
  return new Promise((done) =>
    execFile(
      'oxlint',
      ['--type-aware', '--format=json', file],
      { cwd: root, env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` } },
      (_e, stdout) => done(stdout),
    ),
  )
}

test.each([
  ['platform may not know core', 'server/src/platform/planted.ts', `import { settings } from '#core/settings'\nexport const x = settings\n`],
  ['platform may not know a line', 'server/src/platform/planted.ts', `import { gas } from '#lines/gas'\nexport const x = gas\n`],
  ['core may not name a line', 'server/src/core/settings/planted.ts', `import { gas } from '#lines/gas'\nexport const x = gas\n`],
  ['core may not reach past a door', 'server/src/core/settings/planted.ts', `import { people } from '#core/users/schema'\nexport const x = people\n`],
  ['nobody climbs out of a room', 'server/src/core/settings/planted.ts', `import { people } from '../users/schema.ts'\nexport const x = people\n`],
  ['lines are strangers', 'server/src/lines/gas/planted.ts', `import { rides } from '#lines/rides'\nexport const x = rides\n`],
  ['ui knows no API', 'ui/src/planted.ts', `import { api } from '@manifold/client'\nexport const x = api\n`],
  ['client knows no app', 'client/src/planted.ts', `import { useState } from 'react'\nexport const x = useState\n`],
  ['the portal never imports the server', 'portal/src/planted.ts', `import { buildApp } from '../../server/src/app.ts'\nexport const x = buildApp\n`],
  ['the portal never imports the console', 'portal/src/planted.ts', `import { App } from '@manifold/console'\nexport const x = App\n`],
])('%s', async (_what, file, source) => {
  expect(await lint(file, source)).toContain('no-restricted-imports')
})

test('a promise nobody waits for is refused', async () => {
  expect(await lint('server/src/core/settings/planted.ts', `export function f(): void {\n  Promise.resolve(1)\n}\n`)).toContain('no-floating-promises')
})

test('a circle of imports is refused', async () => {
  writeFileSync(join(root, 'server/src/core/settings/planted-b.ts'), `import { a } from './planted.ts'\nexport const b = (): number => a()\n`)
  planted.push(join(root, 'server/src/core/settings/planted-b.ts'))
  expect(await lint('server/src/core/settings/planted.ts', `import { b } from './planted-b.ts'\nexport const a = (): number => b()\n`)).toContain('no-cycle')
})

test('a file that keeps the rules passes', async () => {
  const said = await lint(
    'server/src/core/settings/planted.ts',
    `import { audit } from '#platform/audit'\nimport { peopleByIds } from '#core/users'\nexport const x = [audit, peopleByIds]\n`,
  )
  expect(said).not.toContain('"severity": "error"')
})
