/** The contract as both apps use it: shapes, a small typed fetch, refusals as one error, and the live channel. */
export * from './contract.ts'
export * from './gas.ts'
export * from './gas-staff.ts'
export * from './knowledge.ts'
export * from './live.ts'
export * from './money.ts'
export * from './money-books.ts'
export * from './money-staff.ts'
export * from './problem.ts'
export * from './request.ts'

import { makeApi, type Api } from './request.ts'
import type { ApiProblem } from './problem.ts'

const listeners = new Set<(problem: ApiProblem) => void>()

/** Is told whenever the server answers 401; returns what stops that. */
export function onSignedOut(then: (problem: ApiProblem) => void): () => void {
  listeners.add(then)
  return () => listeners.delete(then)
}

/** The API of the server that served this page. */
export const api: Api = makeApi({ base: '/api/v1', onSignedOut: (problem) => listeners.forEach((then) => then(problem)) })
export const liveAddress = '/api/v1/live'
