import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { Sent } from './capture.ts'

// node bench/bare.ts FILE: the least that Node and its driver can do with the statements of a call. No product: nobody is asked for, nothing is
// parsed or presented, the rows go out as text. What is between this and the product is the product's; what is between this and pgbench is not.
const { url, calls } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as { url: string; calls: Sent[][] }
const pool = new pg.Pool({ connectionString: url, max: 8 })
const types = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig
let at = 0
async function answer(): Promise<string> {
  const rows: unknown[] = []
  for (const [i, { text, values }] of calls[at++ % calls.length]!.entries())
    rows.push((await pool.query({ name: `s${i}`, text, values: [...values], types, rowMode: 'array' })).rows)
  return JSON.stringify(rows)
}
const server = createServer((_request, response) => {
  answer().then(
    (body) => response.setHeader('content-type', 'application/json').end(body),
    () => response.writeHead(500).end(),
  )
}).listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port))
