import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  testMatch: '*.journey.ts',
  workers: 1,
  timeout: 60_000,
  // A journey of two live browsers may meet a busy machine; what fails twice is broken.
  retries: 1,
  forbidOnly: true,
  globalSetup: './town.ts',
  outputDir: 'test-results',
  expect: { timeout: 8000 },
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
    trace: 'retain-on-failure',
  },
})
