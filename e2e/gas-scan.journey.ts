import { writeFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { base, call, desktop, expect, signedIn, test } from './house.ts'

/** Code 39: nine bars and gaps a sign, `w` wide and `n` narrow, beginning with a bar. */
const signs: Record<string, string> = Object.fromEntries(
  '0nnnwwnwnn 1wnnwnnnnw 2nnwwnnnnw 3wnwwnnnnn 4nnnwwnnnw 5wnnwwnnnn 6nnwwwnnnn 7nnnwnnwnw 8wnnwnnwnn 9nnwwnnwnn Awnnnnwnnw Bnnwnnwnnw Cwnwnnwnnn Dnnnnwwnnw Ewnnnwwnnn Fnnwnwwnnn Gnnnnnwwnw Hwnnnnwwnn Innwnnwwnn Jnnnnwwwnn Kwnnnnnnww Lnnwnnnnww Mwnwnnnnwn Nnnnnwnnww Ownnnwnnwn Pnnwnwnnwn Qnnnnnnwww Rwnnnnnwwn Snnwnnnwwn Tnnnnwnwwn Uwwnnnnnnw Vnwwnnnnnw Wwwwnnnnnn Xnwnnwnnnw Ywwnnwnnnn Znwwnwnnnn *nwnnwnwnn'
    .split(' ')
    .map((s) => [s[0]!, s.slice(1)]),
)
const [width, height, unit] = [640, 480, 2]
/** A film of one barcode on white paper, as a camera would see it. */
function film(code: string): Buffer {
  const row = Buffer.alloc(width, 235)
  let x = 40
  for (const sign of `*${code}*`) {
    for (const [i, w] of [...signs[sign]!].entries()) {
      const wide = w === 'w' ? unit * 3 : unit
      if (i % 2 === 0) row.fill(16, x, x + wide)
      x += wide
    }
    x += unit
  }
  expect(x).toBeLessThan(width - 40)
  const paper = Buffer.alloc(width, 235)
  const y = Buffer.concat(Array.from({ length: height }, (_, i) => (i > 120 && i < 360 ? row : paper)))
  const frame = Buffer.concat([Buffer.from('FRAME\n'), y, Buffer.alloc((width * height) / 2, 128)])
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: 10 }, () => frame)])
}

test('the camera reads the barcode of a cylinder and opens it', async ({ open }, info) => {
  const admin = await open(desktop)
  await signedIn(admin.context, 'operations@demo.test')
  const { data } = await call<{ data: { id: string; code: string }[] }>(admin.context.request, 'GET', '/gas/cylinders?limit=1&state=filled')
  const [cylinder] = data
  const file = info.outputPath('barcode.y4m')
  writeFileSync(file, film(cylinder!.code))
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`],
  })
  try {
    const context = await browser.newContext({ ...desktop, baseURL: base(), reducedMotion: 'reduce', serviceWorkers: 'block' })
    await signedIn(context, 'operations@demo.test')
    const page = await context.newPage()
    await page.goto('/admin/gas/stock')
    await page.getByRole('button', { name: 'Find a cylinder' }).click()
    await page.getByRole('button', { name: 'Use the camera' }).click()
    await page.waitForURL(new RegExp(`/gas/cylinders/${cylinder!.id}`))
  } finally {
    await browser.close()
  }
})
