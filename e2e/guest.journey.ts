import { spawn, type ChildProcess } from 'node:child_process'
import { connect, createServer, type Socket } from 'node:net'
import { base, call, desktop, expect, newAddress, phone, signUp, signedIn, test } from './house.ts'

test('a guest reports, then makes an account and has the report', async ({ open }) => {
  const { page, context } = await open(phone)
  await page.goto('/')
  await page.getByRole('link', { name: 'Report a problem' }).click()
  await page.getByRole('button', { name: /^Question/ }).click()
  await page.getByLabel('In one line').fill('When is my area connected')
  await page.getByLabel('Tell us more').fill('We live behind the temple in Baner and wait for the line.')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Continue without photos' }).click()
  await page.getByRole('button', { name: 'Send report' }).click()
  await expect(page.getByRole('alert')).toContainText('Enter your name.')
  await page.getByLabel('Your name').fill('Tara Bhosale')
  await page.getByLabel('Phone').fill('+91 98220 41782')
  await page.getByRole('button', { name: 'Send report' }).click()
  await expect(page.getByRole('heading', { name: 'We have your report' })).toBeVisible()
  const reference = page.url().match(/TKT-[A-Z0-9]{6}/)![0]

  // A stranger does not see it, with or without an account.
  const stranger = await open(desktop)
  await signedIn(stranger.context, 'customer@demo.test')
  expect((await stranger.context.request.get(`${base()}/api/v1/support/tickets/${reference}`)).status()).toBe(404)

  await page.getByRole('link', { name: 'Create an account' }).click()
  await signUp(page, { name: 'Tara Bhosale', email: newAddress('tara'), password: 'four quiet burners' })
  await expect(page.getByRole('link', { name: /When is my area connected/ })).toBeVisible()
  await page.getByRole('link', { name: /When is my area connected/ }).click()
  await expect(page.getByText('We live behind the temple')).toBeVisible()
  expect(await call(context.request, 'GET', `/support/tickets/${reference}`)).toMatchObject({ requester: { name: 'Tara Bhosale' } })
})

test('the emergency page needs no script', async ({ open }) => {
  const { page } = await open({ ...phone, javaScriptEnabled: false })
  await page.goto('/emergency')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Leave the building now/)
  await expect(page.getByRole('link', { name: /1906/ }).first()).toHaveAttribute('href', 'tel:1906')
  await expect(page.getByRole('list').first().getByRole('listitem')).toHaveCount(5)
})

test('the emergency page is there while the phone is offline, once it was opened', async ({ open }) => {
  const { page, context, complaints } = await open({ ...phone, serviceWorkers: 'allow' })
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await context.setOffline(true)
  await page.goto('/emergency')
  await expect(page.getByRole('link', { name: /1906/ }).first()).toBeVisible()
  await context.setOffline(false)
  complaints.length = 0
})

test('the emergency page is there while the database is not', async ({ open }) => {
  test.setTimeout(90_000)
  const own = await productWithDatabaseThatDies()
  try {
    const { page, complaints } = await open({ ...phone, baseURL: own.url })
    await own.kill()
    expect((await page.request.get(`${own.url}/readyz`)).status()).toBe(503)
    const before = Date.now()
    await page.goto(`${own.url}/emergency`)
    await expect(page.getByRole('link', { name: /1906/ }).first()).toBeVisible()
    expect(Date.now() - before).toBeLessThan(3000)
    complaints.length = 0
  } finally {
    await own.stop()
  }
})

/** A second product of the same town whose way to the database can be cut: its DATABASE_URL leads through a door of ours. */
async function productWithDatabaseThatDies() {
  const database = new URL(process.env.MANIFOLD_DATABASE_URL!)
  const behind = Number(database.port)
  const sockets = new Set<Socket>()
  const door = createServer((from) => {
    const to = connect(behind, database.hostname)
    for (const s of [from, to]) {
      sockets.add(s)
      s.on('error', () => undefined).on('close', () => (from.destroy(), to.destroy()))
    }
    from.pipe(to).pipe(from)
  })
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done))
  database.port = String((door.address() as { port: number }).port)
  const port = 20_000 + Math.floor(Math.random() * 2000)
  const url = `http://localhost:${port}`
  const server: ChildProcess = spawn(process.execPath, ['server/src/main.ts', 'serve'], {
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: database.href,
      PUBLIC_URL: url,
      SECRET: 'a secret for the length of this test',
      CAPTURE_MESSAGES: 'true',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  await expect(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200)).toPass({ timeout: 40_000, intervals: [200] })
  return {
    url,
    async kill() {
      door.close()
      for (const s of sockets) s.destroy()
    },
    async stop() {
      server.kill('SIGKILL')
      await ended
      door.close()
    },
  }
}
