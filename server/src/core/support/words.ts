/** The fixed words of the help desk, and how people read them. (requirements: S1, S3, S4; screens: status table) */

export const kinds = ['service_request', 'complaint', 'issue', 'question'] as const
export type Kind = (typeof kinds)[number]
export const statuses = ['open', 'in_progress', 'waiting_customer', 'resolved', 'closed', 'cancelled'] as const
export type Status = (typeof statuses)[number]
export const priorities = ['low', 'medium', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]
export const channels = ['portal', 'api', 'console', 'email', 'phone', 'guest', 'import', 'open311', 'rule'] as const
export type Channel = (typeof channels)[number]

const staffWords: Record<Status, string> = { open: 'Open', in_progress: 'In progress', waiting_customer: 'Waiting', resolved: 'Resolved', closed: 'Closed', cancelled: 'Cancelled' }
const customerWords: Record<Status, string> = {
  open: 'Pending',
  in_progress: 'In progress',
  waiting_customer: 'Waiting for you',
  resolved: 'Resolved',
  closed: 'Closed',
  cancelled: 'Cancelled',
}
const complaintWords: Record<Status, string> = {
  ...customerWords,
  in_progress: 'Pending',
  waiting_customer: 'Pending',
  resolved: 'Completed',
  closed: 'Completed',
}

/** The word for a status: staff always read the same; a customer's follows the kind (a complaint is Pending, Completed or Cancelled). */
export const statusLabel = (status: Status, kind: Kind, staff: boolean): string => (staff ? staffWords : kind === 'complaint' ? complaintWords : customerWords)[status]

/** In which states a customer may call a request off: while it is open; a complaint as long as it is Pending to them. */
export const customerCancels = (kind: Kind): readonly Status[] => (kind === 'complaint' ? ['open', 'in_progress', 'waiting_customer'] : ['open'])

export const priorityLabel: Record<Priority, string> = { low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' }

export const isActive = (status: Status): boolean => status === 'open' || status === 'in_progress' || status === 'waiting_customer'
