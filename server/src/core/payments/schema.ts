/** The tables of payments, in the schema `payments`: what is paid and given back, and what gateway, bank and books say of it. */
export * from './schema.pay.ts'
export * from './schema.books.ts'
