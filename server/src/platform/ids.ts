import { randomBytes } from 'node:crypto'

let last = 0
let count = 0

/**
 * A UUIDv7 for a row whose id must be known before it is written. Sorts by time, and those of one process in the order they were made,
 * also within one millisecond.
 */
export function uuidv7(at: Date = new Date()): string {
  const ms = at.getTime()
  // Twelve bits after the time count within the millisecond; an older instant (a test's clock, an import) begins anew.
  if (ms === last) count++
  else {
    last = ms
    count = 0
  }
  const time = ms.toString(16).padStart(12, '0')
  const random = randomBytes(8)
  random[0] = (random[0]! & 0x3f) | 0x80
  const hex = random.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${(count & 0xfff).toString(16).padStart(3, '0')}-${hex.slice(0, 4)}-${hex.slice(4)}`
}
