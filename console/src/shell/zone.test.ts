import { expect, test } from 'vitest'
import { asked } from '#shell/filters.ts'
import { dayIn, instantIn, weekdayOf } from '#shell/zone.ts'

test('a wall clock becomes the instant of its zone, across changes of clocks', () => {
  expect(instantIn('Asia/Kolkata', '2026-11-23T09:00').toISOString()).toBe('2026-11-23T03:30:00.000Z')
  expect(instantIn('America/New_York', '2026-03-08T01:30').toISOString()).toBe('2026-03-08T06:30:00.000Z')
  expect(instantIn('America/New_York', '2026-03-08T03:30').toISOString()).toBe('2026-03-08T07:30:00.000Z')
  expect(instantIn('America/New_York', '2026-11-01').toISOString()).toBe('2026-11-01T04:00:00.000Z')
  expect(instantIn('Europe/London', '2026-07-01').toISOString()).toBe('2026-06-30T23:00:00.000Z')
})
test('days are those of the zone', () => {
  const late = new Date('2026-11-21T20:00:00Z')
  expect([dayIn('Asia/Kolkata', late), dayIn('America/New_York', late), dayIn('Asia/Kolkata', late, -21)]).toEqual(['2026-11-22', '2026-11-21', '2026-11-01'])
  expect(weekdayOf('2026-11-22')).toBe(0)
})
test('a filter by days covers the whole last day where I am', () => {
  expect(asked({ from: '2026-11-20', to: '2026-11-20', status: 'open' }, 'Asia/Kolkata')).toEqual({
    from: '2026-11-19T18:30:00.000Z',
    to: '2026-11-20T18:30:00.000Z',
    status: 'open',
  })
})
