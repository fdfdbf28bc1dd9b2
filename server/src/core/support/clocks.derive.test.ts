import { describe, expect, test } from 'vitest'
import { HOUR, at, show, terms, derive, created, simple, status, the, state } from './clocks.examples.ts'
import { dueAt, readClock, type Priority, type Terms, type TicketEvent } from './clocks.ts'

describe('first response', () => {
  test('the first public human reply; automatic answers and notes do not count', () => {
    const clocks = derive([
      created('Fri 12:00'),
      simple('Fri 12:01', 'auto_reply'),
      simple('Fri 12:05', 'note'),
      simple('Fri 12:21', 'staff_reply'),
      simple('Fri 16:00', 'staff_reply'),
    ])
    expect(readClock(the(clocks, 'first_response'), at('Mon 12:00'))).toMatchObject({ state: 'met', stoppedAt: at('Fri 12:21'), usedSeconds: 21 * 60 })
  })
  test('a second message before the answer is the same turn', () => {
    const clocks = derive([created('Fri 12:00'), simple('Fri 12:30', 'customer_message'), simple('Fri 12:50', 'staff_reply')])
    expect(clocks.map((c) => c.kind)).toEqual(['first_response', 'resolution'])
    expect(the(clocks, 'first_response')).toMatchObject({ start: at('Fri 12:00'), stop: at('Fri 12:50') })
  })
  test('a ticket the agent opened has none until the customer writes, and what was said before does not answer it', () => {
    const opened = [created('Fri 09:00', { byStaff: true }), simple('Fri 09:01', 'staff_reply')]
    expect(derive(opened).map((c) => c.kind)).toEqual(['resolution'])
    const answered = derive([...opened, simple('Fri 12:00', 'customer_message'), simple('Fri 12:40', 'staff_reply'), simple('Fri 13:00', 'customer_message')])
    expect(the(answered, 'first_response')).toMatchObject({ start: at('Fri 12:00'), stop: at('Fri 12:40') })
    expect(the(answered, 'next_response', 1)).toMatchObject({ start: at('Fri 13:00'), stop: null })
  })
  test('re-opening does not reset it', () => {
    const clocks = derive([
      created('Fri 09:00'),
      simple('Fri 09:30', 'staff_reply'),
      status('Fri 10:00', 'resolved'),
      simple('Mon 09:00', 'customer_message'),
      status('Mon 09:00', 'open'),
    ])
    expect(the(clocks, 'first_response')).toMatchObject({ start: at('Fri 09:00'), stop: at('Fri 09:30'), voided: false })
  })
  test('resolved without a word: void; re-opened, it runs on with that span as a pause', () => {
    const silent = [created('Fri 12:00'), status('Fri 12:20', 'resolved')]
    expect(state(the(derive(silent), 'first_response'), 'Wed 12:00')).toBe('void')
    const again = derive([...silent, simple('Mon 10:00', 'customer_message'), status('Mon 10:00', 'open')])
    expect(readClock(the(again, 'first_response'), at('Mon 10:00'))).toMatchObject({ state: 'running', usedSeconds: 20 * 60, dueAt: at('Mon 10:40') })
    expect(again.filter((c) => c.kind === 'next_response')).toEqual([])
  })
  test('"send and resolve" is an answer, whichever of the two is written first', () => {
    for (const events of [
      [simple('Fri 12:20', 'staff_reply'), status('Fri 12:20', 'resolved')],
      [status('Fri 12:20', 'resolved'), simple('Fri 12:20', 'staff_reply')],
    ]) {
      expect(state(the(derive([created('Fri 12:00'), ...events]), 'first_response'), 'Wed 12:00')).toBe('met')
    }
  })
  test('answered after it was resolved without a word: met, however late, for it stood still', () => {
    const clocks = derive([created('Fri 12:00'), status('Fri 12:20', 'resolved'), simple('Tue 16:00', 'staff_reply')])
    expect(readClock(the(clocks, 'first_response'), at('Wed 12:00'))).toMatchObject({ state: 'met', stoppedAt: at('Tue 16:00'), usedSeconds: 20 * 60 })
  })
  test('answered while it waited: met, for it stood still', () => {
    const clocks = derive([created('Fri 12:00', { status: 'waiting_customer' }), simple('Tue 12:00', 'staff_reply')])
    expect(readClock(the(clocks, 'first_response'), at('Wed 12:00'))).toMatchObject({ state: 'met', usedSeconds: 0 })
  })
})

describe('next response', () => {
  const answered = [created('Fri 09:00'), simple('Fri 09:10', 'staff_reply')]
  test('one clock a customer turn, from its first message to the next reply', () => {
    const clocks = derive([
      ...answered,
      simple('Fri 10:00', 'customer_message'),
      simple('Fri 10:30', 'customer_message'),
      simple('Fri 11:00', 'staff_reply'),
      simple('Fri 11:30', 'staff_reply'),
      simple('Fri 16:30', 'customer_message'),
    ])
    expect(clocks.filter((c) => c.kind === 'next_response')).toHaveLength(2)
    expect(the(clocks, 'next_response', 1)).toMatchObject({ start: at('Fri 10:00'), stop: at('Fri 11:00') })
    expect(readClock(the(clocks, 'next_response', 2), at('Mon 09:00'))).toMatchObject({ state: 'running', dueAt: at('Mon 10:30') })
  })
  test('"thank you" on a ticket that stays resolved opens none; on one that re-opens it does', () => {
    const thanked = [...answered, status('Fri 10:00', 'resolved'), simple('Fri 11:00', 'customer_message')]
    expect(derive(thanked).filter((c) => c.kind === 'next_response')).toEqual([])
    expect(readClock(the(derive([...thanked, status('Fri 12:00', 'open')]), 'next_response', 1), at('Fri 12:30'))).toMatchObject({
      start: at('Fri 11:00'),
      usedSeconds: 1800,
      dueAt: at('Fri 14:00'),
    })
  })
})

describe('pauses', () => {
  test("the customer's message ends the pause at that message, even if the status changes later", () => {
    const clocks = derive([created('Fri 12:00'), status('Fri 16:00', 'waiting_customer'), simple('Mon 10:00', 'customer_message'), status('Tue 10:00', 'in_progress')])
    expect(the(clocks, 'resolution').pauses).toEqual([{ from: at('Fri 16:00'), to: at('Mon 10:00') }])
    expect(show(dueAt(the(clocks, 'resolution')))).toBe('Mon 14:00')
  })
  test('asking again begins a new pause, though the status never moved', () => {
    const clocks = derive([created('Fri 12:00'), status('Fri 13:00', 'waiting_customer'), simple('Fri 14:00', 'customer_message'), status('Fri 15:00', 'waiting_customer')])
    expect(the(clocks, 'resolution').pauses).toEqual([
      { from: at('Fri 13:00'), to: at('Fri 14:00') },
      { from: at('Fri 15:00'), to: null },
    ])
  })
  test('created straight into waiting starts paused', () => {
    const clock = the(derive([created('Fri 12:00', { status: 'waiting_customer' })]), 'resolution')
    expect(readClock(clock, at('Wed 12:00'))).toMatchObject({ state: 'paused', usedSeconds: 0, remainingSeconds: 8 * HOUR })
  })
  test('a next response waits as well', () => {
    const clocks = derive([
      created('Fri 09:00'),
      simple('Fri 09:10', 'staff_reply'),
      simple('Fri 10:00', 'customer_message'),
      status('Fri 10:30', 'waiting_customer'),
      status('Fri 12:30', 'in_progress'),
    ])
    expect(the(clocks, 'next_response', 1).pauses).toEqual([{ from: at('Fri 10:30'), to: at('Fri 12:30') }])
    expect(show(dueAt(the(clocks, 'next_response', 1)))).toBe('Fri 14:00')
  })
})

describe('resolution', () => {
  test('stops at resolved, stays there when closed, runs on when re-opened with the resolved span as a pause', () => {
    const events = [created('Fri 12:00'), status('Fri 16:00', 'resolved'), status('Sat 12:00', 'closed')]
    expect(readClock(the(derive(events), 'resolution'), at('Wed 12:00'))).toMatchObject({ state: 'met', stoppedAt: at('Fri 16:00'), usedSeconds: 4 * HOUR })
    const again = the(derive([...events, status('Mon 10:00', 'open')]), 'resolution')
    expect(again).toMatchObject({ stop: null, pauses: [{ from: at('Fri 16:00'), to: at('Mon 10:00') }] })
    expect(show(dueAt(again))).toBe('Mon 14:00')
  })
  test('closed at once, or resolved while waiting', () => {
    expect(state(the(derive([created('Fri 12:00'), status('Mon 12:00', 'closed')]), 'resolution'), 'Wed 12:00')).toBe('met')
    const clock = the(derive([created('Fri 12:00'), status('Fri 13:00', 'waiting_customer'), status('Wed 12:00', 'resolved')]), 'resolution')
    expect(readClock(clock, at('Wed 13:00'))).toMatchObject({ state: 'met', usedSeconds: HOUR })
  })
  test('too late stays too late after re-opening', () => {
    const clock = the(derive([created('Fri 12:00'), status('Mon 13:00', 'resolved'), status('Tue 12:00', 'open')]), 'resolution')
    expect(readClock(clock, at('Tue 12:00'))).toMatchObject({ state: 'breached', dueAt: at('Mon 12:00'), overdueSeconds: HOUR })
  })
  test('cancelled and merged are void; a merge undone runs on; resolved and then merged stays met', () => {
    for (const end of [status('Fri 13:00', 'cancelled'), simple('Fri 13:00', 'merged')]) {
      const clocks = derive([created('Fri 12:00'), end])
      expect(clocks.map((c) => state(c, 'Wed 12:00'))).toEqual(['void', 'void'])
    }
    expect(show(dueAt(the(derive([created('Fri 12:00'), simple('Fri 13:00', 'merged'), simple('Fri 14:00', 'unmerged')]), 'resolution')))).toBe('Mon 13:00')
    expect(state(the(derive([created('Fri 12:00'), status('Fri 13:00', 'resolved'), simple('Fri 14:00', 'merged')]), 'resolution'), 'Wed 12:00')).toBe('met')
  })
  test('a merge undone goes back to waiting when it waited', () => {
    const clock = the(derive([created('Fri 12:00', { status: 'waiting_customer' }), simple('Fri 13:00', 'merged'), simple('Fri 14:00', 'unmerged')]), 'resolution')
    expect(state(clock, 'Fri 15:00')).toBe('paused')
  })
})

describe('terms', () => {
  const byPriority = (priority: Priority, policy: string | null): Terms => ({
    ...terms,
    firstResponseSeconds: priority === 'urgent' ? 900 : HOUR,
    resolutionSeconds: policy === 'gold' ? 4 * HOUR : 8 * HOUR,
  })
  test('a change of priority moves the running clocks, from the same start, and leaves the stopped ones alone', () => {
    const raise: TicketEvent = { at: at('Fri 12:40'), type: 'priority', to: 'urgent' }
    expect(state(the(derive([created('Fri 12:00'), simple('Fri 12:30', 'staff_reply'), raise], byPriority), 'first_response'), 'Fri 13:00')).toBe('met')
    expect(show(dueAt(the(derive([created('Fri 12:00'), raise], byPriority), 'first_response')))).toBe('Fri 12:15')
  })
  test('so does the end of a ticket: what changes afterwards judges nobody, until it is re-opened', () => {
    const events: TicketEvent[] = [
      created('Fri 12:00'),
      { at: at('Fri 12:05'), type: 'policy', to: 'silver' },
      status('Mon 10:00', 'resolved'),
      { at: at('Mon 11:00'), type: 'policy', to: 'gold' },
    ]
    expect(readClock(the(derive(events, byPriority), 'resolution'), at('Wed 12:00'))).toMatchObject({ state: 'met', targetSeconds: 8 * HOUR })
    expect(the(derive([...events, status('Mon 12:00', 'open')], byPriority), 'resolution').targetSeconds).toBe(4 * HOUR)
    const shorter: TicketEvent[] = [created('Fri 12:00', { policy: 'gold' }), { at: at('Fri 12:05'), type: 'policy', to: 'silver' }, status('Mon 10:00', 'resolved')]
    expect(the(derive(shorter, byPriority), 'resolution').targetSeconds).toBe(8 * HOUR)
  })
  test('a change of policy keeps the pauses', () => {
    const clocks = derive(
      [created('Fri 12:00'), status('Fri 13:00', 'waiting_customer'), status('Fri 14:00', 'open'), { at: at('Fri 15:00'), type: 'policy', to: 'gold' }],
      byPriority,
    )
    expect(show(dueAt(the(clocks, 'resolution')))).toBe('Fri 17:00')
  })
  test('a promise that is not made has no clock', () => {
    expect(derive([created('Fri 12:00')], () => ({ ...terms, firstResponseSeconds: null, resolutionSeconds: null }))).toEqual([])
  })
  test('events out of order are put in order; a ticket begins with its creation', () => {
    expect(derive([simple('Fri 12:21', 'staff_reply'), created('Fri 12:00')])).toEqual(derive([created('Fri 12:00'), simple('Fri 12:21', 'staff_reply')]))
    expect(() => derive([])).toThrow(TypeError)
    expect(() => derive([simple('Fri 12:00', 'note')])).toThrow(TypeError)
  })
})

describe('emergencies', () => {
  test('attend in one hour, or two when controlled; escape prevented in twelve; nights and Sundays count', () => {
    for (const [leak, due] of [
      ['uncontrolled', 'Sun 00:30'],
      ['controlled', 'Sun 01:30'],
    ] as const) {
      const clocks = derive([created('Sat 23:30', { emergency: leak, priority: 'urgent' })])
      expect(show(dueAt(the(clocks, 'attend')))).toBe(due)
      expect(show(dueAt(the(clocks, 'escape_prevented')))).toBe('Sun 11:30')
    }
  })
  test('nothing but attending ends them: not waiting, merging, cancelling, resolving', () => {
    const clocks = derive([
      created('Fri 12:00', { emergency: 'uncontrolled' }),
      status('Fri 12:05', 'waiting_customer'),
      status('Fri 12:10', 'resolved'),
      status('Fri 12:15', 'closed'),
      simple('Fri 12:20', 'merged'),
      status('Fri 12:25', 'cancelled'),
    ])
    expect(readClock(the(clocks, 'attend'), at('Fri 12:30'))).toMatchObject({ state: 'running', dueAt: at('Fri 13:00'), usedSeconds: 1800 })
    expect(state(the(clocks, 'escape_prevented'), 'Sat 00:01')).toBe('breached')
  })
  test('attended at the deadline is met; prevented ends the other; attending twice counts once', () => {
    const clocks = derive([
      created('Fri 12:00', { emergency: 'uncontrolled' }),
      simple('Fri 13:00', 'attended'),
      simple('Fri 14:00', 'attended'),
      simple('Fri 15:00', 'escape_prevented'),
    ])
    expect(readClock(the(clocks, 'attend'), at('Wed 12:00'))).toMatchObject({ state: 'met', stoppedAt: at('Fri 13:00') })
    expect(readClock(the(clocks, 'escape_prevented'), at('Wed 12:00'))).toMatchObject({ state: 'met', stoppedAt: at('Fri 15:00') })
  })
  test('a ticket found to be a leak: from the report it rests on; triaged anew before anybody came: the new time from the same report', () => {
    const found: TicketEvent = { at: at('Fri 14:00'), type: 'emergency', to: 'controlled', since: at('Fri 13:30') }
    const clocks = derive([created('Fri 12:00'), found])
    expect(show(dueAt(the(clocks, 'attend')))).toBe('Fri 15:30')
    const worse: TicketEvent = { at: at('Fri 14:10'), type: 'emergency', to: 'uncontrolled' }
    expect(show(dueAt(the(derive([created('Fri 12:00'), found, worse]), 'attend')))).toBe('Fri 14:30')
    expect(the(derive([created('Fri 12:00'), found, simple('Fri 14:05', 'attended'), worse]), 'attend')).toMatchObject({ targetSeconds: 7200, stop: at('Fri 14:05') })
  })
  test('an ordinary ticket has none, whatever is recorded', () => {
    expect(derive([created('Fri 12:00'), simple('Fri 12:10', 'attended'), simple('Fri 12:10', 'escape_prevented')]).map((c) => c.kind)).toEqual(['first_response', 'resolution'])
  })
})
