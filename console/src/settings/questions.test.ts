import { expect, test } from 'vitest'
import { choicesOf, tidyAll } from '#settings/questions.ts'

const question = (over: object) => ({ key: '', label: '', type: 'text' as const, required: false, ...over })

test('a new question gets a name of its own, whatever it is called; an old one keeps its name under another label', () => {
  const saved = tidyAll([
    question({ key: 'since', label: 'For how long? ' }),
    question({ label: 'Since' }),
    question({ label: 'Since' }),
    question({ label: 'कब से?' }),
    question({ label: '2nd floor?' }),
    question({ label: '  ' }),
  ])
  expect(saved.map((q) => [q.key, q.label])).toEqual([
    ['since', 'For how long?'],
    ['since_2', 'Since'],
    ['since_3', 'Since'],
    ['question', 'कब से?'],
    ['q_2nd_floor', '2nd floor?'],
  ])
  for (const { key } of saved) expect(key).toMatch(/^[a-z][a-z0-9_]{0,39}$/)
})

test('a choice keeps what it is known by when it is renamed or moved; empty and double ones go', () => {
  const before = [
    { value: 'all', label: 'All' },
    { value: 'one', label: 'One' },
  ]
  expect(choicesOf('All\nOnly one', before).map((o) => o.value)).toEqual(['all', 'one'])
  expect(choicesOf('One\nAll\n', before).map((o) => o.value)).toEqual(['one', 'all', ''])
  const [q] = tidyAll([question({ label: 'Which?', type: 'select', options: choicesOf('One\nAll\n\nAll\nवह', before) })])
  expect(q!.options).toEqual([
    { value: 'one', label: 'One' },
    { value: 'all', label: 'All' },
    { value: 'choice', label: 'वह' },
  ])
})
