import { prng, seedFor } from './prng.ts'

/** UUIDv7s that are the same in every run of one seed. */
export function idMaker(seed: number): (at: Date) => string {
  const random = prng(seedFor(seed, 'ids'))
  let count = 0
  const hex = (n: number, width: number) => n.toString(16).padStart(width, '0')
  return (at) => {
    const time = hex(at.getTime(), 12)
    count = (count + 1) & 0xfff
    const [a, b, c] = [random.next(), random.next(), random.next()].map((r) => Math.floor(r * 0x10000)) as [number, number, number]
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(count, 3)}-${hex(0x8000 | (a & 0x3fff), 4)}-${hex(b, 4)}${hex(c, 4)}${hex((a * 31 + count) & 0xffff, 4)}`
  }
}
