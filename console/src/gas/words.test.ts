import { expect, test } from 'vitest'
import { grams, motionText, paise } from '#gas/words.ts'

test('weights and amounts are read exactly, or not at all', () => {
  expect([grams('29.54'), grams('29,5 kg'), grams('15'), grams('1.2345'), grams('abc'), grams('')]).toEqual([29540, 29500, 15000, null, null, null])
  expect([paise('842'), paise('842.5'), paise('₹1,00,000.05'), paise('0.29'), paise('1.234'), paise('-3'), paise('')]).toEqual([84200, 84250, 10000005, 29, null, null, null])
})

test('what happened reads as a sentence', () => {
  const move = {
    id: '1',
    at: '',
    from: null,
    reason: null,
    actorName: 'Ramesh Kale',
    cylinder: { id: '2', code: 'HCV188' },
    depot: { id: '3', name: 'Aundh' },
    typeName: '',
    bookingReference: null,
    batchReference: null,
  }
  expect(motionText({ ...move, to: 'empty', event: 'received_empty', count: 14 })).toBe('14 cylinders received empty at Aundh')
  expect(motionText({ ...move, to: 'quarantined', event: 'leak', reason: 'Valve leaks', count: 1 })).toBe('HCV188 quarantined at Aundh, valve leaks')
  expect(motionText({ ...move, to: 'condemned', event: 'scrap', count: 1 })).toBe('HCV188 condemned at Aundh')
})
