import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { budget, firstLoad, type Sized } from './budget.ts'
import { piecesOf } from './preload.ts'

const chunk = (fileName: string, bytes: number, imports: string[] = []): Sized => ({ fileName, imports, code: randomBytes(bytes / 2).toString('hex') })
const mapOf = (...chunks: Sized[]) => new Map(chunks.map((c) => [c.fileName, c]))

test('the first load is the entry with all that it imports at once, each counted once', () => {
  const [entry, shared, other] = [chunk('entry.js', 2000, ['a.js', 'b.js']), chunk('a.js', 4000, ['b.js']), chunk('b.js', 8000)]
  const alone = firstLoad(chunk('x.js', 2000), new Map())
  const whole = firstLoad(entry, mapOf(entry, shared, other, chunk('lazy.js', 90_000)))
  expect(whole).toBeGreaterThan(alone * 5)
  expect(whole).toBeLessThan(alone * 9)
})

test('a screen that makes the first visit heavier than the budget fails the build', () => {
  const plugin = budget({ firstLoad: 20_000 })
  const run = (screen: number) => {
    const said: string[] = []
    const bundle = Object.fromEntries(
      [
        { ...chunk('entry.js', 2000), isEntry: true, isDynamicEntry: false, dynamicImports: ['piece.js'] },
        { ...chunk('piece.js', 8000), isEntry: false, isDynamicEntry: true },
        { ...chunk('screen.js', screen), isEntry: false, isDynamicEntry: true },
      ].map((c) => [c.fileName, { type: 'chunk', name: c.fileName, ...c }]),
    )
    ;(plugin.generateBundle as (this: unknown, o: unknown, b: unknown) => void).call({ info: () => undefined, error: (text: string) => said.push(text) }, {}, bundle)
    return said
  }
  expect(run(4000)).toEqual([])
  expect(run(60_000)).toEqual([expect.stringContaining('The first load of screen.js is')])
})

test('everything that the entry reads in pieces is asked for at once, and what it imports already is not asked for twice', () => {
  const chunks = new Map([
    ['a.js', { imports: ['b.js', 'shared.js'] }],
    ['b.js', { imports: ['deep.js'] }],
    ['deep.js', { imports: ['a.js'] }],
    ['screen.js', { imports: [] }],
  ])
  expect([...piecesOf({ imports: ['shared.js'], dynamicImports: ['a.js'] }, chunks)]).toEqual(['a.js', 'b.js', 'deep.js'])
})

test('the emergency page is small, carries its own style, and needs no script, font or file', () => {
  const html = readFileSync(new URL('../public/emergency.html', import.meta.url), 'utf8')
  expect(Buffer.byteLength(html)).toBeLessThan(20_000)
  expect(html).not.toMatch(/<script|<link(?! rel="icon" href="data:)|@import|@font-face|url\(|src=/)
  expect(html.match(/\{\{number\}\}/g)).toHaveLength(6)
  for (const lang of ['en-IN', 'hi', 'mr']) expect(html).toContain(`lang="${lang}"`)
})
