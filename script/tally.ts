import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

interface Case {
  readonly status: string
  readonly fullName: string
  readonly failureMessages: string[]
}

// Adds up what the runners said, so that one closing line tells the whole.
const dir = process.argv[2]!
const read = <T>(name: string): T | undefined => (existsSync(join(dir, name)) ? (JSON.parse(readFileSync(join(dir, name), 'utf8')) as T) : undefined)
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
// A runner that left no file counts as a failure.
const units = ['server.json', 'ui.json', 'client.json', 'portal.json', 'console.json'].map((name) =>
  read<{ numPassedTests: number; numFailedTests: number; numPendingTests: number; testResults: { name: string; status: string; message: string; assertionResults: Case[] }[] }>(
    name,
  ),
)
const e2e = read<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>('e2e.json')
// The names again, last: whoever sees only the end of a long output has to know what failed.
for (const file of units.flatMap((unit) => unit?.testResults ?? [])) {
  const broken = file.assertionResults.filter((one) => one.status === 'failed')
  for (const one of broken) console.log(`FAILED ${relative('.', file.name)}: ${one.fullName}\n${one.failureMessages.join('\n')}`)
  if (file.status === 'failed' && broken.length === 0) console.log(`FAILED ${relative('.', file.name)}: ${file.message}`)
}
const passed = sum(units.map((u) => u?.numPassedTests ?? 0)) + (e2e?.stats.expected ?? 0) + (e2e?.stats.flaky ?? 0)
const failed = sum(units.map((u) => u?.numFailedTests ?? 1)) + (e2e?.stats.unexpected ?? 0) + (e2e ? 0 : 1)
const skipped = sum(units.map((u) => u?.numPendingTests ?? 0)) + (e2e?.stats.skipped ?? 0)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
