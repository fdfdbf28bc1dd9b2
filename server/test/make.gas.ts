import { randomUUID } from 'node:crypto'
import { capture } from '../src/lines/gas/money.ts'
import type { Answer, TestApp } from './app.ts'
import type { Made } from './make.ts'

/** Factories of the gas line. Cylinders are rows whose `filled_at` tells their order; payments are captured as the gateway would. */
export async function makeGas(t: TestApp) {
  const [type] = await t.rows<{ id: string }>(`select id from gas.cylinder_types order by created_at limit 1`)
  const depot = async (): Promise<string> =>
    (
      await t.rows<{ id: string }>(`insert into gas.depots (code, name) values ($1, $2) returning id`, [
        randomUUID().slice(0, 8).toUpperCase(),
        `Depot ${randomUUID().slice(0, 6)}`,
      ])
    )[0]!.id
  return {
    typeId: type!.id,
    depot,
    /** Filled cylinders, the first the oldest. Gives their ids in that order. */
    filled: async (depotId: string, n: number): Promise<string[]> =>
      (
        await t.rows<{ id: string }>(
          `with made as (insert into gas.cylinders (code, depot_id, type_id, state, filled_at) select upper(substr(md5(random()::text), 1, 12)), $1, $2, 'filled', now() - interval '1 day' + i * interval '1 second' from generate_series(1, $3::int) i returning id, filled_at)
           select id from made order by filled_at`,
          [depotId, type!.id, n],
        )
      ).map((r) => r.id),
    withCustomer: async (depotId: string, holderId: string): Promise<string> =>
      (
        await t.rows<{ id: string }>(
          `insert into gas.cylinders (code, depot_id, type_id, state, holder_id) values (upper(substr(md5(random()::text), 1, 12)), $1, $2, 'with_customer', $3) returning id`,
          [depotId, type!.id, holderId],
        )
      )[0]!.id,
    book: (who: Made, body: object): Promise<Answer> => who.client.post('/gas/bookings', body),
    /** The payment arrives. */
    pay: (booked: Answer): Promise<boolean> => t.tx((tx) => capture(tx, booked.body.paymentIntent.id)),
    setting: async (key: string, value: unknown): Promise<void> => {
      await t.rows(`insert into platform.settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`, [key, JSON.stringify(value)])
      const { forgetSettings } = await import('#platform/settings')
      forgetSettings()
    },
  }
}
export type MakeGas = Awaited<ReturnType<typeof makeGas>>
