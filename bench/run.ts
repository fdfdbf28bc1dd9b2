import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { openTown, sizes } from './town.ts'
import { scenarios, type Outcome } from './scenarios.ts'

// script/bench [--quick] [scenario …]: measures every scenario, or those named, and writes bench/results/.
const quick = process.argv.includes('--quick')
const wanted = process.argv.slice(2).filter((a) => !a.startsWith('--'))
const million = quick ? sizes.middle : sizes.large

const outcomes: Outcome[] = []
const chosen = scenarios.filter((s) => wanted.length === 0 || wanted.includes(s.name))
const town = await openTown(million)
try {
  for (const s of chosen) {
    process.stderr.write(`${s.name}…\n`)
    const outcome = await s.run(town, { seconds: quick ? 4 : 8, rounds: quick ? 1 : 3, quick })
    outcomes.push(...outcome)
    for (const o of outcome) console.log(`${o.ok ? 'ok  ' : 'MISS'} ${o.name}: ${o.measured} (wanted ${o.wanted})`)
  }
} finally {
  await town.stop()
}
const day = new Date().toISOString().slice(0, 10)
const lines = [
  `# Measured on ${day}`,
  '',
  `\`script/bench${quick ? ' --quick' : ''}${wanted.map((w) => ` ${w}`).join('')}\` on ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; ${million.tickets.toLocaleString('en')} tickets, ${million.messages.toLocaleString('en')} messages, ${million.customers.toLocaleString('en')} customers, ${million.staff} staff. Server, database and load generator share the machine.`,
  '',
  '| scenario | measured | wanted | |',
  '|---|---|---|---|',
  ...outcomes.map((o) => `| ${o.name} | ${o.measured} | ${o.wanted} | ${o.ok ? 'held' : '**missed**'} |`),
  '',
]
const results = join(import.meta.dirname, 'results')
mkdirSync(results, { recursive: true })
const file = `${day}${quick ? '-quick' : ''}${wanted.length > 0 ? `-${wanted.join('-')}` : ''}.md`
writeFileSync(join(results, file), lines.join('\n'))
console.log(`Written to bench/results/${file}`)
