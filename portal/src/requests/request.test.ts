import { expect, test } from 'vitest'
import type { Message, Status, Ticket, TicketRow, TimelineEntry } from '@manifold/client'
import { weave } from '#requests/conversation.tsx'
import { stepsOf } from '#requests/tracker.tsx'
import { at, greeting, nextLine } from '#words.ts'

const locale = { locale: 'en-IN', timeZone: 'Asia/Kolkata', hourCycle: 'h12' as const }
// Monday 23 November 2026, 13:12 in Pune: the moment of the reference pictures.
const now = new Date('2026-11-23T07:42:00Z')
const ticket = (part: Partial<Ticket> = {}): Ticket =>
  ({
    id: 't',
    reference: 'TKT-4H7Q2M',
    status: 'in_progress',
    statusLabel: 'In progress',
    category: { id: 'k', name: 'Pressure', kind: 'service_request', icon: 'pressure', line: 'gas', emergency: false },
    subject: 'Low flame',
    description: 'All burners.',
    attachments: [],
    requester: { id: 'me', name: 'Meera', avatarUrl: null },
    createdAt: '2026-11-20T06:30:00Z',
    updatedAt: '2026-11-23T05:00:00Z',
    lastMessageAt: null,
    firstRespondedAt: '2026-11-20T06:51:00Z',
    resolvedAt: null,
    closedAt: null,
    rating: null,
    sla: { state: 'running', kind: 'resolution', dueAt: '2026-11-23T08:30:00Z', percent: 50 },
    expectedAt: '2026-11-23T08:30:00Z',
    channel: 'portal',
    ...part,
  }) as Ticket
const moved = (to: Status, when: string): TimelineEntry => ({ id: `${to}${when}`, type: 'status', at: when, actor: null, from: null, to, text: `Now ${to}.`, public: true })
const said = (id: string, createdAt: string, body = id): Message => ({
  id,
  ticketId: 't',
  kind: 'message',
  author: { id: 'x', name: 'Kavya', side: 'staff', avatarUrl: null, teamName: null },
  body,
  attachments: [],
  createdAt,
  readAt: null,
  channel: 'console',
  internal: false,
  mentions: [],
})
const labels = (t: Ticket, timeline: TimelineEntry[] = []) => stepsOf(t, timeline, locale, now).map((s) => `${s.label}:${s.state}`)

test('the tracker of the reference picture: received and in progress with their dates, what is expected under the next', () => {
  const steps = stepsOf(ticket(), [moved('in_progress', '2026-11-20T06:51:00Z')], locale, now)
  expect(steps.map((s) => [s.label, s.lines, s.state])).toEqual([
    ['Received', ['Fri 20 Nov', '12:00 pm'], 'done'],
    ['In progress', ['Fri 20 Nov', '12:21 pm'], 'current'],
    ['Resolved', ['Expected', 'today, 2:00 pm'], 'ahead'],
    ['Closed', ['7 days after'], 'ahead'],
  ])
})

test('each status has exactly one current step; a complaint speaks of Pending and Completed; cancelling ends the line', () => {
  expect(labels(ticket({ status: 'open', firstRespondedAt: null }))).toEqual(['Received:current', 'In progress:ahead', 'Resolved:ahead', 'Closed:ahead'])
  expect(stepsOf(ticket({ status: 'open', firstRespondedAt: '2026-11-20T06:51:00Z' }), [moved('in_progress', '2026-11-20T06:51:00Z')], locale, now)[1]).toEqual({
    label: 'In progress',
    lines: [],
    state: 'ahead',
  })
  expect(labels(ticket({ status: 'waiting_customer' }))).toEqual(['Received:done', 'Waiting for you:waiting', 'Resolved:ahead', 'Closed:ahead'])
  expect(labels(ticket({ status: 'closed', resolvedAt: '2026-11-21T05:00:00Z', closedAt: '2026-11-22T05:00:00Z' }))).toEqual([
    'Received:done',
    'In progress:done',
    'Resolved:done',
    'Closed:current',
  ])
  expect(labels(ticket({ category: { ...ticket().category, kind: 'complaint' } }))).toEqual(['Received:done', 'Pending:current', 'Completed:ahead', 'Closed:ahead'])
  expect(labels(ticket({ status: 'cancelled', firstRespondedAt: null }), [moved('cancelled', '2026-11-21T05:00:00Z')])).toEqual(['Received:done', 'Cancelled:cancelled'])
})

test('messages and events are in one order; the description comes first, but only once everything before is loaded', () => {
  const messages = [said('second', '2026-11-21T05:00:00Z'), said('first', '2026-11-20T07:00:00Z')]
  const visit: TimelineEntry = { ...moved('open', '2026-11-20T08:00:00Z'), type: 'visit', text: 'Visit booked.' }
  const old: TimelineEntry = { ...visit, id: 'old', at: '2026-11-20T06:40:00Z' }
  const keys = (complete: boolean) => weave(messages, [visit, old, moved('resolved', '2026-11-22T05:00:00Z')], ticket(), complete).map((i) => i.key)
  expect(keys(true)).toEqual(['description', 'old', 'first', visit.id, 'second'])
  // An event before the oldest loaded message waits for its page, as the description does; the status is the tracker's.
  expect(keys(false)).toEqual(['first', visit.id, 'second'])
})

test('a line of a list says what happens next and when, and admits being late', () => {
  const row = (part: Partial<Ticket>) => nextLine(locale, ticket(part) as TicketRow, now).replaceAll('\u00a0', ' ')
  expect(row({})).toBe('We aim to solve it by today, 2:00 pm')
  expect(row({ sla: { state: 'running', kind: 'first_response', dueAt: '2026-11-23T10:10:00Z', percent: 1 } })).toBe('First answer by today, 3:40 pm')
  expect(row({ sla: { state: 'breached', kind: 'resolution', dueAt: '2026-11-23T07:00:00Z', percent: 120 } })).toBe('We are late, we aimed for today, 12:30 pm')
  expect(row({ status: 'resolved', resolvedAt: '2026-11-22T05:00:00Z' })).toBe('Did this solve it?')
  expect(row({ status: 'closed', closedAt: '2026-11-12T05:00:00Z' })).toBe('Closed on 12 Nov 2026')
})

test('the greeting follows the clock of the person, not of the phone', () => {
  expect(greeting(locale, 'Meera Deshpande', now)).toBe('Good afternoon, Meera')
  expect(greeting({ ...locale, timeZone: 'America/New_York' }, 'Meera', now)).toBe('Good evening, Meera')
  expect(at(locale, '2026-11-27T04:30:00Z', now)).toBe('Fri 27 Nov, 10:00\u00a0am')
})
