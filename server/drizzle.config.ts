import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  casing: 'snake_case',
  schema: ['./src/platform/schema.ts', './src/core/*/schema.ts', './src/lines/*/schema.ts'],
  out: './migrations',
})
