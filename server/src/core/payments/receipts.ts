import PDFDocument from 'pdfkit'
import type { Ctx } from '#platform/db'
import { decimalText, splitTax } from '#platform/money'
import type { Intent } from './intents.ts'
import { refundsOf } from './lists.ts'
import { refuse } from './refusals.ts'

const methods: Record<string, string> = { upi: 'UPI', card: 'Card', netbanking: 'Net banking', wallet: 'Wallet', promo: 'Wallet', emi: 'Instalments' }

/** What a receipt says, as pairs of a label and a text. Amounts are exact, with the code of their currency: the built-in fonts of PDF have no sign for rupees. */
export async function receiptRows(ctx: Ctx, intent: Intent): Promise<{ about: [string, string][]; sums: [string, string][] }> {
  if (intent.state !== 'captured' || intent.capturedAt === null) throw refuse.not_captured({ detail: 'There is a receipt once the payment was made.' })
  const inCode = new Intl.NumberFormat('en-IN', { style: 'currency', currency: intent.currency, currencyDisplay: 'code' })
  const say = (amount: number) => inCode.format(decimalText({ amount, currency: intent.currency }) as `${number}`).replace(/\s/g, ' ')
  const at = new Intl.DateTimeFormat('en-IN', { dateStyle: 'long', timeStyle: 'short', timeZone: ctx.config.OPERATOR_TIME_ZONE }).format(intent.capturedAt)
  const refunds = await refundsOf(ctx, intent)
  const sums: [string, string][] = []
  if (intent.taxBasisPoints !== null) {
    const { net, tax } = splitTax(intent.amount, intent.taxBasisPoints)
    sums.push(['Price before tax', say(net)], [`GST ${decimalText({ amount: intent.taxBasisPoints, currency: 'INR' }).replace(/\.?0+$/, '')}%`, say(tax)])
  }
  sums.push(['Paid', say(intent.amount)])
  for (const r of refunds) if (r.status === 'processed' || r.status === 'wallet_credited') sums.push([`Refunded, ${r.reference}`, `-${say(r.amount.amount)}`])
  return {
    about: [
      ['Receipt', intent.reference],
      ['For', intent.description],
      ['Paid on', at],
      ['Paid by', intent.method === null ? 'Bank' : (methods[intent.method] ?? intent.method)],
    ],
    sums,
  }
}

/** The receipt of a payment as PDF. The intent must have been got through `intentFor`; refuses one that was not paid. */
export async function receiptPdf(ctx: Ctx, intent: Intent): Promise<Buffer> {
  const { about, sums } = await receiptRows(ctx, intent)
  const doc = new PDFDocument({ size: 'A5', margin: 48, info: { Title: `Receipt ${intent.reference}`, Author: ctx.config.OPERATOR_NAME, CreationDate: intent.capturedAt! } })
  const parts: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(Buffer.concat(parts)))
    doc.on('error', reject)
  })
  const width = doc.page.width - 96
  doc.font('Helvetica-Bold').fontSize(18).text(ctx.config.OPERATOR_NAME).moveDown(1).fontSize(11)
  const row = ([label, text]: [string, string], bold = false) => {
    const { y } = doc
    doc.font('Helvetica').text(label, 48, y, { width: width * 0.45 })
    const left = doc.y
    doc.font(bold ? 'Helvetica-Bold' : 'Helvetica').text(text, 48 + width * 0.45, y, { width: width * 0.55, align: 'right' })
    doc.y = Math.max(left, doc.y) + 6
  }
  for (const it of about) row(it)
  doc.y += 6
  doc
    .moveTo(48, doc.y)
    .lineTo(48 + width, doc.y)
    .lineWidth(0.5)
    .stroke()
  doc.y += 12
  for (const it of sums) row(it, it[0] === 'Paid')
  doc.end()
  return done
}
