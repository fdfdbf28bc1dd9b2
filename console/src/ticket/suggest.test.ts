import { expect, test } from 'vitest'
import { tokenAt } from '#ticket/suggest.tsx'
import { tagText } from '#ticket/tags.tsx'

test('the word at the caret that begins with a sign', () => {
  expect(tokenAt('Hello /bi', 9)).toEqual({ sign: '/', word: 'bi', from: 6, to: 9 })
  expect(tokenAt('@Kav', 4)).toEqual({ sign: '@', word: 'kav', from: 0, to: 4 })
  expect(tokenAt('and/or', 6)).toBeNull()
  expect(tokenAt('mail a@b', 8)).toBeNull()
})
test('tags are small words with hyphens', () => {
  expect(tagText('  Meter Change! ')).toBe('meter-change')
  expect(tagText('%%')).toBe('')
})
