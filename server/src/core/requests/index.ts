import type { Module } from '#platform/module'
import { requestRoutes } from './requests.routes.ts'

/** Service requests: the gas company's name for a customer's own tickets, at `/service-requests`. */
export const requests: Module = { name: 'requests', routes: { 'service-requests': requestRoutes } }
