import { simulated, simulatorBanner } from '#core/payments'
import { createReadStream, createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { verifyAudit } from '#platform/audit'
import { inTransaction } from '#platform/db'
import type { Deps, Http } from '#platform/http'
import { importTickets } from '#core/desk'
import { exportLedger, formats, sentence, verifyLedger } from '#core/ledger'
import { keepDays } from '#core/stats'
import { importCustomers, invite, roleByName } from '#core/users'
import { buildApp, systemCtx } from './app.ts'
import { loadTown } from './demo/load.ts'
import { modulesFor } from './modules.ts'
import { reference } from './reference.ts'

type Values = Record<string, unknown>
export interface Running {
  deps: Deps
  url: string
}

const empty = async ({ pools }: Deps): Promise<boolean> => (await pools.pool.query('select 1 from users.people limit 1')).rows.length === 0
const number = (values: Values, name: string): number | undefined => {
  if (values[name] === undefined) return undefined
  const n = Number(values[name])
  if (!Number.isInteger(n) || n < 1) throw new Error(`--${name} takes a whole number of 1 or more`)
  return n
}

export const commands = {
  /** Fills an empty local database with the demo town; does nothing to one that has people in it. */
  demo: async ({ deps, url }: Running): Promise<void> => {
    if (!(await empty(deps))) return
    await loadTown(deps, url, { now: deps.clock.now(), seed: 7, password: 'manifold-demo' })
  },

  /** Fills an empty database with a town of any size: --customers, --staff, --tickets, --messages. Nobody of it can sign in with a password, except locally. */
  seed: async ({ deps, url }: Running, _rest: string[], values: Values): Promise<void> => {
    if (!(await empty(deps))) throw new Error('This database has people in it. Seed an empty one.')
    const [customers, staff, tickets, messages] = ['customers', 'staff', 'tickets', 'messages'].map((n) => number(values, n))
    const started = performance.now()
    await loadTown(deps, url, {
      now: deps.clock.now(),
      seed: 7,
      ...(customers ? { customers } : {}),
      ...(staff ? { staff } : {}),
      ...(tickets ? { tickets } : {}),
      ...(messages ? { messages } : {}),
      ...(deps.config.production ? {} : { password: 'manifold-demo' }),
      progress: (what) => console.error(`${what}, ${Math.round((performance.now() - started) / 1000)} s`),
    })
    await keepDays(systemCtx(deps, 'seed'))
    console.error(`Seeded in ${Math.round((performance.now() - started) / 1000)} s`)
  },

  /** Brings in an existing desk: `import customers|tickets FILE.csv [--dry-run]`. Says what became of every row that could not be used. */
  import: async ({ deps }: Running, [what, file]: string[], values: Values): Promise<void> => {
    const bring = what === 'customers' ? importCustomers : what === 'tickets' ? importTickets : undefined
    if (!bring || !file) throw new Error('usage: import customers|tickets FILE.csv [--dry-run]')
    const report = await bring(systemCtx(deps, 'import'), createReadStream(file), { dryRun: values['dry-run'] === true })
    for (const e of report.errors) console.error(`row ${e.row}: ${e.field} ${e.message}`)
    console.log(
      `${report.rows} rows: ${report.created} ${values['dry-run'] ? 'would be brought in' : 'brought in'}, ${report.existing} were here already, ${report.failed} could not be used`,
    )
    if (report.failed > 0) process.exitCode = 1
  },

  /** Writes the journal: `export ledger --format hledger|beancount [FILE]`, to the standard output without a file. */
  export: async ({ deps }: Running, [what, file]: string[], values: Values): Promise<void> => {
    const format = formats.find((f) => f === (values.format ?? 'hledger'))
    if (what !== 'ledger' || !format) throw new Error('usage: export ledger --format hledger|beancount [FILE]')
    const text = Readable.from(await exportLedger(systemCtx(deps, 'export'), format))
    await (file ? pipeline(text, createWriteStream(file)) : pipeline(text, process.stdout, { end: false }))
  },

  /** Recomputes the ledger or the audit trail: `verify ledger|audit`. Names the first wrong row (of each kind), and ends with 1 then. */
  verify: async ({ deps }: Running, [what]: string[], _values: Values): Promise<void> => {
    if (what === 'audit') {
      const wrong = await verifyAudit(systemCtx(deps, 'verify'))
      console.log(wrong === null ? 'The audit trail is whole, as far as it is sealed.' : `Row ${wrong} of the audit trail, or one before it, is not what was written.`)
      if (wrong !== null) process.exitCode = 1
      return
    }
    if (what !== 'ledger') throw new Error('usage: verify ledger|audit')
    const verdict = await verifyLedger(systemCtx(deps, 'verify'))
    for (const fault of verdict.faults) console.error(sentence(fault))
    console.log(
      `${verdict.entries} entries, ${verdict.sealed} of them sealed${verdict.head ? `, chain ${verdict.head}` : ''}: ${verdict.ok ? 'the books are whole' : 'the books are WRONG'}`,
    )
    if (!verdict.ok) process.exitCode = 1
  },

  /** Invites the first administrator of a new installation. */
  invite: async ({ deps }: Running, [email, ...name]: string[], _values: Values): Promise<void> => {
    if (!email || name.length === 0) throw new Error('usage: invite EMAIL NAME')
    await inTransaction(systemCtx(deps, 'invite'), async (tx) => invite(tx, { email, name: name.join(' '), roleIds: [await roleByName(tx, 'admin')], teamIds: [] }))
    console.log(`${email} is invited. The mail goes out when a worker runs.`)
  },

  /** Writes the API document, the same bytes every time. */
  openapi: async ({ deps }: Running, [file = 'openapi.json']: string[], _values: Values): Promise<void> => {
    const app = await buildApp(deps)
    await app.ready()
    await writeFile(file, `${JSON.stringify(app.swagger(), null, 2)}\n`)
    await app.close()
  },

  /** Writes docs/reference.md from the code. */
  reference: async ({ deps }: Running, [file = 'reference.md']: string[], _values: Values): Promise<void> => {
    const app = await buildApp(deps)
    await writeFile(file, reference(modulesFor(deps.config), deps.config))
    await app.close()
  },
}

/** What script/server prints when the product is ready. */
export async function banner(deps: Deps, app: Http): Promise<void> {
  const { config } = deps
  const address = app.server.address()
  const at = typeof address === 'object' && address ? `http://localhost:${address.port}` : config.publicUrl
  const lines = [`${config.OPERATOR_NAME} is ready`, `  Portal   ${at}/`, `  Console  ${at}/admin`, `  API      ${at}/api/docs`]
  if (!config.production)
    lines.push(
      '  Demo log-ins, password manifold-demo, this machine only:',
      '    customer@demo.test customer2@demo.test agent@demo.test supervisor@demo.test',
      '    operations@demo.test finance@demo.test admin@demo.test',
    )
  if (simulated(config)) {
    const { keyId, keySecret, webhookSecret } = await simulatorBanner(systemCtx(deps, 'banner'))
    lines.push(
      '  Payment simulator (no money moves), in the dialect of Razorpay:',
      `    ${at}/simulator/razorpay/v1`,
      `    key ${keyId}  secret ${keySecret}`,
      `    webhook secret ${webhookSecret}`,
    )
  }
  console.log(`\n${lines.join('\n')}\n`)
}
