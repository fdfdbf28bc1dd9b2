import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { canMove, move, type Machine } from '#platform/states'
import { uuidv7 } from '#platform/ids'
import { testApp, type TestApp } from '#test/app'
import { makeFor } from '#test/make'
import { intentFor } from '#test/make.payments'
import { adjustmentStates, attemptStates, disputeStates, findingStates, holdStates, intentStates, payoutStates, refundStates, webhookStates } from './machines.ts'

// The table says what is legal (machines.test.ts compares it with the domain page); here the database is asked, for every pair of states of every machine.
let t: TestApp
let row: Record<string, (state: string) => Promise<string>>
beforeAll(async () => {
  t = await testApp()
  const { id: person } = await makeFor(t).customer()
  const one = async (text: string, values: unknown[]) => (await t.rows<{ id: string }>(`${text} returning id`, values))[0]!.id
  const intent = await intentFor(t, person)
  const attempt = await one(`insert into payments.attempts (intent_id, gateway, amount, state) values ($1, 'razorpay', 100000, 'captured')`, [intent.id])
  const name = () => uuidv7(new Date())
  row = {
    payment: async (state) => {
      const { id } = await intentFor(t, person)
      await t.rows('update payments.intents set state = $2 where id = $1', [id, state])
      return id
    },
    'payment attempt': (state) => one(`insert into payments.attempts (intent_id, gateway, amount, state) values ($1, 'razorpay', 100, $2)`, [intent.id, state]),
    refund: (state) =>
      one(`insert into payments.refunds (reference, intent_id, attempt_id, amount, "to", reason, state) values ($1, $2, $3, 100, 'source', 'x', $4)`, [
        name(),
        intent.id,
        attempt,
        state,
      ]),
    dispute: (state) => one(`insert into payments.disputes (gateway_dispute_id, attempt_id, amount, state, event_at) values ($1, $2, 100, $3, now())`, [name(), attempt, state]),
    'webhook event': (state) =>
      one(
        `insert into payments.webhook_events (gateway, event_id, event, body, headers, signed_with, state, received_at) values ('razorpay', $1, 'x', '', '{}', 'current', $2, now())`,
        [name(), state],
      ),
    'wallet hold': (state) => one(`insert into payments.wallet_holds (holder_id, amount, state, reason, expires_at) values ($1, 100, $2, 'x', now())`, [person, state]),
    payout: (state) =>
      one(
        `insert into payments.payouts (reference, payee_id, amount, state, destination_kind, destination_label, destination_sealed, reason) values ($1, $2, 100, $3, 'vpa', 'x', 'x', 'x')`,
        [name(), person, state],
      ),
    adjustment: (state) => one(`insert into payments.adjustments (reference, kind, amount, reason, state) values ($1, 'wallet_credit', 100, 'x', $2)`, [name(), state]),
    finding: (state) => one(`insert into payments.findings (kind, subject, state) values ('bank_unknown', $1, $2)`, [name(), state]),
  }
})

const all = [intentStates, attemptStates, refundStates, disputeStates, webhookStates, holdStates, payoutStates, adjustmentStates, findingStates] as unknown as Machine<
  never,
  string
>[]
const tableOf = {
  payment: 'intents',
  'payment attempt': 'attempts',
  refund: 'refunds',
  dispute: 'disputes',
  'webhook event': 'webhook_events',
  'wallet hold': 'wallet_holds',
  payout: 'payouts',
  adjustment: 'adjustments',
  finding: 'findings',
} as Record<string, string>
const stateOf = async (noun: string, id: string) => (await t.rows<{ state: string }>(`select state from payments.${tableOf[noun]} where id = $1`, [id]))[0]!.state
/** Whether the database let it through; a refusal is `request.illegal_move`, names both states, and changes nothing. */
async function tried(m: Machine<never, string>, id: string, from: string, to: string): Promise<boolean> {
  try {
    await t.tx((tx) => move(tx, m, id, to))
  } catch (error) {
    expect(error).toMatchObject({ code: 'request.illegal_move', extra: { from, to } })
    expect(await stateOf(m.noun, id)).toBe(from)
    return false
  }
  expect(await stateOf(m.noun, id)).toBe(to)
  return true
}

test.each(all.map((m) => [m.noun, m] as const))('%s: the database makes every legal move and refuses every other', async (noun, m) => {
  const states = Object.keys(m.moves)
  let illegal = 0
  for (const from of states)
    for (const to of states) {
      const legal = canMove(m, from, to)
      if (!legal) illegal++
      expect(await tried(m, await row[noun]!(from), from, to), `${from} to ${to}`).toBe(legal)
    }
  expect(illegal).toBeGreaterThan(0)
})

test('random walks of wishes go only where the tables allow', async () => {
  const walk = fc.constantFrom(...all).chain((m) => fc.record({ m: fc.constant(m), wishes: fc.array(fc.constantFrom(...Object.keys(m.moves)), { minLength: 1, maxLength: 12 }) }))
  await fc.assert(
    fc.asyncProperty(walk, async ({ m, wishes }) => {
      let at = m.initial[0]!
      const id = await row[m.noun]!(at)
      for (const to of wishes) {
        const legal = canMove(m, at, to)
        expect(await tried(m, id, at, to)).toBe(legal)
        if (legal) at = to
      }
    }),
    { numRuns: 60 },
  )
})
