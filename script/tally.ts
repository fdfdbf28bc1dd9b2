import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// Adds up what the runners said, so that one closing line tells the whole.
const dir = process.argv[2]!
const read = <T>(name: string): T | undefined => (existsSync(join(dir, name)) ? (JSON.parse(readFileSync(join(dir, name), 'utf8')) as T) : undefined)
const server = read<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>('server.json')
const e2e = read<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>('e2e.json')
const passed = (server?.numPassedTests ?? 0) + (e2e?.stats.expected ?? 0) + (e2e?.stats.flaky ?? 0)
const failed = (server?.numFailedTests ?? 0) + (e2e?.stats.unexpected ?? 0) + (server ? 0 : 1) + (e2e ? 0 : 1)
const skipped = (server?.numPendingTests ?? 0) + (e2e?.stats.skipped ?? 0)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
