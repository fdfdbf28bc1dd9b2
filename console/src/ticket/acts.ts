import { useMutation } from '@tanstack/react-query'
import { useToast, priorityWord, staffWord } from '@manifold/ui'
import { api, isProblem, type Priority, type Status } from '@manifold/client'
import { queries } from '#shell/query.ts'
import { refreshMe, useMe } from '#shell/session.ts'
import { took, type StaffTicket } from '#ticket/queries.ts'

export interface Change {
  status?: Status
  priority?: Priority
  assigneeId?: string | null
  teamId?: string
  categoryId?: string
  tags?: string[]
  subject?: string
  reason?: string
}
interface Asked {
  send: () => Promise<StaffTicket>
  said: string
  undo?: () => void
}

/** Everything that can be done to a ticket with one press, with the word that says it was done and how to undo it. */
export function useTicketActs(ticket: StaffTicket) {
  const toast = useToast()
  const me = useMe()
  const path = `/support/tickets/${ticket.id}`
  const run = useMutation({
    mutationFn: (asked: Asked) => asked.send(),
    onSuccess: async (answer, asked) => {
      toast({ text: asked.said, ...(asked.undo ? { undo: asked.undo } : {}) })
      await took(answer)
      void refreshMe()
    },
    onError: (error) => {
      toast(isProblem(error, 'request.stale') ? 'Somebody changed this ticket meanwhile. Look at it and try again.' : error.message)
      void queries.invalidateQueries({ queryKey: ['ticket', ticket.reference] })
    },
  })
  const patch = (change: Change) => api.patch<StaffTicket>(path, change)
  const post =
    (act: string, body: unknown = {}) =>
    async () =>
      (await api.post<StaffTicket | undefined>(`${path}/${act}`, body)) ?? (await api.get<StaffTicket>(path))
  const change = (next: Change, said: string, back?: Change) =>
    run.mutate({ send: () => patch(next), said, ...(back ? { undo: () => run.mutate({ send: () => patch(back), said: 'Undone.' }) } : {}) })
  return {
    busy: run.isPending,
    change,
    status: (to: Status, reason?: string) =>
      change(
        { status: to, ...(reason ? { reason } : {}) },
        `${ticket.reference} is ${staffWord[to].toLowerCase()}.`,
        to === 'closed' || to === 'cancelled' ? undefined : { status: ticket.status },
      ),
    priority: (to: Priority) => change({ priority: to }, `Priority is ${priorityWord[to].toLowerCase()}.`, { priority: ticket.priority }),
    assign: (to: { id: string; name: string } | null, reason?: string) =>
      run.mutate({
        send: post('assign', { assigneeId: to?.id ?? null, ...(reason ? { reason } : {}) }),
        said: to ? `Assigned to ${to.id === me.id ? 'you' : to.name}.` : 'Nobody owns this ticket now.',
        undo: () => run.mutate({ send: post('assign', { assigneeId: ticket.assignee?.id ?? null }), said: 'Undone.' }),
      }),
    take: () => run.mutate({ send: post('take'), said: `${ticket.reference} is yours.`, undo: () => run.mutate({ send: post('release'), said: 'Given back.' }) }),
    release: () => run.mutate({ send: post('release'), said: `${ticket.reference} is given back.` }),
    snooze: (until: string | null, words: string) =>
      run.mutate({
        send: post('snooze', { until }),
        said: until ? `Snoozed until ${words}.` : 'Back in the queue.',
        ...(until ? { undo: () => run.mutate({ send: post('snooze', { until: null }), said: 'Back in the queue.' }) } : {}),
      }),
    follow: (on: boolean) => run.mutate({ send: post(on ? 'follow' : 'unfollow'), said: on ? 'You are told what happens here.' : 'You are no longer told what happens here.' }),
    macro: (macroId: string, name: string) =>
      run.mutate({ send: async () => (await api.post<{ ticket: StaffTicket }>(`${path}/macro`, { macroId })).ticket, said: `“${name}” was run.` }),
    cancel: (reason: string) => run.mutate({ send: post('cancel', reason ? { reason } : {}), said: `${ticket.reference} is cancelled.` }),
    merge: (intoId: string, reference: string) =>
      run.mutate({ send: post('merge', { intoId }), said: `Merged into ${reference}.`, undo: () => run.mutate({ send: post('unmerge'), said: 'Taken apart again.' }) }),
    unmerge: () => run.mutate({ send: post('unmerge'), said: 'Taken apart again.' }),
    link: (ticketId: string, type: string) => run.mutate({ send: post('link', { ticketId, type }), said: 'Linked.' }),
    unlink: (ticketId: string) => run.mutate({ send: async () => (await api.delete(`${path}/links/${ticketId}`), api.get<StaffTicket>(path)), said: 'The link is removed.' }),
    acknowledge: () => run.mutate({ send: post('acknowledge'), said: 'Acknowledged. Nobody else is paged.' }),
    attend: () => run.mutate({ send: post('attend'), said: 'Marked as attended.' }),
    prevent: () => run.mutate({ send: post('prevent'), said: 'Marked as made safe.' }),
    triage: (triage: 'controlled' | 'uncontrolled') => run.mutate({ send: post('triage', { triage }), said: `The leak is ${triage}.` }),
  }
}
export type TicketActs = ReturnType<typeof useTicketActs>

/** The legal next states of each status; the server decides again. */
export const nextStatuses: Record<Status, Status[]> = {
  open: ['in_progress', 'waiting_customer', 'resolved', 'cancelled'],
  in_progress: ['open', 'waiting_customer', 'resolved', 'cancelled'],
  waiting_customer: ['open', 'in_progress', 'resolved', 'cancelled'],
  resolved: ['open', 'in_progress', 'closed'],
  closed: [],
  cancelled: [],
}
