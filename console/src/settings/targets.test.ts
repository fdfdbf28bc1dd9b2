import { expect, test } from 'vitest'
import { secondsOf, spanOf } from '#settings/targets.tsx'

test('lengths of time as people type them', () => {
  expect(['30m', '8h', '1d 4h', '1.5 h', '2', '90 min', ''].map(secondsOf)).toEqual([1800, 28_800, 100_800, 5400, 7200, 5400, null])
  expect(['soon', '8h x', '-3h'].map(secondsOf)).toEqual([undefined, undefined, undefined])
  expect([spanOf(5400), spanOf(28_800), spanOf(null), spanOf(45)]).toEqual(['1h 30m', '8h', '', '1m'])
})
