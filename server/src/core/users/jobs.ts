import { and, isNull, lt } from 'drizzle-orm'
import { anyone } from '#platform/access'
import { decrypt } from '#platform/crypto'
import { inTransaction, read, type Ctx } from '#platform/db'
import type { JobTable, Sweep } from '#platform/jobs'
import { days, later } from '#platform/time'
import { sweepTries } from './attempts.ts'
import { invitations, sessions, verifications } from './schema.ts'
import { note } from './security.ts'

declare module '#platform/jobs' {
  interface Jobs {
    /** `email` is sealed for the purpose `attempt`. */
    'users.sign_in_failed': { email: string; address: string; at: string }
  }
}

const byEmail = read<{ id: string }>('users.by_email', `select id from users.people where lower(email) = $1`)

/** A failed sign-in becomes a line of the person's log, where there is a person; the flow itself does the same work for both. */
export const jobs: JobTable = {
  'users.sign_in_failed': {
    summary: 'Notes a failed sign-in in the log of the person',
    run: async (ctx, payload) => {
      const [person] = await byEmail(ctx, [decrypt(ctx.config, 'attempt', payload.email)])
      if (!person) return
      const at = new Date(payload.at)
      await inTransaction({ ...ctx, actor: anyone, address: payload.address, now: () => at }, (ctx) => note(ctx, person.id, 'auth.sign_in_failed'))
    },
  },
}

/** What has run out is deleted once a day: sessions, codes, links; invitations that nobody took up, after a month. */
async function sweepEnded(ctx: Ctx): Promise<void> {
  await sweepTries(ctx)
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.delete(sessions).where(lt(sessions.expiresAt, ctx.now()))
    await ctx.db.delete(verifications).where(lt(verifications.expiresAt, ctx.now()))
    await ctx.db.delete(invitations).where(and(isNull(invitations.acceptedAt), lt(invitations.expiresAt, later(ctx.now(), -30 * days))))
  })
}

export const sweeps: readonly Sweep[] = [{ name: 'users.ended', summary: 'Deletes sessions, codes, links and counters that have run out', cron: '41 2 * * *', run: sweepEnded }]
