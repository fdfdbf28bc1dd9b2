import type {} from '@mui/material/themeCssVarsAugmentation'
import { expect, test } from 'vitest'
import { c, consoleTheme, portalTheme } from './theme.ts'
import { dark, light, rem, type Tokens } from './tokens.ts'

/** WCAG 2 contrast of two hex colours. */
function contrast(a: string, b: string): number {
  const light = (hex: string) => {
    const [r, g, bl] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * bl!
  }
  const [x, y] = [light(a), light(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

type Token = keyof Tokens
const papers: Token[] = ['canvas', 'surface', 'sunken', 'hover', 'selected']
const text: [Token, Token[]][] = [
  ['ink', [...papers, 'primarySoft', 'attentionSoft']],
  ['ink2', [...papers, 'primarySoft', 'attentionSoft']],
  ['ink3', papers],
  ['primary', ['canvas', 'surface', 'hover', 'selected']],
  ['onPrimary', ['primary', 'primaryHover', 'primaryActive']],
  ['onPrimarySoft', ['primarySoft']],
  ['danger', ['canvas', 'surface', 'dangerSoft']],
  ['onDanger', ['danger', 'dangerHover']],
  ['onDangerSoft', ['dangerSoft']],
  ['attention', ['canvas', 'surface']],
  ['onAttentionSoft', ['attentionSoft', 'surface']],
  ['noteInk', ['notePaper']],
  ['noteLabel', ['notePaper']],
  ['success', ['canvas', 'surface']],
  ['onSuccessSoft', ['successSoft']],
  ['info', ['canvas', 'surface']],
  ['onInfoSoft', ['infoSoft']],
  ['stOpen', ['surface', 'stOpenSoft', 'selected']],
  ['stProgress', ['surface', 'stProgressSoft', 'selected', 'canvas']],
  ['stWaiting', ['surface', 'stWaitingSoft', 'selected', 'canvas']],
  ['stResolved', ['surface', 'stResolvedSoft', 'selected']],
  ['stClosed', ['surface', 'stClosedSoft', 'selected']],
  ['stCancelled', ['surface', 'stCancelledSoft', 'selected']],
  ['prUrgent', ['surface', 'selected']],
  ['prHigh', ['surface', 'selected']],
  ['prMedium', ['surface', 'selected']],
  ['prLow', ['surface', 'selected']],
  ['gas', ['gasSoft']],
  ['charging', ['chargingSoft']],
  ['rides', ['ridesSoft']],
  ['onRail', ['rail', 'railActive']],
]
const edges: [Token, Token[]][] = [
  ['lineStrong', ['canvas', 'surface']],
  ['focus', ['canvas', 'surface', 'selected']],
  ['noteLine', ['notePaper']],
  ...(['c1', 'c2', 'c3', 'c4', 'c5', 'c6'] as const).map((name): [Token, Token[]] => [name, ['surface']]),
]

test.each([
  ['light', light],
  ['dark', dark],
])('%s: text reads at 4.5 : 1 or more, edges and glyphs at 3 : 1', (_, value) => {
  const weak = (pairs: [Token, Token[]][], least: number) =>
    pairs.flatMap(([front, backs]) =>
      backs.filter((back) => contrast(value[front], value[back]) < least).map((back) => `${front} on ${back} ${contrast(value[front], value[back]).toFixed(2)}`),
    )
  expect(weak(text, 4.5)).toEqual([])
  expect(weak(edges, 3)).toEqual([])
})

test.each([
  ['portal', portalTheme],
  ['console', consoleTheme],
])('%s: every token is a CSS variable in both schemes; text sizes are in rem', (_, theme) => {
  const sheets = theme.generateStyleSheets()
  for (const [scheme, values] of [
    ['light', light],
    ['dark', dark],
  ] as const) {
    const rules = sheets.flatMap((sheet) => Object.entries(sheet)).filter(([selector]) => selector.includes(`[data-theme="${scheme}"]`))
    const variables = Object.assign({}, ...rules.map(([, css]) => css)) as Record<string, string>
    for (const name of Object.keys(values) as Token[]) expect([name, variables[c[name].slice(4, -1)]]).toEqual([name, values[name]])
  }
  for (const style of ['h1', 'h2', 'body1', 'body2', 'caption', 'table', 'figure', 'button'] as const) expect(theme.typography[style].fontSize).toMatch(/^[\d.]+rem$/)
  expect(rem(14)).toBe('0.875rem')
})
