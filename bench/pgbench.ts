import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Transactions a second of these scripts, chosen at random, prepared, by `clients` connections for `seconds`. `define` are variables at the start. */
export async function pgbench(
  url: string,
  scripts: readonly string[],
  { clients, seconds, define = {} }: { clients: number; seconds: number; define?: Record<string, number> },
): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    const files = await Promise.all(
      scripts.map(async (text, i) => {
        const file = join(dir, `${i}.sql`)
        await writeFile(file, text)
        return file
      }),
    )
    const out = await new Promise<string>((done, fail) =>
      execFile(
        'pgbench',
        [
          '-n',
          '-M',
          'prepared',
          '-c',
          String(clients),
          '-j',
          '2',
          '-T',
          String(seconds),
          ...Object.entries(define).flatMap(([k, v]) => ['-D', `${k}=${v}`]),
          ...files.flatMap((f) => ['-f', f]),
          url,
        ],
        { maxBuffer: 1e8 },
        (error, stdout, stderr) => (error ? fail(new Error(`pgbench: ${stderr.slice(0, 2000)}`)) : done(stdout)),
      ),
    )
    const tps = /tps = ([\d.]+)/.exec(out)?.[1]
    if (tps === undefined) throw new Error(`pgbench said: ${out.slice(0, 1000)}`)
    return Number(tps)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
