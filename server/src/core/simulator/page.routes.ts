import { eq } from 'drizzle-orm'
import { inTransaction } from '#platform/db'
import type { App } from '#platform/module'
import { formatMoney } from '#platform/money'
import { allowStyles, styleHashes } from '#platform/styles'
import { orders } from './schema.ts'
import { methods, run, scripts } from './scripts.ts'

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const css = `:root{color-scheme:light dark;--ink:#17202b;--soft:#5b6876;--paper:#fff;--ground:#eef1f5;--edge:#d5dce4;--deep:#0f5c63;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#eef2f6;--soft:#a3afbc;--paper:#1a222c;--ground:#10161d;--edge:#33404d;--deep:#58c4cd;--on:#08282b}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif;min-height:100vh;display:grid;place-items:center;padding:16px}
main{width:100%;max-width:420px;background:var(--paper);border:1px solid var(--edge);border-radius:16px;padding:28px}
small,.soft{color:var(--soft)}h1{font-size:2rem;margin:.25rem 0 0;font-variant-numeric:tabular-nums}p{margin:.25rem 0 1rem}
fieldset{border:0;padding:0;margin:0 0 16px;display:grid;gap:8px}legend{font-weight:600;padding:0;margin-bottom:8px}
label{display:flex;gap:10px;align-items:center;border:1px solid var(--edge);border-radius:10px;padding:10px 12px;min-height:44px}
button{width:100%;min-height:48px;border-radius:10px;border:1px solid var(--edge);background:transparent;color:inherit;font:inherit;font-weight:600;margin-top:8px;cursor:pointer}
button.go{background:var(--deep);border-color:var(--deep);color:var(--on)}:focus-visible{outline:3px solid var(--deep);outline-offset:2px}
details{margin-top:20px}summary{cursor:pointer;min-height:44px;display:flex;align-items:center}a{color:var(--deep)}`
const html = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><title>${title}</title><style>${css}</style></head><body><main>${body}</main></body></html>`
/** Where the app wants the person back: an address of our own, or nothing. */
const backOf = (text: unknown): string | undefined => (typeof text === 'string' && /^\/(?![/\\])[\w/.~-]{0,200}$/.test(text) ? text : undefined)
const names = { upi: 'UPI', card: 'Card', netbanking: 'Net banking' }

/** The page on which a person pays at the simulator. It needs no script and nothing of the app. */
export function pageRoutes(app: App): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 10_000 }, (_req, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body as string))),
  )
  const config = { may: 'anyone', idempotent: 'never' } as const
  const schema = { hide: true } as const
  const send = (reply: Parameters<typeof allowStyles>[0], status: number, title: string, body: string) => {
    const page = html(title, body)
    allowStyles(reply, styleHashes(page))
    return reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page)
  }
  app.get<{ Params: { id: string }; Querystring: { back?: string; method?: string } }>('/pay/:id', { config, schema }, async (req, reply) => {
    const back = backOf(req.query.back)
    const [order] = await req.ctx.db.select().from(orders).where(eq(orders.id, req.params.id))
    if (!order) return send(reply, 404, 'No such payment', '<h1>No such payment</h1><p>Go back and begin again.</p>')
    const sum = formatMoney({ amount: order.amount, currency: order.currency })
    const reference = escape(order.notes.reference ?? order.id)
    if (order.status === 'paid')
      return send(
        reply,
        200,
        'Paid',
        `<small>${escape(req.ctx.config.OPERATOR_NAME)} · ${reference}</small><h1>${sum}</h1><p>This is paid. You can close this page.</p><p><a href="${back ? `${back}?gateway=done` : '/'}">Back</a></p>`,
      )
    const choice = methods
      .map(
        (m) => `<label><input type="radio" name="method" value="${m}"${m === (methods.find((k) => k === req.query.method) ?? methods[0]) ? ' checked' : ''}> ${names[m]}</label>`,
      )
      .join('')
    const button = (script: string, cls = '') => `<button name="script" value="${script}"${cls}>${scripts[script]!.label}</button>`
    const rest = Object.keys(scripts).filter((s) => !['success', 'failure', 'no_answer'].includes(s))
    return send(
      reply,
      200,
      `Pay ${sum}`,
      `<small>${escape(req.ctx.config.OPERATOR_NAME)} · ${reference}</small><h1>${sum}</h1><p class="soft">Test gateway. No money moves.</p>
<form method="post">${back ? `<input type="hidden" name="back" value="${back}">` : ''}<fieldset><legend>Pay with</legend>${choice}</fieldset>${button('success', ' class="go"')}${button('failure')}${button('no_answer')}
<details><summary>Other endings</summary>${rest.map((s) => button(s)).join('')}</details></form>${back ? `<p><a href="${back}">Go back without paying</a></p>` : ''}`,
    )
  })
  app.post<{ Params: { id: string }; Querystring: { customer?: string }; Body: Record<string, string> }>('/pay/:id', { config, schema }, async (req, reply) => {
    const { script = '', method = '' } = req.body ?? {}
    const known = methods.find((m) => m === method) ?? 'upi'
    const payment = await inTransaction(req.ctx, (tx) => run(tx, req.params.id, script, known, typeof req.query.customer === 'string' ? req.query.customer.slice(0, 40) : null))
    const back = backOf(req.body?.back)
    // As a real gateway does: the person is brought back, and reads there how it ended.
    if (back) return reply.redirect(`${back}?gateway=done`, 303)
    const endings: Record<string, [string, string] | undefined> = {
      captured: ['Paid', 'Thank you. You can go back now.'],
      failed: ['It failed', 'The bank said no. Nothing was taken.'],
    }
    const words = endings[scripts[script]?.steps[0]?.to ?? '']
    const [title, text] = !payment
      ? ['Nothing to do', 'This was paid already, or is not known here.']
      : scripts[script]!.steps[0]!.after
        ? ['No answer yet', 'The bank has not answered. Go back: you will be told how it ended.']
        : (words ?? ['Authorised', 'The bank has said yes. Go back: the payment is being completed.'])
    return send(
      reply,
      payment ? 200 : 409,
      title!,
      `<h1>${title}</h1><p>${text}</p><p><a href="/">Back</a></p><p><a href="/simulator/pay/${encodeURIComponent(req.params.id)}">This payment</a></p>`,
    )
  })
}
