import sharp from 'sharp'
import type { Ctx } from '#platform/db'
import { storeShared, type Shared } from '#core/media'

/**
 * What the demo's customers send: a handful of drawn pictures and one-page PDFs, each stored once. Drawn, because a photograph would be somebody's;
 * without words in the pictures, because fonts differ from machine to machine.
 */
const wall = (inner: string, light = '#d9d3c7', dark = '#a89f90') =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" viewBox="0 0 800 600"><defs><linearGradient id="w" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></linearGradient></defs><rect width="800" height="600" fill="url(#w)"/>${inner}</svg>`

/** A figure of a meter's counter: seven strokes, of which each digit shows some. */
const strokes = ['M4 0h24', 'M32 4v24', 'M32 36v24', 'M4 64h24', 'M0 36v24', 'M0 4v24', 'M4 32h24']
const shown = ['012345', '12', '01346', '01236', '1256', '02356', '023456', '012', '0123456', '012356']
const digits = (text: string, x: number, y: number, ink: string) =>
  [...text]
    .map(
      (d, i) =>
        `<g transform="translate(${x + i * 50} ${y})" stroke="${ink}" stroke-width="6" stroke-linecap="round">${[...shown[Number(d)]!].map((s) => `<path d="${strokes[Number(s)]}"/>`).join('')}</g>`,
    )
    .join('')
const pipe =
  '<path d="M120 -10V180q0 40 40 40h60M580 220h60q40 0 40 40V620" fill="none" stroke="#c9a227" stroke-width="34"/><path d="M112 -10V180q0 48 48 48" fill="none" stroke="#e8cc6a" stroke-width="6"/>'

const drawings: Readonly<Record<string, string>> = {
  meter: wall(
    `${pipe}<rect x="200" y="120" width="400" height="330" rx="34" fill="#e9ecec" stroke="#7f8a8c" stroke-width="5"/><rect x="235" y="160" width="330" height="112" rx="10" fill="#20282a"/>${digits('00418', 262, 184, '#f5f8f8')}${digits('6', 512, 184, '#ff7a6e')}<circle cx="310" cy="360" r="46" fill="#fff" stroke="#7f8a8c" stroke-width="4"/><path d="M310 360l26-28" stroke="#b3261e" stroke-width="5"/><rect x="400" y="322" width="150" height="16" fill="#9aa6a8"/><rect x="400" y="352" width="110" height="12" fill="#bcc6c7"/><rect x="400" y="378" width="130" height="12" fill="#bcc6c7"/>`,
  ),
  flame: wall(
    '<rect y="400" width="800" height="200" fill="#2b3033"/><ellipse cx="400" cy="420" rx="190" ry="46" fill="#14181a"/><ellipse cx="400" cy="408" rx="150" ry="32" fill="#3c4448"/>' +
      [270, 322, 375, 425, 478, 530]
        .map(
          (x, i) =>
            `<path d="M${x} 410c-26-34-4-58 0-${84 + (i % 3) * 9}c6 30 26 48 0 ${84 + (i % 3) * 9}z" fill="#3f8fe0"/><path d="M${x} 408c-11-18-2-30 0-42c4 16 11 26 0 42z" fill="#bfe0ff"/>`,
        )
        .join(''),
    '#55606a',
    '#2e363d',
  ),
  cylinder: wall(
    '<rect y="470" width="800" height="130" fill="#6f675a"/><rect x="230" y="452" width="340" height="52" rx="8" fill="#4c5357"/><rect x="330" y="464" width="140" height="28" rx="4" fill="#b6d7a8"/><path d="M270 230q0-70 130-70t130 70v170q0 56-130 56t-130-56z" fill="#b8302a"/><path d="M292 236q2-40 40-52v250q-38-8-40-40z" fill="#d4574f"/><path d="M330 168v-64q0-18 18-18h104q18 0 18 18v64" fill="none" stroke="#8c1f1a" stroke-width="20"/><rect x="376" y="116" width="48" height="52" rx="8" fill="#c9a227"/><rect x="350" y="280" width="100" height="54" rx="4" fill="#f0e9e0"/>',
  ),
  regulator: wall(
    '<path d="M-10 380h250" stroke="#d2691e" stroke-width="40"/><path d="M-10 370h250" stroke="#ee9a5a" stroke-width="6"/><rect x="230" y="345" width="70" height="70" rx="8" fill="#8f989b"/><circle cx="400" cy="330" r="120" fill="#3b6ea5"/><circle cx="400" cy="330" r="88" fill="#4f86c0"/><rect x="360" y="170" width="80" height="60" rx="10" fill="#23292b"/><rect x="350" y="440" width="100" height="110" fill="#b79a2d"/><path d="M350 470h100M350 500h100" stroke="#8a7320" stroke-width="5"/>',
    '#e2dcd2',
    '#b5ab9b',
  ),
  paper: wall(
    '<rect x="170" y="60" width="460" height="500" fill="#fdfcf7" transform="rotate(-3 400 310)"/><g transform="rotate(-3 400 310)"><rect x="210" y="100" width="150" height="26" fill="#0b5c63"/><rect x="460" y="100" width="130" height="14" fill="#c3cbcc"/>' +
      [170, 200, 230, 260, 310, 340, 370, 400].map((y, i) => `<rect x="210" y="${y}" width="${380 - (i % 3) * 60}" height="12" fill="#c3cbcc"/>`).join('') +
      '<path d="M440 500q24-40 44-6t40-20t50 6" fill="none" stroke="#26408b" stroke-width="5"/><circle cx="270" cy="480" r="44" fill="none" stroke="#7b3fa0" stroke-width="6"/></g>',
    '#8d6f4e',
    '#5f4a33',
  ),
  kitchen: wall(
    `<g stroke="#c9c2b5" stroke-width="3">${[1, 2, 3, 4].map((n) => `<path d="M0 ${n * 85}H800"/>`).join('')}${[1, 2, 3, 4, 5, 6, 7].map((n) => `<path d="M${n * 100} 0V425"/>`).join('')}</g><rect y="425" width="800" height="36" fill="#4a4f52"/><rect y="461" width="800" height="139" fill="#8a5a3c"/><rect x="270" y="372" width="260" height="54" rx="8" fill="#aeb7ba"/><ellipse cx="340" cy="370" rx="46" ry="12" fill="#23292b"/><ellipse cx="460" cy="370" rx="46" ry="12" fill="#23292b"/><path d="M690 -10V330q0 40-40 40H532" fill="none" stroke="#c9a227" stroke-width="16"/><circle cx="690" cy="210" r="20" fill="#8f2a22"/>`,
    '#f1ede4',
    '#d6cfc0',
  ),
  pipe: wall(
    '<path d="M-10 210H810" stroke="#c9a227" stroke-width="64"/><path d="M-10 190H810" stroke="#e8cc6a" stroke-width="10"/><path d="M300 180q40 18 90 4t80 12q-16 40-60 34t-110 4z" fill="#8a4b1f"/><g fill="#6b7376"><rect x="150" y="160" width="34" height="100" rx="6"/><rect x="620" y="160" width="34" height="100" rx="6"/></g><path d="M400 250q-6 150 6 360" stroke="#b8a98f" stroke-width="14" fill="none"/>',
  ),
}

/** One A4 page of plain lines. The file is written by hand: a library for five lines of text would be the larger part. */
export function onePage(title: string, lines: readonly string[]): Buffer {
  const escaped = (text: string) => text.replaceAll(/[\\()]/g, '\\$&')
  const text = [
    `BT /F2 20 Tf 64 760 Td (${escaped(title)}) Tj ET`,
    ...lines.map((l, i) => `BT /F1 12 Tf 64 ${716 - i * 22} Td (${escaped(l)}) Tj ET`),
    '0.04 0.36 0.39 RG 64 742 m 531 742 l S',
  ].join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
  ]
  let file = '%PDF-1.4\n'
  const starts = objects.map((body, i) => {
    const at = file.length
    file += `${i + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const table = starts.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  )
}
const demoLine = 'Made up for the demo town. Nobody of this name lives at this address.'
const papers: Readonly<Record<string, readonly [title: string, lines: readonly string[]]>> = {
  documents: ['Papers for a change of name', ['1  Gas bill of last month', '2  Sale deed, first and last page', '3  Letter of consent of the earlier consumer', '', demoLine]],
  'index-2': ['Index II, extract', ['Document registered in Pune, Haveli', 'Flat of 62 square metres, second floor', 'Purchaser: as on the application', '', demoLine]],
  agreement: ['Leave and licence agreement', ['For eleven months from the first of the month', 'The licensee may apply for a gas connection in their own name.', '', demoLine]],
  members: [
    'Resolution of the society',
    ['Passed at the general meeting, 22 of 24 members present', 'The society asks for piped gas for all flats.', 'Enclosed: list of members with flat numbers', '', demoLine],
  ],
}

/** Which of them a file of that name shows; `story` decides where the name says nothing. */
export function contentOf(name: string, story: string): string {
  if (name.endsWith('.pdf')) return Object.keys(papers).find((key) => name.startsWith(key)) ?? 'documents'
  const of = (text: string) =>
    /meter|^bill-high/.test(text)
      ? 'meter'
      : /voucher|letter|^bill/.test(text)
        ? 'paper'
        : /collar|scale|^cyl/.test(text)
          ? 'cylinder'
          : /reg/.test(text)
            ? 'regulator'
            : /kitchen|wall|^install|^comp-hole/.test(text)
              ? 'kitchen'
              : /pipe|^maint/.test(text)
                ? 'pipe'
                : undefined
  return of(name) ?? of(story) ?? 'flame'
}

/** Draws and stores them all, beside the other loading. */
export async function storeAttachments(ctx: Ctx): Promise<Map<string, Shared>> {
  const pictures = Object.entries(drawings).map(async ([key, svg]) => {
    const { data, info } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const drawn = () => sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    const [bytes, thumbnail] = await Promise.all([drawn().jpeg({ quality: 85 }).toBuffer(), drawn().resize({ width: 320 }).webp({ quality: 75, effort: 0 }).toBuffer()])
    return [key, await storeShared(ctx, `${key}.jpg`, { bytes, contentType: 'image/jpeg', picture: { width: info.width, height: info.height, thumbnail } })] as const
  })
  const pages = Object.entries(papers).map(
    async ([key, [title, lines]]) => [key, await storeShared(ctx, `${key}.pdf`, { bytes: onePage(title, lines), contentType: 'application/pdf' })] as const,
  )
  return new Map(await Promise.all([...pictures, ...pages]))
}
