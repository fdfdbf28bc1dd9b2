import { Agent, request } from 'node:http'
import type { Call } from './wrk.ts'

export interface Paced {
  p50: number
  p95: number
  p99: number
  worst: number
  calls: number
  failed: number
}
export const percentile = (sorted: readonly number[], p: number): number => sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? Number.NaN

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const once = (address: string, call: Call) =>
  new Promise<{ ms: number; ok: boolean }>((done) => {
    const started = performance.now()
    const req = request(
      `${address}${call.path}`,
      {
        agent,
        method: call.method,
        headers: { authorization: `Bearer ${call.token}`, ...(call.body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(call.body) } : {}) },
      },
      (res) => {
        res.resume()
        res.on('end', () => done({ ms: performance.now() - started, ok: res.statusCode! < 400 }))
      },
    )
    req.on('error', () => done({ ms: performance.now() - started, ok: false }))
    req.end(call.body)
  })

/** How long a person waits: `people` who each make a call, look at the answer for `think` milliseconds, and make the next. */
export async function paced(address: string, calls: readonly Call[], { people, seconds, think }: { people: number; seconds: number; think: number }): Promise<Paced> {
  const until = performance.now() + seconds * 1000
  const times: number[] = []
  let failed = 0
  let next = 0
  await Promise.all(
    Array.from({ length: people }, async (_, i) => {
      await new Promise((done) => setTimeout(done, (think * i) / people))
      while (performance.now() < until) {
        const { ms, ok } = await once(address, calls[next++ % calls.length]!)
        times.push(ms)
        if (!ok) failed++
        await new Promise((done) => setTimeout(done, think * (0.5 + Math.random())))
      }
    }),
  )
  times.sort((a, b) => a - b)
  return { p50: percentile(times, 50), p95: percentile(times, 95), p99: percentile(times, 99), worst: times.at(-1) ?? Number.NaN, calls: times.length, failed }
}
