import { Marked, type Token, type Tokens } from 'marked'

const reader = new Marked({ gfm: true, breaks: false })
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => escapes[c]!)
// The reader has already decoded nothing; entities that a writer typed stay what they are.
const plain = (text: string): string => escaped(text).replace(/&amp;(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/gi, '&$1;')

/** Addresses a link may lead to; everything else loses its link and keeps its words. */
export function safeHref(href: string): string | undefined {
  // Browsers ignore tabs, line ends and leading controls in an address: `java\tscript:` is a script.
  const bare = href.replace(/[\p{Cc}\p{Z}]/gu, '')
  if (/^\/(?![/\\])/.test(bare) || bare.startsWith('#')) return bare
  return /^(https?:\/\/|mailto:|tel:)/i.test(bare) ? bare : undefined
}

/**
 * Markdown to HTML that is safe by construction: the text is read into tokens, and only the tags written in this file can come out.
 * Raw HTML of the writer appears as the characters it is; pictures appear as their words.
 */
export const safeHtml = (markdown: string): string => blocks(reader.lexer(markdown))

const blocks = (tokens: readonly Token[]): string => tokens.map(block).join('')
const inlines = (tokens: readonly Token[] | undefined, text = ''): string => (tokens ? tokens.map(inline).join('') : plain(text))

function block(token: Token): string {
  const t = token as Tokens.Generic
  switch (t.type) {
    case 'space':
    case 'def':
      return ''
    case 'hr':
      return '<hr>\n'
    case 'heading': {
      // The page has its own h1 (the title).
      const level = Math.min(4, Math.max(2, (t.depth as number) + 1))
      return `<h${level}>${inlines(t.tokens)}</h${level}>\n`
    }
    case 'paragraph':
      return `<p>${inlines(t.tokens)}</p>\n`
    case 'text':
      return inlines(t.tokens, t.text as string)
    case 'code':
      return `<pre><code>${escaped(t.text as string)}</code></pre>\n`
    case 'blockquote':
      return `<blockquote>${blocks(t.tokens ?? [])}</blockquote>\n`
    case 'list': {
      const tag = t.ordered ? 'ol' : 'ul'
      const start = t.ordered && Number.isInteger(t.start) && t.start !== 1 ? ` start="${String(t.start)}"` : ''
      return `<${tag}${start}>${(t.items as Tokens.ListItem[]).map((i) => `<li>${blocks(i.tokens)}</li>`).join('')}</${tag}>\n`
    }
    case 'table': {
      const { header, rows } = t as unknown as Tokens.Table
      const row = (cells: Tokens.TableCell[], tag: 'th' | 'td') => `<tr>${cells.map((c) => `<${tag}>${inlines(c.tokens)}</${tag}>`).join('')}</tr>`
      return `<table><thead>${row(header, 'th')}</thead><tbody>${rows.map((r) => row(r, 'td')).join('')}</tbody></table>\n`
    }
    default:
      return `<p>${escaped(t.raw.trim())}</p>\n`
  }
}

function inline(token: Token): string {
  const t = token as Tokens.Generic
  switch (t.type) {
    case 'text':
    case 'escape':
      return inlines(t.tokens, t.text as string)
    case 'strong':
      return `<strong>${inlines(t.tokens)}</strong>`
    case 'em':
      return `<em>${inlines(t.tokens)}</em>`
    case 'del':
      return `<del>${inlines(t.tokens)}</del>`
    case 'codespan':
      return `<code>${escaped(t.text as string)}</code>`
    case 'br':
      return '<br>'
    case 'link': {
      const href = safeHref(t.href as string)
      const words = inlines(t.tokens, t.text as string)
      return href === undefined ? words : `<a href="${escaped(href)}"${/^https?:/i.test(href) ? ' rel="noopener noreferrer nofollow"' : ''}>${words}</a>`
    }
    case 'image':
      return plain(t.text as string)
    case 'checkbox':
      return t.checked ? '☑ ' : '☐ '
    default:
      return escaped(t.raw)
  }
}

/** The words without any marks, for excerpts. */
export const bareText = (markdown: string): string =>
  safeHtml(markdown)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()

/** Minutes a reader needs at 200 words a minute, at least one. */
export const readMinutes = (markdown: string): number => Math.max(1, Math.round(markdown.split(/\s+/).length / 200))
