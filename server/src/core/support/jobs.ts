import type { JobTable, Sweep } from '#platform/jobs'
import type { Subscribers } from '#platform/events'
import { addJob } from '#platform/jobs'
import type { Tx } from '#platform/db'
import { drain, redistribute } from './assign.ts'
import { pageAgain } from './emergencies.ts'
import { applyNewTerms } from './policies.ts'
import { sweepClocks } from './sweep.ts'

declare module '#platform/jobs' {
  interface Jobs {
    'support.redistribute': { agentId: string; why: string }
  }
}

export const jobs: JobTable = {
  'support.drain': { summary: 'Gives waiting tickets to whoever has room', run: (ctx) => drain(ctx) },
  'support.redistribute': { summary: 'Gives the work of somebody who left to others', run: (ctx, { agentId, why }) => redistribute(ctx, agentId, why) },
  'support.new_terms': { summary: 'Counts running clocks anew after a policy or calendar changed', run: applyNewTerms },
}

export const sweeps: readonly Sweep[] = [
  { name: 'support.clocks', summary: 'Tells of clocks at 75 and 90 per cent and past their deadline', every: 3, run: sweepClocks },
  { name: 'support.pages', summary: 'Pages again, further up the chain, until somebody acknowledges an emergency', every: 5, run: pageAgain },
  { name: 'support.drain', summary: 'Looks whether anything in the queue can be given out', every: 30, run: drain },
]

const drainSoon = (tx: Tx) => addJob(tx, 'support.drain', {}, { key: 'support.drain', attempts: 5 })
const leave = (tx: Tx, agentId: string, why: string) => addJob(tx, 'support.redistribute', { agentId, why }, { key: `support.redistribute:${agentId}` })

/** The queue moves when people do. */
export const subscribers: Subscribers = {
  'user.availability_changed': async (tx, { payload }) => {
    if (payload.availability === 'available') await drainSoon(tx)
  },
  'user.staff_changed': async (tx, { payload }) => {
    if (payload.staff) await drainSoon(tx)
    else await leave(tx, payload.personId, 'They left the staff.')
  },
  'user.suspended': async (tx, { payload }) => {
    if (payload.staff) await leave(tx, payload.personId, 'Their account was suspended.')
  },
  'user.reinstated': async (tx, { payload }) => {
    if (payload.staff) await drainSoon(tx)
  },
  'user.team_changed': (tx) => drainSoon(tx),
}
