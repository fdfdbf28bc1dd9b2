import { defineConfig } from 'vitest/config'

// The parts are tested without a browser's help; what needs one (focus) starts Chromium itself.
export default defineConfig({ test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'], testTimeout: 60_000, hookTimeout: 60_000 } })
