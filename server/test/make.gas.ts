import { randomUUID } from 'node:crypto'
import type { Answer, TestApp } from './app.ts'
import { form, photo } from './files.ts'
import type { Made } from './make.ts'
import { fill, keyed } from './make.payments.ts'

/** Factories of the gas line. Cylinders are rows whose `filled_at` tells their order; bookings are paid from the wallet, which is filled for it. */
export async function makeGas(t: TestApp) {
  const bookedBy = new WeakMap<Answer, Made>()
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
    book: async (who: Made, body: object): Promise<Answer> => {
      const booked = await who.client.post('/gas/bookings', body)
      bookedBy.set(booked, who)
      return booked
    },
    /** The customer pays from the wallet, which first gets what it takes. */
    pay: async (booked: Answer): Promise<Answer> => {
      const who = bookedBy.get(booked)!
      await fill(t, who.id, { cash: booked.body.paymentIntent.amount.amount })
      return keyed(who.client).post(`/payment/intents/${booked.body.paymentIntent.id}/pay`, { method: 'wallet' })
    },
    /** Hands over without the code, with a photo. */
    handOver: async (who: Made, id: string, reason = 'Seen at the door'): Promise<Answer> => {
      const { payload, headers } = form(await photo(), 'door.jpg')
      const { body } = await who.client.post('/media', payload, { headers })
      return who.client.post(`/gas/bookings/${id}/override`, { action: 'deliver', reason, attachmentIds: [body.id] })
    },
    setting: async (key: string, value: unknown): Promise<void> => {
      await t.rows(`insert into platform.settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`, [key, JSON.stringify(value)])
      const { forgetSettings } = await import('#platform/settings')
      forgetSettings()
    },
  }
}
export type MakeGas = Awaited<ReturnType<typeof makeGas>>
