/** The tables of the help desk, in the schema `support`. Every big one carries the requester, so that it can be sharded by customer. */
export * from './schema.setup.ts'
export * from './schema.tickets.ts'
export * from './schema.work.ts'
