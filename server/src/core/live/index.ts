import type { Module } from '#platform/module'
import { liveRoutes } from './live.routes.ts'

/** The channel on which screens hear that something changed. */
export const live: Module = { name: 'live', routes: { live: liveRoutes } }
