import { candidatesOf } from '#core/users'
import { read, type Tx } from '#platform/db'
import type { EventName, EventOf, Subscribers } from '#platform/events'
import { addJob } from '#platform/jobs'
import { findTargets, sealGiven } from './recipients.ts'
import { allNotices, firstChannels, noticeOf, noticesOn, topicOf, type Channel, type Notice, type Recipient } from './registry.ts'
import { deliveries } from './schema.ts'

const rulesOf = read<{ audience: string; channels: Channel[]; active: boolean }>(
  'notices.rules_of',
  `select audience, channels, active from notices.rules where notice = $1 order by audience <> 'default', id`,
)

/** The subscriber of every event that has a notice. */
export const subscribers = (): Subscribers => Object.fromEntries(allNotices().map((n) => [n.event, notify]))

/** Finds who is to know and writes one delivery and one job for each, in the transaction that handles the event. */
export async function notify(tx: Tx, event: EventOf<EventName>): Promise<void> {
  const notices = noticesOn(event.name)
  if (notices.length === 1) return notifyOf(tx, notices[0]!, event)
  // A notice that breaks must not hold up the others of the same event.
  for (const { name } of notices) await addJob(tx, 'notification.notify', { notice: name, event }, { key: `notify:${event.seq}:${name}` })
}

export async function notifyNamed(tx: Tx, name: string, event: EventOf<EventName>): Promise<void> {
  const notice = noticeOf(name)
  if (notice) await notifyOf(tx, notice, event)
}

async function notifyOf(tx: Tx, notice: Notice, event: EventOf<EventName>): Promise<void> {
  const rules = await rulesOf(tx, [notice.name])
  if (!rules.some((r) => r.audience === 'default')) rules.unshift({ audience: 'default', channels: firstChannels(notice), active: true })
  const always = topicOf(notice.topic)?.always ?? false
  const eventKey = `${notice.name}:${notice.key?.(event) ?? event.seq}`
  const rows: (typeof deliveries.$inferInsert)[] = []
  for (const rule of rules) {
    if (!rule.active) continue
    const audience = await audienceOf(tx, notice, rule.audience, event)
    const others = notice.notToActor ? audience.filter((r) => !r.personId || r.personId !== event.actorId) : audience
    for (const { addressee, given, targets } of await findTargets(tx, others, always))
      for (const channel of rule.channels) {
        if (!notice.templates[channel]) continue
        for (const { target, hint } of targets(channel))
          rows.push({
            eventKey,
            eventSeq: event.seq,
            notice: notice.name,
            topic: notice.topic,
            channel,
            recipient: addressee.key,
            personId: addressee.personId,
            address: given ? sealGiven(tx, given) : null,
            hint,
            target,
            dueAt: tx.now(),
            createdAt: tx.now(),
            threadKey: notice.threadKey?.(event) ?? null,
          })
      }
  }
  if (rows.length === 0) return
  // The same event again, or two rules that name the same person: the first row stays, and only it has a job.
  const added = await tx.db.insert(deliveries).values(rows).onConflictDoNothing().returning({ id: deliveries.id })
  for (const { id } of added) await addDelivery(tx, id)
}

/** One job per delivery, with its id as the key. */
export const addDelivery = (tx: Tx, deliveryId: string, runAt?: Date): Promise<void> =>
  addJob(tx, 'notification.deliver', { deliveryId }, { key: `notice:${deliveryId}`, ...(runAt ? { runAt } : {}) })

async function audienceOf(tx: Tx, notice: Notice, audience: string, event: EventOf<EventName>): Promise<readonly Recipient[]> {
  const [kind, id] = audience.split(':') as [string, string?]
  switch (kind) {
    case 'person':
      return [{ personId: id! }]
    case 'team':
      return (await candidatesOf(tx, id!)).filter((m) => m.active).map((m) => ({ personId: m.id }))
    default:
      return notice.audience(tx, event)
  }
}
