import Type, { type TString } from 'typebox'

// What ends a line or steers a terminal or a mail header: C0, DEL, C1 and the two separators of Unicode. Joiners, which Hindi and Marathi need, are none of them.
const steering = '\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029'
// Of several lines: the same without tab and the ends of lines, which people write.
const steeringInText = '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F'

const patterns = {
  line: `^(?=[^]*\\S)[^${steering}]*$`,
  maybeLine: `^[^${steering}]*$`,
  text: `^(?=[^]*\\S)[^${steeringInText}]*$`,
  maybeText: `^[^${steeringInText}]*$`,
} as const

/** What a person reads when a text has one of these patterns and does not keep to it. */
export const patternSentences: ReadonlyMap<string, string> = new Map([
  [patterns.line, 'must be one line of text, without line breaks and control characters'],
  [patterns.maybeLine, 'must be one line of text, without line breaks and control characters'],
  [patterns.text, 'must be text without control characters'],
  [patterns.maybeText, 'must be text without control characters'],
])

interface Size {
  minLength?: number
  maxLength: number
  description?: string
  examples?: string[]
}

/** One line that says something: a subject, a name, a title. It may become a mail header. */
export const Line = (size: Size): TString => Type.String({ minLength: 1, ...size, pattern: patterns.line })
/** One line that may be empty. */
export const MaybeLine = (size: Size): TString => Type.String({ ...size, pattern: patterns.maybeLine })
/** Several lines that say something: a message, a description. */
export const Text = (size: Size): TString => Type.String({ minLength: 1, ...size, pattern: patterns.text })
/** Several lines that may be empty. */
export const MaybeText = (size: Size): TString => Type.String({ ...size, pattern: patterns.maybeText })
/** A word by which tickets are found: one line without a comma, no blank before or after it. */
export const Tag: TString = Type.String({ minLength: 1, maxLength: 40, pattern: `^(?!\\s)[^,${steering}]*(?<!\\s)$` })

const anySteering = new RegExp(`[${steering}]`, 'u')
const steeringRuns = new RegExp(`\\s*[${steering}]+\\s*`, 'gu')
const steeringInTextAny = new RegExp(`[${steeringInText}]`, 'gu')

export const isLine = (text: string): boolean => !anySteering.test(text)
/** The text on one line: what ends lines or steers becomes `between`. For what comes from files and from earlier versions, and for whatever goes into a mail header. */
export const oneLine = (text: string, between = ' '): string => (anySteering.test(text) ? text.replaceAll(steeringRuns, between).trim() : text)
/** The text without control characters; its lines stay. */
export const plainText = (text: string): string => text.replaceAll(steeringInTextAny, '')
