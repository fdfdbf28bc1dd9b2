import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'
import { build, type Rollup } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takesFocus } from '../src/forms.tsx'

let browser: Browser
let script: string
beforeAll(async () => {
  const entry = fileURLToPath(new URL('./focus.page.tsx', import.meta.url))
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"development"' },
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'page' } },
  })) as Rollup.RollupOutput[]
  script = built[0]!.output[0].code
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
})
afterAll(() => browser?.close())

test('the summary takes the focus on every refused submit, and leaves a person who is typing alone', async () => {
  const page = await browser.newPage()
  page.setDefaultTimeout(5000)
  await page.setContent('<div id="root"></div>')
  await page.addScriptTag({ content: script })
  const focus = () => page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.id)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect.poll(focus).toBe('alert')
  await page.getByRole('link', { name: 'Enter a name.' }).click()
  expect(await focus()).toBe('name')
  await page.keyboard.type('Meera')
  expect(await page.getByRole('link').allTextContents()).toEqual(['Enter a place.'])
  expect(await focus()).toBe('name')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect.poll(focus).toBe('alert')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect.poll(focus).toBe('alert')
  // The id of a group leads to the control inside it.
  await page.getByRole('link', { name: 'Enter a place.' }).click()
  expect(await focus()).toBe('town')
  await page.close()
})

test('an attempt keeps its turn until there is something to say', () => {
  expect(takesFocus({ attempt: 1, texts: ['a'] }, { attempt: 2, texts: [] })).toBe(false)
  expect(takesFocus({ attempt: 1, texts: [] }, { attempt: 2, texts: ['a'] })).toBe(true)
  expect(takesFocus({ attempt: 2, texts: ['a', 'b'] }, { attempt: 2, texts: ['a'] })).toBe(false)
  expect(takesFocus({ attempt: undefined, texts: ['a', 'b'] }, { attempt: undefined, texts: ['a'] })).toBe(false)
  expect(takesFocus({ attempt: undefined, texts: ['a'] }, { attempt: undefined, texts: ['b'] })).toBe(true)
})
