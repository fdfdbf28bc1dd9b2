import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Call {
  method: 'GET' | 'POST'
  path: string
  token: string
  body?: string
}

// Each thread goes through the calls from a place of its own, so that users and tickets mix as they would.
const lua = (file: string, host: string) => `
local calls = {}
for line in io.lines(${JSON.stringify(file)}) do
  local m, p, t, b = line:match("^(%S+)\\t(%S+)\\t(%S*)\\t(.*)$")
  local h = { ["host"] = ${JSON.stringify(host)}, ["authorization"] = "Bearer " .. t }
  if b ~= "" then h["content-type"] = "application/json" else b = nil end
  calls[#calls + 1] = wrk.format(m, p, h, b)
end
local threads = 0
function setup(thread) thread:set("from", threads * 7919) threads = threads + 1 end
function init() at = from end
function request()
  at = at + 1
  return calls[at % #calls + 1]
end
function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %d %d %d\\n", summary.requests, summary.duration, summary.errors.status, summary.errors.timeout + summary.errors.connect + summary.errors.read, latency:percentile(50), latency:percentile(95)))
end
`

export interface Rate {
  /** Requests a second that succeeded. */
  rate: number
  failed: number
  /** Milliseconds. */
  p50: number
  p95: number
}

/** Requests a second over HTTP by \`connections\`, going through the calls. */
export async function wrk(address: string, calls: readonly Call[], { connections, seconds }: { connections: number; seconds: number }): Promise<Rate> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    const file = join(dir, 'calls.tsv')
    await writeFile(file, calls.map((c) => `${c.method}\t${c.path}\t${c.token}\t${c.body ?? ''}`).join('\n'))
    await writeFile(join(dir, 'run.lua'), lua(file, new URL(address).host))
    const out = await new Promise<string>((done, fail) =>
      execFile('wrk', ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--timeout', '10s', '-s', join(dir, 'run.lua'), address], (error, stdout, stderr) =>
        error ? fail(new Error(stderr || stdout)) : done(stdout),
      ),
    )
    const [requests, micros, failed, broken, p50, p95] = (/RESULT ([\d ]+)/.exec(out)?.[1] ?? '').split(' ').map(Number) as [number, number, number, number, number, number]
    return { rate: (requests - failed) / (micros / 1e6), failed: failed + broken, p50: p50 / 1000, p95: p95 / 1000 }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
