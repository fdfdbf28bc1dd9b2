import type { Ctx } from '#platform/db'
import type { EventName, EventOf } from '#platform/events'
import type { Topic } from '#platform/module'

export const channels = ['inbox', 'email', 'push', 'sms'] as const
export type Channel = (typeof channels)[number]

/** Whom a notice goes to: a person, an address without an account, or a person at another address than their own. */
export interface Recipient {
  personId?: string | null
  email?: string | null
  phone?: string | null
  name?: string
  locale?: string
  timeZone?: string
}

/** The same with everything that the pipeline looked up. */
export interface Addressee {
  /** Id of the person, or a keyed hash of the address. */
  readonly key: string
  readonly personId: string | null
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly locale: string
  readonly timeZone: string
  readonly staff: boolean
}

/** Values of a template. Give instants as `Date`: they are written in the recipient's zone and language. */
export type Vars = { readonly [name: string]: unknown }

/** Mustache. `text` of e-mail becomes paragraphs of the HTML part unless `html` is given; `subject` is the title of inbox and push. */
export interface Words {
  subject?: string
  text: string
  html?: string
  /** The label of the one button of a mail that has an `href`. */
  button?: string
}

export interface NoticeDefinition<N extends EventName = EventName, V extends Vars = Vars> {
  /** Stable name; the event's by default. Needed where one event makes several notices. */
  name?: string
  event: N
  /** One of Module.topics: what a person chooses channels for. */
  topic: string
  /** What the console calls it, for example "A customer's request was answered". */
  sentence: string
  audience: (ctx: Ctx, event: EventOf<N>) => Promise<readonly Recipient[]>
  /** Runs when the notice goes out, so it says what is true then; null when there is nothing to say any more (or the recipient may not know). Open sealed values here. */
  vars: (ctx: Ctx, event: EventOf<N>, recipient: Addressee) => Promise<V | null>
  /** Where the notice leads, from the root of the site: `/requests/GAS-1`. */
  href?: (event: EventOf<N>, vars: V, recipient: Addressee) => string | null
  /** Notices with the same key are one conversation in a mail program: `ticket:<id>`. */
  threadKey?: (event: EventOf<N>) => string | null
  /** What makes two events the same to the recipient; the event itself by default. */
  key?: (event: EventOf<N>) => string
  /** Not sent when it would be later than this many milliseconds after the event. */
  expiresAfter?: number
  /** Shown and pushed as urgent. It does not by itself break quiet hours: a topic with `always` does. */
  urgent?: boolean
  /** The one who caused the event does not hear of it. */
  notToActor?: boolean
  /** Defaults, in English. Its members are the channels that the notice can go to. */
  templates: { readonly [C in Channel]?: Words }
  /** The channels that the first rule uses; all those with a template by default. */
  channels?: readonly Channel[]
  /** Values for preview and test sends. Its members are the variables that an editor may use. */
  sample: V
}

export type Notice = Required<Pick<NoticeDefinition, 'name'>> & NoticeDefinition

const registry = new Map<string, Notice>()
const topics = new Map<string, Topic>()

/** Declares a notice: from then on the event reaches its audience by the rules that administrators keep. Call it where the module is loaded. */
export function defineNotice<N extends EventName, V extends Vars>(definition: NoticeDefinition<N, V>): void {
  const name = definition.name ?? definition.event
  if (registry.has(name)) throw new Error(`The notice ${name} is defined twice`)
  registry.set(name, { ...definition, name } as unknown as Notice)
}

/** The notices of the modules that run: those whose topic is declared. */
export const allNotices = (): Notice[] => [...registry.values()].filter((n) => topics.has(n.topic)).sort((a, b) => a.name.localeCompare(b.name))
/** Notices of a topic that nobody declared: of a line that is switched off, or a mistake that a test finds. */
export const idleNotices = (): Notice[] => [...registry.values()].filter((n) => !topics.has(n.topic))
export const noticeOf = (name: string): Notice | undefined => registry.get(name)
export const noticesOn = (event: string): Notice[] => allNotices().filter((n) => n.event === event)
export const channelsOf = (notice: Notice): Channel[] => channels.filter((c) => notice.templates[c])
export const firstChannels = (notice: Notice): Channel[] => [...(notice.channels ?? channelsOf(notice))]

/** Tells the pipeline the topics of the modules that run. Refuses at start a marketing topic that could not be switched off. */
export function declareTopics(all: readonly Topic[]): void {
  for (const topic of all) {
    if (topic.always && topic.marketing) throw new Error(`The topic ${topic.name} is marketing and cannot be always on`)
    topics.set(topic.name, topic)
  }
}
export const topicOf = (name: string): Topic | undefined => topics.get(name)
export const allTopics = (): Topic[] => [...topics.values()]

/** Whether a topic reaches a channel for somebody who chose nothing: marketing only where it was asked for. */
export const enabledAtFirst = (topic: Topic, channel: Channel): boolean => !topic.marketing || channel === 'inbox'
