/** The shapes of the API as the apps read them. Instants are ISO 8601 in UTC, ids are UUIDs. `schema.d.ts` is generated from the server and must agree. */
export interface Page<T> {
  data: T[]
  nextCursor: string | null
}

export type Status = 'open' | 'in_progress' | 'waiting_customer' | 'resolved' | 'closed' | 'cancelled'
export type Priority = 'low' | 'medium' | 'high' | 'urgent'
export type TicketKind = 'service_request' | 'complaint' | 'issue' | 'question'
export type Availability = 'available' | 'away'
export type Scope = 'own' | 'team' | 'line' | 'all'
/** A service line: gas, charging, rides, or one that an operator adds. */
export type Line = string

export interface Person {
  id: string | null
  name: string
  avatarUrl: string | null
  teamName?: string | null
}
export interface Address {
  line1: string
  line2?: string
  city?: string
  postalCode?: string
  region?: string
}
export interface Me {
  id: string
  name: string
  email: string | null
  emailVerified: boolean
  phone: string | null
  phoneVerified: boolean
  avatarUrl: string | null
  locale: string
  timeZone: string
  country: string | null
  address: Address | null
  staff: boolean
  roles: { id: string; name: string; label: string }[]
  permissions: Record<string, Scope>
  teams: { id: string; name: string }[]
  availability: Availability | null
  capacity: number | null
  load: number | null
  /** Whether the account has a password at all; who signed up by phone has none. */
  password: boolean
  twoFactor: boolean
  mustSetUpTwoFactor: boolean
  createdAt: string
  version: number
}
export interface Session {
  id: string
  createdAt: string
  lastSeenAt: string | null
  address: string | null
  userAgent: string | null
  current: boolean
  expiresAt: string
}
export interface AuditEntry {
  id: string
  at: string
  action: string
  sentence: string
  actorName: string
  address: string | null
}
export interface Device {
  id: string
  platform: 'web' | 'android' | 'ios'
  appVersion: string | null
  createdAt: string
  lastSeenAt: string | null
}

/** Files: `url` and `thumbnailUrl` are signed and expire; load the thing again for fresh ones. */
export interface Media {
  id: string
  name: string
  contentType: string
  size: number
  width: number | null
  height: number | null
  url: string
  thumbnailUrl: string | null
  createdAt: string
  /** For a visitor who is not signed in: attach the file as `<id>.<uploadToken>`. */
  uploadToken?: string | null
}
export type Attachment = Media

export interface ExtraField {
  key: string
  label: string
  type: string
  options?: (string | { value: string; label: string })[]
  required: boolean
  hint?: string | null
}
export interface SafetySteps {
  steps: string[]
  number: string
}
export interface Category {
  id: string
  key: string
  name: string
  description: string
  icon: string
  line: Line
  kind: TicketKind
  active: boolean
  sortOrder: number
  defaultPriority: Priority
  emergency: boolean
  slaPolicyId: string | null
  teamId: string | null
  skill: string | null
  fields: ExtraField[]
  safety: SafetySteps | null
  version: number
}

export type SlaState = 'running' | 'at_risk' | 'breached' | 'paused' | 'met' | 'none'
export type ClockKind = 'first_response' | 'next_response' | 'resolution' | 'attend' | 'prevent'
export interface SlaSummary {
  state: SlaState
  kind: ClockKind | null
  dueAt: string | null
  percent: number | null
}
export interface SlaInterval {
  from: string
  to: string
  kind: 'counted' | 'closed' | 'holiday' | 'paused'
  seconds: number
}
export interface SlaClock {
  kind: ClockKind
  turn: number
  state: SlaState
  targetSeconds: number
  usedSeconds: number
  remainingSeconds: number
  overdueSeconds: number
  percent: number
  startedAt: string
  dueAt: string | null
  stoppedAt: string | null
  calendar: { id: string | null; name: string; timeZone: string; version: number }
  policy: { id: string; name: string } | null
  intervals: SlaInterval[]
}
export interface SlaExplained {
  clocks: SlaClock[]
  asOf: string
}

export interface RelatedThing {
  type: string
  id: string
  label: string
  href: string | null
}
export interface TicketRow {
  id: string
  reference: string
  status: Status
  /** The status in the word of the reader. */
  statusLabel: string
  priority: Priority
  category: { id: string; name: string; kind: TicketKind; icon: string; line: Line; emergency: boolean }
  subject: string
  requester: Person | null
  place: string | null
  assignee: Person | null
  team: { id: string; name: string } | null
  tags: string[]
  relatedTo: RelatedThing | null
  createdAt: string
  updatedAt: string
  lastMessageAt: string | null
  firstRespondedAt: string | null
  resolvedAt: string | null
  closedAt: string | null
  snoozedUntil: string | null
  unread: boolean
  emergency: boolean
  version: number
  sla: SlaSummary
  rating: number | null
}
export type NextStepKind = 'first_reply' | 'working' | 'visit' | 'waiting_for_you' | 'rate'
export interface NextStep {
  kind: NextStepKind | null
  text: string
  at: string | null
}
export interface Place {
  lat: number | null
  lng: number | null
  address: string | null
}
export type TicketAct = 'cancel' | 'reply' | 'rate' | 'reopen' | 'edit' | 'assign' | 'note' | 'merge' | 'take' | 'release' | 'split' | 'link' | 'snooze'
export type LinkType = 'parent' | 'child' | 'related' | 'duplicate' | 'merged'
export interface TicketLink {
  type: LinkType
  ticket: { id: string; reference: string; subject: string; status: Status }
}
export interface AssignmentCandidate {
  id: string
  name: string
  load: number
  capacity: number
  eligible: boolean
  why: string
}
export interface CustomerCard {
  /** Null for a guest. */
  id: string | null
  name: string
  email: string | null
  phone: string | null
  address: Address | null
  since: string | null
  requests: number
  open: { id: string; reference: string; subject: string }[]
}
export interface SavedDraft {
  body: string
  savedAt: string
  seenVersion: number
}
export interface EmergencyState {
  triage: 'uncontrolled' | 'controlled' | null
  attendBy: string | null
  attendedAt: string | null
  preventBy: string | null
  preventedAt: string | null
  acknowledgedBy: Person | null
  acknowledgedAt: string | null
  paged: { person: Person; level: number; at: string }[]
}
export interface Ticket extends TicketRow {
  description: string
  attachments: Attachment[]
  location: Place | null
  /** `text` is the answer in words. */
  fields: { key: string; label: string; value: unknown; text: string }[]
  channel: string
  /** The promise that a customer is shown: the next due instant. */
  expectedAt: string | null
  nextStep: NextStep
  can: Partial<Record<TicketAct, boolean>>
  safety: SafetySteps | null
  feedback: string | null
  ratedAt: string | null
  reopenCount: number
  mergedInto: { id: string; reference: string } | null
  /** Once, in the answer to a guest's report. */
  claimToken?: string
  /** Staff only from here: absent for customers. */
  followers?: Person[]
  following?: boolean
  links?: TicketLink[]
  assignment?: { reason: string; at: string; candidates: AssignmentCandidate[] } | null
  customer?: CustomerCard | null
  draft?: { reply?: SavedDraft; note?: SavedDraft } | null
  viewers?: Person[]
  emergencyState?: EmergencyState | null
  messagesCount?: number
}
export interface Message {
  id: string
  ticketId: string
  kind: 'message' | 'note'
  author: { id: string | null; name: string; side: 'customer' | 'staff' | 'system'; avatarUrl: string | null; teamName: string | null }
  body: string
  attachments: Attachment[]
  createdAt: string
  readAt: string | null
  channel: string
  internal: boolean
  mentions: Person[]
}
export interface TimelineEntry {
  id: string
  type: string
  at: string
  actor: { id: string | null; name: string; side: 'customer' | 'staff' | 'system' } | null
  from: string | null
  to: string | null
  text: string
  public: boolean
}
/** POST /support/tickets. `contact` is a guest's. */
export interface NewTicket {
  categoryId: string
  subject: string
  description: string
  attachmentIds?: string[]
  relatedTo?: { type: string; id: string }
  location?: { lat?: number; lng?: number; address?: string }
  fields?: Record<string, unknown>
  priority?: Priority
  requesterId?: string
  triage?: { where: 'inside' | 'outside'; smellGone: boolean }
  submissionKey?: string
  contact?: { name: string; phone?: string; email?: string }
}

export interface Notice {
  id: string
  topic: string
  title: string
  body: string
  href: string | null
  createdAt: string
  readAt: string | null
  urgent: boolean
}
export interface Inbox extends Page<Notice> {
  unreadCount: number
}
export type Channel = 'inbox' | 'email' | 'push' | 'sms'
export interface NoticePreferences {
  topics: { topic: string; sentence: string; always: boolean; channels: Partial<Record<Channel, boolean>> }[]
  quietHours: { start: string; end: string; timeZone: string } | null
}

/** GET /config/public: what an app needs before anyone signed in. */
export interface PublicConfig {
  operatorName: string
  timeZone: string
  emergencyNumber: string
  lines: Line[]
  demo: boolean
  /** Whether this request came with a session. */
  signedIn?: boolean
  vapidPublicKey: string | null
  [setting: string]: unknown
}

export interface ServiceRequest {
  id: string
  reference: string
  type: string
  title: string
  description: string
  status: 'pending' | 'in_progress' | 'resolved'
  createdAt: string
  updatedAt: string
  resolvedAt: string | null
}
