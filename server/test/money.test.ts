import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Type } from '@fastify/type-provider-typebox'
import { Money } from '#platform/money'
import type { Module } from '#platform/module'
import { Body } from '#platform/openapi'
import { testApp } from '#test/app'

/** What a column or a member is called when it holds money. */
const moneyWord = /(^|_)(amount|balance|balance_after|price|fee|fees|tax|net|gross|debit|credit|total_paid|deposit|charge|paise|due_amount|fare|cost)$/i
const snake = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

type Schema = { type?: string | string[]; properties?: Record<string, Schema>; items?: Schema; [key: string]: unknown }
/** Paths of members that hold money and could carry a fraction. A member counts by its name, or by standing beside `currency`. */
function floats(schema: unknown, path = ''): string[] {
  if (schema === null || typeof schema !== 'object') return []
  if (Array.isArray(schema)) return schema.flatMap((s, i) => floats(s, `${path}/${i}`))
  const { properties } = schema as Schema
  const own = Object.entries(properties ?? {}).flatMap(([name, s]) => {
    const numeric = [s.type].flat().includes('number')
    const beside = properties!.currency !== undefined
    return numeric && (beside || moneyWord.test(snake(name))) ? [`${path}/${name}`] : []
  })
  return [...own, ...Object.entries(schema).flatMap(([key, s]) => floats(s, `${path}/${key}`))]
}

const wrongColumns = `select table_schema || '.' || table_name || '.' || column_name "column", column_name "name", data_type "type" from information_schema.columns
  where table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker', 'platform_migrations')`
/** Columns of money that are not bigint; in the schemas of money, any column that could hold a fraction. */
const inexact = (columns: { column: string; name: string; type: string }[]): string[] =>
  columns
    .filter(
      ({ column, name, type }) =>
        (moneyWord.test(name) && type !== 'bigint') || (/^(ledger|payments|gas)\./.test(column) && ['real', 'double precision', 'numeric', 'money'].includes(type)),
    )
    .map((c) => `${c.column} ${c.type}`)

test('no float touches money: every column of money is bigint, every member of money in the API is an integer', async () => {
  const probe: Module = {
    name: 'probe',
    routes: {
      probe: (app) =>
        void app.post('/', { config: { may: 'anyone' }, schema: { summary: 'Probe', body: Body({ price: Money }), response: { 200: Money } } }, async (req) => req.body.price),
    },
  }
  const t = await testApp({}, [probe])
  const columns = await t.rows<{ column: string; name: string; type: string }>(wrongColumns)
  expect(columns.filter((c) => moneyWord.test(c.name)).map((c) => c.column)).toEqual(
    expect.arrayContaining(['ledger.lines.amount', 'ledger.balances.balance', 'ledger.lines.balance_after']),
  )
  expect(inexact(columns)).toEqual([])
  expect(floats(t.app.swagger())).toEqual([])

  // The rules see what they are for.
  await t.rows('create table ledger.planted (refund_amount numeric(10, 2), fee integer, weight real, price bigint)')
  expect(inexact(await t.rows(wrongColumns)).sort()).toEqual(['ledger.planted.fee integer', 'ledger.planted.refund_amount numeric', 'ledger.planted.weight real'])
  expect(floats({ a: Type.Object({ unitPrice: Type.Number(), share: Type.Number(), deep: Type.Array(Type.Object({ value: Type.Number(), currency: Type.String() })) }) })).toEqual([
    '/a/unitPrice',
    '/a/properties/deep/items/value',
  ])

  // And over the wire.
  const send = (amount: string) =>
    t.app.inject({ method: 'POST', url: '/api/v1/probe', headers: { 'content-type': 'application/json' }, payload: `{"price":{"amount":${amount},"currency":"INR"}}` })
  for (const wrong of ['10.5', '"10"', '1e20', '9007199254740993', 'null', '[10]', '-9007199254740993', 'true']) expect((await send(wrong)).statusCode, wrong).toBe(400)
  for (const right of ['10', '-10', '0', '9007199254740991']) expect((await send(right)).body, right).toBe(`{"amount":${right},"currency":"INR"}`)
})

test('no code of ours parses money as a float', () => {
  const root = fileURLToPath(new URL('../src', import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (f) => /(core\/(ledger|payments|simulator)|lines\/gas|platform\/money)/.test(f) && f.endsWith('.ts') && !f.endsWith('.test.ts'),
  )
  expect(files.length).toBeGreaterThan(5)
  const wrong = /parseFloat|toFixed\(|::(numeric|float|real|double)|mode: 'string'.*amount/
  expect(files.filter((f) => wrong.test(readFileSync(`${root}/${f}`, 'utf8')))).toEqual([])
  // Nor turns it into rupees by dividing: `formatMoney` and `decimalText` work on digits.
  const divided = /(amount|paise|balance|price|fee|tax|net|gross|total)\w*\)? \/ 100\b/i
  expect(files.filter((f) => /core\/(ledger|payments|simulator)/.test(f) && divided.test(readFileSync(`${root}/${f}`, 'utf8')))).toEqual([])
  expect(['order.amount / 100', '(sum.amount) / 100', 'paise / 100'].every((planted) => divided.test(planted))).toBe(true)
  expect(['parseFloat(x)', 'x.toFixed(2)', 'sum(amount)::numeric'].every((planted) => wrong.test(planted))).toBe(true)
})
