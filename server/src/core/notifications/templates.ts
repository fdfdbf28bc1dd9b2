import { and, asc, eq, sql } from 'drizzle-orm'
import { randomUUID } from 'node:crypto'
import { audit } from '#platform/audit'
import { contactsOf, devicesOf } from '#core/users'
import { inTransaction, type Ctx, type Tx } from '#platform/db'
import { emit } from '#platform/events'
import { addJob } from '#platform/jobs'
import { common } from '#platform/problems'
import { wordsOf, messageOf, write } from './compose.ts'
import { capture } from './deliver.ts'
import { senderFor } from './channels.ts'
import { unreadCount } from './inbox.ts'
import { refuse } from './refusals.ts'
import { allNotices, channelsOf, firstChannels, noticeOf, type Addressee, type Channel, type Notice, type Words } from './registry.ts'
import { common as commonVariables, templateErrors, writeNotice, type Written } from './render.ts'
import { inbox, rules, templates } from './schema.ts'
import { unsubscribeLink } from './unsubscribe.ts'

export type TemplateRow = typeof templates.$inferSelect
const parts = ['subject', 'text', 'html', 'button'] as const
export type Draft = { [P in (typeof parts)[number]]?: string | null | undefined }

/** Writes default templates and rules; those that somebody edited stay as they are. */
export async function setupNotices(tx: Tx): Promise<void> {
  const rows = allNotices().flatMap((n) => channelsOf(n).map((channel) => ({ notice: n.name, channel, language: 'en', ...columns(n.templates[channel]!) })))
  if (rows.length === 0) return
  await tx.db
    .insert(templates)
    .values(rows)
    .onConflictDoUpdate({
      target: [templates.notice, templates.channel, templates.language],
      set: { subject: sql`excluded.subject`, text: sql`excluded.text`, html: sql`excluded.html`, button: sql`excluded.button`, version: sql`${templates.version} + 1` },
      setWhere: sql`not ${templates.edited} and (${templates.subject}, ${templates.text}, ${templates.html}, ${templates.button}) is distinct from (excluded.subject, excluded.text, excluded.html, excluded.button)`,
    })
  await tx.db
    .insert(rules)
    .values(allNotices().map((n) => ({ notice: n.name, audience: 'default', channels: firstChannels(n) as string[] })))
    .onConflictDoUpdate({ target: [rules.notice, rules.audience], set: { channels: sql`excluded.channels` }, setWhere: sql`not ${rules.edited}` })
}

const columns = (words: Words) => ({ subject: words.subject ?? null, text: words.text, html: words.html ?? null, button: words.button ?? null })

/** The variables that a template of the notice may use. */
export const variablesOf = (notice: Notice): string[] => [...commonVariables, ...Object.keys(notice.sample)]

export async function allTemplates(ctx: Ctx, filter: { notice?: string | undefined; channel?: Channel | undefined; language?: string | undefined }): Promise<TemplateRow[]> {
  const wanted = [
    filter.notice && eq(templates.notice, filter.notice),
    filter.channel && eq(templates.channel, filter.channel),
    filter.language && eq(templates.language, filter.language),
  ].filter((w) => w !== undefined && w !== '')
  const rows = await ctx.db
    .select()
    .from(templates)
    .where(and(...(wanted as never[])))
    .orderBy(asc(templates.notice), asc(templates.channel), asc(templates.language))
  return rows.filter((r) => noticeOf(r.notice))
}

export async function templateById(ctx: Ctx, id: string): Promise<{ row: TemplateRow; notice: Notice }> {
  const [row] = await ctx.db.select().from(templates).where(eq(templates.id, id))
  const notice = row && noticeOf(row.notice)
  if (!row || !notice) throw common.not_found()
  return { row, notice }
}

/** Refuses words that cannot be filled, naming each part and what is wrong with it. */
function checkWords(notice: Notice, channel: Channel, draft: Draft): void {
  const known = variablesOf(notice)
  const errors = parts.flatMap((path) => (draft[path] ? templateErrors(draft[path], known).map((message) => ({ path, message })) : []))
  if (channel !== 'sms' && draft.subject !== undefined && !draft.subject?.trim()) errors.push({ path: 'subject', message: 'is needed on this channel' })
  if (draft.text !== undefined && !draft.text?.trim()) errors.push({ path: 'text', message: 'must not be empty' })
  if (errors.length > 0) throw refuse.template_invalid({ errors })
}

/** Changes a template; from then on new defaults do not overwrite it. */
export const editTemplate = (ctx: Ctx, id: string, draft: Draft, version: number | undefined): Promise<TemplateRow> =>
  inTransaction(ctx, async (ctx) => {
    const { row: before, notice } = await templateById(ctx, id)
    checkWords(notice, before.channel, draft)
    const set = Object.fromEntries(Object.entries(draft).filter(([, v]) => v !== undefined)) as Partial<TemplateRow>
    return changed(ctx, before, { ...set, edited: true }, version, 'template.changed')
  })

/** Takes the default words again. A language that the defaults do not have goes back to the English ones. */
export const resetTemplate = (ctx: Ctx, id: string): Promise<TemplateRow> =>
  inTransaction(ctx, async (ctx) => {
    const { row, notice } = await templateById(ctx, id)
    return changed(ctx, row, { ...columns(notice.templates[row.channel]!), edited: false }, undefined, 'template.reset')
  })

async function changed(tx: Tx, before: TemplateRow, set: Partial<TemplateRow>, version: number | undefined, action: string): Promise<TemplateRow> {
  const [after] = await tx.db
    .update(templates)
    .set({ ...set, version: sql`${templates.version} + 1` as never, updatedAt: tx.now() })
    .where(and(eq(templates.id, before.id), version === undefined ? undefined : eq(templates.version, version)))
    .returning()
  if (!after) throw common.stale()
  await audit(tx, { action, noun: 'template', nounId: before.id, before: columns(wordsOf(before)), after: columns(wordsOf(after)) })
  return after
}

/** Adds a language to a notice on a channel. */
export const addTemplate = (ctx: Ctx, it: { notice: string; channel: Channel; language: string; text: string } & Draft): Promise<TemplateRow> =>
  inTransaction(ctx, async (ctx) => {
    const notice = noticeOf(it.notice)
    if (!notice?.templates[it.channel]) throw refuse.unknown_notice()
    checkWords(notice, it.channel, { ...it, ...(it.channel === 'sms' ? {} : { subject: it.subject ?? null }) })
    const [row] = await ctx.db
      .insert(templates)
      .values({
        notice: it.notice,
        channel: it.channel,
        language: it.language,
        ...columns(wordsOf({ subject: it.subject ?? null, text: it.text, html: it.html ?? null, button: it.button ?? null })),
        edited: true,
        updatedAt: ctx.now(),
      })
      .returning()
    await audit(ctx, { action: 'template.added', noun: 'template', nounId: row!.id, after: { notice: it.notice, channel: it.channel, language: it.language } })
    return row!
  })

export const removeTemplate = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { row } = await templateById(ctx, id)
    if (row.language === 'en') throw refuse.template_needed()
    await ctx.db.delete(templates).where(eq(templates.id, id))
    await audit(ctx, { action: 'template.removed', noun: 'template', nounId: id, before: { notice: row.notice, channel: row.channel, language: row.language } })
  })

const actorAddressee = (ctx: Ctx): Addressee => ({
  key: ctx.actor.id ?? 'preview',
  personId: ctx.actor.id,
  name: ctx.actor.name,
  email: null,
  phone: null,
  locale: ctx.actor.locale,
  timeZone: ctx.actor.timeZone,
  staff: true,
})

/** A template filled with sample values, of what is saved or of a draft. */
export async function preview(ctx: Ctx, id: string, { sample, ...draft }: Draft & { sample?: Record<string, unknown> | undefined }): Promise<Written> {
  const { row, notice } = await templateById(ctx, id)
  checkWords(notice, row.channel, draft)
  const merged = { ...row, ...Object.fromEntries(Object.entries(draft).filter(([, v]) => v !== undefined)) }
  const vars = { ...notice.sample, ...sample }
  const addressee = { ...actorAddressee(ctx), locale: row.language === 'en' ? ctx.actor.locale : row.language }
  return writeNotice(ctx, wordsOf(merged), {
    channel: row.channel,
    addressee,
    vars,
    href: sampleHref(notice, vars, addressee),
    unsubscribe: row.channel === 'email' ? unsubscribeLink(ctx, addressee.key, notice.topic) : null,
  })
}

// A sample has no event; a notice that reads one for its link gets a plain one.
function sampleHref(notice: Notice, vars: Record<string, unknown>, addressee: Addressee): string | null {
  try {
    return notice.href?.({ seq: 0, name: notice.event, payload: { ...vars }, actorId: null, actorName: '', at: new Date(0).toISOString() } as never, vars, addressee) ?? null
  } catch {
    return '/'
  }
}

/** Sends a template with its sample values to the actor, by a job. */
export async function sendTest(ctx: Ctx, id: string): Promise<void> {
  await templateById(ctx, id)
  await inTransaction(ctx, (ctx) => addJob(ctx, 'notification.test', { templateId: id, personId: ctx.actor.id! }, { attempts: 3 }))
}

export async function runTest(ctx: Ctx, { templateId, personId }: { templateId: string; personId: string }): Promise<void> {
  const { row, notice } = await templateById(ctx, templateId)
  const person = (await contactsOf(ctx, [personId])).get(personId)
  if (!person) return
  const addressee: Addressee = { key: person.id, personId, ...person, locale: row.language === 'en' ? person.locale : row.language }
  const written = await write(ctx, notice, row.channel, { addressee, vars: notice.sample, href: sampleHref(notice, notice.sample, addressee) })
  const subject = written.subject === null ? null : `[Test] ${written.subject}`
  if (row.channel === 'inbox') return inTransaction(ctx, (ctx) => testIntoInbox(ctx, { personId, topic: notice.topic, title: subject ?? '', body: written.text }))
  const target = row.channel === 'push' ? ((await devicesOf(ctx, [personId]))[0]?.id ?? '') : ''
  const message = await messageOf(
    ctx,
    { id: randomUUID(), channel: row.channel, topic: notice.topic, target, threadKey: null, startedAt: null, attempts: 0, status: 'queued' },
    { ...written, subject },
    addressee,
    false,
  )
  const sender = senderFor(ctx.config, message)
  if (sender) await sender.send(ctx, message)
  else await inTransaction(ctx, (ctx) => capture(ctx, { ...message, deliveryId: null }))
}

async function testIntoInbox(tx: Tx, it: { personId: string; topic: string; title: string; body: string }): Promise<void> {
  const [row] = await tx.db
    .insert(inbox)
    .values({ ...it, deliveryId: randomUUID(), urgent: false, createdAt: tx.now() })
    .returning({ id: inbox.id })
  await emit(tx, 'notice.created', { noticeId: row!.id, unread: await unreadCount(tx, it.personId) }, [`user:${it.personId}`])
}
