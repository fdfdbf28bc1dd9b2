import { expect, test } from 'vitest'
import { cell, csvText } from '#shell/csv.ts'

test('what a spreadsheet would run is made text, and quotes are doubled', () => {
  expect(['=1+1', '+91', '-2', '@x', '\tx'].map((v) => cell(v))).toEqual(["'=1+1", "'+91", "'-2", "'@x", "'\tx"])
  expect(cell(-2)).toBe('-2')
  expect(cell('a "b", c')).toBe('"a ""b"", c"')
  expect(cell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"')
  expect(
    csvText([
      ['a', null, true],
      [1, undefined, 'two\nlines'],
    ]),
  ).toBe('a,,true\r\n1,,"two\nlines"')
})
