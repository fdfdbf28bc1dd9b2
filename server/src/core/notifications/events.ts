import type { EventOf } from '#platform/events'

declare module '#platform/events' {
  interface Events {
    'notice.created': { noticeId: string; unread: number }
    'notice.read': { unread: number }
  }
}
declare module '#platform/jobs' {
  interface Jobs {
    /** Finds the audience of one notice for one event, where an event makes several. */
    'notification.notify': { notice: string; event: EventOf }
    'notification.deliver': { deliveryId: string }
    'notification.test': { templateId: string; personId: string }
  }
}

export const eventSentences = {
  'notice.created': 'A notice is in the inbox of a person. Live to that person.',
  'notice.read': 'A person read notices; says how many are unread. Live to that person.',
} as const
