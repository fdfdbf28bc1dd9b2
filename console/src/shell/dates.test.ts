import { expect, test } from 'vitest'
import type { SlaSummary } from '@manifold/client'
import { clockWords, shortText, spanText } from '#shell/dates.ts'

const l = { locale: 'en-IN', timeZone: 'Asia/Kolkata', hourCycle: 'h23' } as const
const now = new Date('2026-11-23T07:42:00Z') // Monday 13:12 in Pune
const sla = (over: Partial<SlaSummary>): SlaSummary => ({ state: 'running', kind: 'resolution', dueAt: '2026-11-23T08:30:00Z', percent: 50, ...over })

test('a clock in the words of the queue', () => {
  expect(clockWords(l, sla({ state: 'at_risk' }), now)).toMatchObject({ text: 'Due in 48 min', tone: 'warn' })
  expect(clockWords(l, sla({ kind: 'first_response', dueAt: '2026-11-23T07:53:00Z' }), now)).toMatchObject({ text: 'Reply in 11 min', tone: 'plain' })
  expect(clockWords(l, sla({ kind: 'attend', dueAt: '2026-11-23T08:20:00Z' }), now)?.text).toBe('Attend in 38 min')
  expect(clockWords(l, sla({ dueAt: '2026-11-24T05:30:00Z' }), now)?.text).toBe('Due Tue 11:00')
  expect(clockWords(l, sla({ dueAt: '2026-11-23T07:20:00Z' }), now)).toMatchObject({ text: 'Overdue 22 min', tone: 'bad' })
  expect(clockWords(l, sla({ state: 'paused' }), now)).toMatchObject({ text: 'Paused', paused: true })
  expect(clockWords(l, sla({ state: 'met' }), now)).toBeNull()
  expect(clockWords(l, sla({}), now, { long: true })?.text).toBe('14:00, in 48 min')
  expect(clockWords(l, sla({ state: 'breached' }), now, { ended: true })).toMatchObject({ text: 'Was late', tone: 'quiet' })
  expect(clockWords(l, sla({}), now, { ended: true })).toBeNull()
})
test('instants and spans in short', () => {
  expect(shortText(l, new Date('2026-11-20T10:30:00Z'), now)).toBe('Fri 16:00')
  expect(shortText(l, new Date('2026-11-23T04:30:00Z'), now)).toBe('10:00')
  expect(shortText(l, new Date('2025-03-01T04:30:00Z'), now)).toBe('1 Mar 2025')
  expect(spanText(l, '2026-03-02T06:30:00Z', '2026-03-02T10:30:00Z')).toMatch(/12:00–16:00$/)
})
