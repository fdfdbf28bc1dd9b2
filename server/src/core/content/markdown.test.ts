import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bareText, safeHref, safeHtml } from './markdown.ts'

test('Markdown becomes HTML', () => {
  expect(safeHtml('# Title\n\nIf you **smell gas**, *leave*. [Call](tel:1906) or ~~wait~~ `x<y`.')).toBe(
    '<h2>Title</h2>\n<p>If you <strong>smell gas</strong>, <em>leave</em>. <a href="tel:1906">Call</a> or <del>wait</del> <code>x&lt;y</code>.</p>\n',
  )
  expect(safeHtml('1. a\n2. b\n   - c\n')).toContain('<ol><li>a</li><li>b<ul><li>c</li></ul>\n</li></ol>')
  expect(safeHtml('| a | b |\n|---|---|\n| 1 | <b>2</b> |')).toBe(
    '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>&lt;b&gt;2&lt;/b&gt;</td></tr></tbody></table>\n',
  )
  expect(safeHtml('> quoted\n\n```js\n<script>\n```\n\n---')).toBe('<blockquote><p>quoted</p>\n</blockquote>\n<pre><code>&lt;script&gt;</code></pre>\n<hr>\n')
  expect(safeHtml('गैस की **बदबू** & more &copy; "x"')).toBe('<p>गैस की <strong>बदबू</strong> &amp; more &copy; &quot;x&quot;</p>\n')
})

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'a <b onclick="x()">b</b>',
  '[x](javascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html,<script>1</script>)',
  '[x](//evil.example)',
  '[x](vbscript:x "title\\" onmouseover=\\"x")',
  '![x](javascript:alert(1))',
  '![" onerror="x](http://a.example/x.png)',
  '<javascript:alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](http://a.example/"onmouseover="alert(1))',
  '<svg/onload=alert(1)>',
  '<!-- --><style>*{}</style>',
  '- [x] <iframe src="javascript:1">',
])('nothing a writer types runs: %s', (text) => {
  clean(safeHtml(text))
})

const tag =
  /<(\/?)(p|h[2-4]|strong|em|del|code|pre|br|hr|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|a)( (?:href="(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|#)[^"<>]*"(?: rel="noopener noreferrer nofollow")?|start="\d+"))?>/g
/** Whatever is left once the allowed tags are cut out holds no tag at all. */
function clean(html: string) {
  expect(html.replaceAll(tag, '')).not.toMatch(/[<>]/)
}

test('property: whatever is typed, only allowed tags come out', () => {
  const bits = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '[x](',
    ')',
    '![',
    'javascript:',
    'data:',
    '&lt;',
    '&#60;',
    '`',
    '**',
    '*',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '|',
    '|---|',
    '<script>',
    '<b x=',
    '\\',
    'http://a.example',
    ' ',
    'word',
    '\u0000',
    '[a]: javascript:1',
    '[a]',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(bits, fc.string({ maxLength: 6 })), { maxLength: 40 }), (parts) => clean(safeHtml(parts.join('')))),
    { numRuns: 2000 },
  )
})

test('only addresses that are safe are links', () => {
  for (const bad of ['javascript:x', 'JaVaScRiPt:x', ' javascript:x', 'java\nscript:x', 'data:x', '//x.example', '/\\x.example', 'file:///etc', 'x.html'])
    expect(safeHref(bad)).toBeUndefined()
  for (const good of ['https://a.example/x', 'http://a.example', 'mailto:a@b.example', 'tel:1906', '/help/x', '#top']) expect(safeHref(good)).toBe(good)
})

test('the bare text has no marks', () => {
  expect(bareText('# A\n\nb **c** <i>d</i> & e')).toBe('A b c <i>d</i> & e')
})
