import { eq } from 'drizzle-orm'
import { integer, pgSchema, text } from 'drizzle-orm/pg-core'
import Type from 'typebox'
import { inTransaction, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { addJob } from '#platform/jobs'
import { etag, ifMatch } from '#platform/http'
import type { Module } from '#platform/module'
import { Body } from '#platform/openapi'
import { problems } from '#platform/problems'
import { id } from '#platform/schema'
import { machine, move } from '#platform/states'
import { common } from '#platform/problems'

/** A toy module that uses every mechanism of the platform, for the tests of the platform. */
export const lampSchema = pgSchema('lamp')
export const lamps = lampSchema.table('lamps', {
  id: id(),
  state: text({ enum: ['off', 'on', 'broken'] }).notNull(),
  label: text().notNull(),
  version: integer().notNull().default(1),
})
export const lampTables = `
  create schema lamp;
  create table lamp.lamps (id uuid primary key default uuidv7(), state text not null, label text not null, version integer not null default 1, constraint one_label unique (label));
  create table lamp.heard (seq bigint, what text);
`

declare module '#platform/events' {
  interface Events {
    'lamp.switched': { lampId: string }
  }
}
declare module '#platform/jobs' {
  interface Jobs {
    'lamp.blink': { lampId: string }
  }
}

export const refuse = problems('lamp', { label_taken: [409, 'There is a lamp with this label already'] })
export const lampStates = machine({ noun: 'lamp', table: lamps, column: 'state', initial: ['off'], moves: { off: ['on', 'broken'], on: ['off', 'broken'], broken: [] } })

export const switchOn = (ctx: Ctx, lampId: string) =>
  inTransaction(ctx, async (ctx) => {
    const lamp = await move(ctx, lampStates, lampId, 'on')
    await emit(ctx, 'lamp.switched', { lampId }, ['lamps'])
    return lamp
  })

export const heard: string[] = []
/** What the job and the subscriber do in a test. */
export const behave = { blink: async (_ctx: Ctx, _payload: { lampId: string }): Promise<void> => {}, hear: async (_tx: Tx): Promise<void> => {} }

const Lamp = Type.Object({ id: Type.String(), state: Type.String(), label: Type.String(), version: Type.Integer() })

export const lamp: Module = {
  name: 'lamp',
  permissions: { 'lamp.switch': { sentence: 'Switch lamps', roles: {} } },
  constraints: { one_label: refuse.label_taken },
  on: {
    'lamp.switched': async (tx, event) => {
      await tx.db.execute(`insert into lamp.heard values (${event.seq}, 'switched')`)
      await behave.hear(tx)
    },
  },
  jobs: { 'lamp.blink': { summary: 'Blinks', run: (ctx, payload) => behave.blink(ctx, payload) } },
  routes: {
    lamps: (app) => {
      app.post(
        '/',
        {
          config: { may: 'anyone' },
          schema: { summary: 'Make a lamp', body: Body({ label: Type.String({ minLength: 1 }), watts: Type.Optional(Type.Integer({ minimum: 1 })) }), response: { 201: Lamp } },
        },
        async (req, reply) =>
          reply.code(201).send(await inTransaction(req.ctx, async (ctx) => (await ctx.db.insert(lamps).values({ state: 'off', label: req.body.label }).returning())[0]!)),
      )
      app.get(
        '/:id',
        { config: { may: 'anyone' }, schema: { summary: 'A lamp', params: Type.Object({ id: Type.String() }), response: { 200: Lamp, 304: Type.Null() } } },
        async (req, reply) => {
          const [it] = await req.ctx.db.select().from(lamps).where(eq(lamps.id, req.params.id))
          if (!it) throw common.not_found()
          return etag(req, reply, it.version) ? reply.code(304).send(null) : it
        },
      )
      app.post('/:id/on', { config: { may: 'anyone' }, schema: { summary: 'Switch it on', params: Type.Object({ id: Type.String() }), response: { 200: Lamp } } }, async (req) =>
        switchOn(req.ctx, req.params.id),
      )
      app.patch(
        '/:id',
        { config: { may: 'anyone' }, schema: { summary: 'Name it', params: Type.Object({ id: Type.String() }), body: Body({ label: Type.String() }), response: { 200: Lamp } } },
        async (req) => {
          const version = ifMatch(req, 'needed')
          return inTransaction(req.ctx, async (ctx) => {
            const [it] = await ctx.db.select().from(lamps).where(eq(lamps.id, req.params.id)).for('update')
            if (it?.version !== version) throw common.stale()
            return (
              await ctx.db
                .update(lamps)
                .set({ label: req.body.label, version: it!.version + 1 })
                .where(eq(lamps.id, req.params.id))
                .returning()
            )[0]!
          })
        },
      )
      app.post('/:id/fail', { config: { may: 'anyone' }, schema: { summary: 'Has a bug', params: Type.Object({ id: Type.String() }), response: { 200: Lamp } } }, async (req) =>
        inTransaction(req.ctx, async (ctx) => {
          await move(ctx, lampStates, req.params.id, 'on')
          await emit(ctx, 'lamp.switched', { lampId: req.params.id })
          await addJob(ctx, 'lamp.blink', { lampId: req.params.id })
          throw new Error('secret detail')
        }),
      )
      app.get(
        '/limited',
        { config: { may: 'anyone', limit: { points: 2, seconds: 60 } }, schema: { summary: 'Twice a minute', response: { 200: Type.Object({ ok: Type.Boolean() }) } } },
        async () => ({ ok: true }),
      )
      app.get('/guarded', { config: { may: 'lamp.switch' }, schema: { summary: 'Needs a permission', response: { 200: Type.Object({ ok: Type.Boolean() }) } } }, async () => ({
        ok: true,
      }))
    },
  },
}
