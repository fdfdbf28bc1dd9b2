import Mustache from 'mustache'
import type { Ctx } from '#platform/db'
import { mailHtml, paragraphs } from './layout.ts'
import type { Addressee, Channel, Notice, Vars, Words } from './registry.ts'

/** A notice in words, ready for a channel. */
export interface Written {
  subject: string | null
  text: string
  html: string | null
  /** Where it leads, with scheme and host. */
  link: string | null
}

/** Variables that every template may use besides those of the notice. */
export const common = ['name', 'operatorName', 'link', 'emergencyNumber'] as const

// No cache: previews of half-typed templates would fill it.
const writer = new Mustache.Writer()
;(writer as { templateCache?: unknown }).templateCache = undefined
const asIs = (value: unknown) => String(value)

export interface WriteOptions {
  channel: Channel
  addressee: Addressee
  vars: Vars
  href: string | null
  unsubscribe: string | null
}

/** Fills a template. Throws when it cannot be read; whoever delivers then takes the default words. */
export function writeNotice(ctx: Ctx, words: Words, { channel, addressee, vars, href, unsubscribe }: WriteOptions): Written {
  const link = href === null ? null : new URL(href, ctx.config.publicUrl).href
  const view = {
    ...(sayable(vars, addressee) as object),
    name: addressee.name,
    operatorName: ctx.config.OPERATOR_NAME,
    link: link ?? '',
    emergencyNumber: ctx.config.EMERGENCY_NUMBER,
  }
  const fill = (template: string) => writer.render(template, view, {}, { escape: asIs }).trim()
  // A line end in a subject would begin another header.
  const subject = words.subject === undefined ? null : fill(words.subject).replaceAll(/\s+/g, ' ')
  const body = fill(words.text)
  if (channel !== 'email') return { subject, text: channel === 'sms' && link ? `${body} ${link}` : body, html: null, link }
  const button = link && words.button ? { label: fill(words.button), link } : null
  const inner = words.html === undefined ? paragraphs(body) : writer.render(words.html, view, {}, { escape: Mustache.escape })
  const text = [body, button ? `${button.label}: ${button.link}` : '', `-- \n${ctx.config.OPERATOR_NAME}${unsubscribe ? `\nFewer of these mails: ${unsubscribe}` : ''}`]
    .filter(Boolean)
    .join('\n\n')
  return {
    subject,
    text: `${text}\n`,
    html: mailHtml({ title: subject ?? '', operatorName: ctx.config.OPERATOR_NAME, language: addressee.locale, inner, button, unsubscribe }),
    link,
  }
}

/** The words to fall back to, which the tests of the module that defines the notice have seen. */
export const defaultWords = (notice: Notice, channel: Channel): Words => notice.templates[channel]!

/** Instants become a date and time in the recipient's zone and language; functions, which Mustache would call, disappear. */
function sayable(value: unknown, to: Pick<Addressee, 'locale' | 'timeZone'>): unknown {
  if (value instanceof Date) return sayInstant(value, to)
  if (value instanceof Temporal.Instant) return sayInstant(new Date(value.epochMilliseconds), to)
  if (Array.isArray(value)) return value.map((v) => sayable(v, to))
  if (typeof value === 'function') return ''
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, sayable(v, to)]))
  return value
}

/** "21 Nov 2026, 6:20 pm" */
export function sayInstant(at: Date, { locale, timeZone }: Pick<Addressee, 'locale' | 'timeZone'>): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at)
  } catch {
    return new Intl.DateTimeFormat('en-IN', { ...options, timeZone: 'UTC' }).format(at)
  }
}

/** What is wrong with a template, as sentences: it cannot be read, or uses a variable that the notice does not have. */
export function templateErrors(template: string, known: readonly string[]): string[] {
  let tokens: Token[]
  try {
    tokens = writer.parse(template) as unknown as Token[]
  } catch (error) {
    return [(error as Error).message]
  }
  const wrong: string[] = []
  const look = (list: readonly Token[], inSection: boolean) => {
    for (const [type, value, , , inner] of list) {
      if (type === '>') wrong.push(`{{>${value}}} is not possible here`)
      else if (type === '=') wrong.push('the delimiters cannot be changed')
      else if (type !== 'text' && type !== '!') {
        // Inside a section the names of its items count, which only the notice knows.
        if (!inSection && value !== '.' && !known.includes(value.split('.')[0]!)) wrong.push(`{{${value}}} is not a variable of this notice`)
        if (Array.isArray(inner)) look(inner, true)
      }
    }
  }
  look(tokens, false)
  return wrong
}
type Token = [type: string, value: string, start: number, end: number, inner?: Token[]]
