import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// Adds up what the runners said, so that one closing line tells the whole.
const dir = process.argv[2]!
const read = <T>(name: string): T | undefined => (existsSync(join(dir, name)) ? (JSON.parse(readFileSync(join(dir, name), 'utf8')) as T) : undefined)
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
// A runner that left no file counts as a failure.
const units = ['server.json', 'ui.json', 'client.json', 'portal.json', 'console.json'].map((name) =>
  read<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(name),
)
const e2e = read<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>('e2e.json')
const passed = sum(units.map((u) => u?.numPassedTests ?? 0)) + (e2e?.stats.expected ?? 0) + (e2e?.stats.flaky ?? 0)
const failed = sum(units.map((u) => u?.numFailedTests ?? 1)) + (e2e?.stats.unexpected ?? 0) + (e2e ? 0 : 1)
const skipped = sum(units.map((u) => u?.numPendingTests ?? 0)) + (e2e?.stats.skipped ?? 0)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
