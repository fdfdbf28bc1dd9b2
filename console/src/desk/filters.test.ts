import { expect, test } from 'vitest'
import { keptFilters, viewValues } from '#desk/filters.ts'

test('a view and its filters become each other', () => {
  const values = viewValues({ id: '1', name: 'x', scope: 'mine', teamId: null, filters: { status: ['open', 'in_progress'], assigneeId: 'me' }, sort: 'due', version: 1 })
  expect(values).toEqual({ status: 'open,in_progress', assigneeId: 'me', sort: 'due' })
  expect(keptFilters(values, 'Asia/Kolkata')).toEqual({ status: ['open', 'in_progress'], assigneeId: 'me' })
  expect(keptFilters({ from: '2026-11-20', line: 'gas' }, 'Asia/Kolkata')).toEqual({ from: '2026-11-19T18:30:00.000Z', line: 'gas' })
})
