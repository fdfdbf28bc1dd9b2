/** What the live channel tells: hints with ids, never content. Load the thing through the API. */
export interface TicketHint {
  ticketId: string
  reference: string
  requesterId: string | null
  assigneeId: string | null
  teamId: string | null
  version: number
}
export interface GasBookingHint {
  bookingId: string
  reference: string
  customerId: string
  version: number
}
export interface PaymentHint {
  intentId: string
  reference: string
  businessRef: { type: string; id: string }
}
export interface RefundHint {
  refundId: string
  intentId: string
  reference: string
}
export interface LiveEvents {
  'ticket.created': TicketHint
  'ticket.changed': TicketHint
  'ticket.replied': TicketHint
  'ticket.noted': TicketHint
  'ticket.merged': TicketHint
  'ticket.viewing': { ticketId: string; viewers: { id: string; name: string; field: 'reply' | 'note' | null }[] }
  'notice.created': { noticeId: string; unread: number }
  'notice.read': { unread: number }
  'user.availability': { userId: string; availability: string }
  'emergency.paged': { ticketId: string; reference: string; level: number }
  'queue.changed': Record<string, never>
  'gas.booking_created': GasBookingHint
  'gas.booking_paid': GasBookingHint
  'gas.booking_waiting': GasBookingHint
  'gas.place_changed': GasBookingHint & { place: number }
  'gas.booking_allotted': GasBookingHint
  'gas.booking_under_way': GasBookingHint
  'gas.booking_failed': GasBookingHint
  'gas.booking_delivered': GasBookingHint
  'gas.booking_cancelled': GasBookingHint
  'gas.booking_expired': GasBookingHint
  'gas.cylinder_moved': { cylinderId: string; depotId: string; typeId: string }
  'gas.stock_changed': { depotId: string; typeId: string }
  'gas.stock_low': { depotId: string; typeId: string; free: number }
  'gas.recall_opened': { recallId: string; reference: string }
  'gas.recall_closed': { recallId: string; reference: string }
  'payment.captured': PaymentHint
  'payment.failed': PaymentHint
  'payment.expired': PaymentHint
  'payment.cancelled': PaymentHint
  'payment.late_captured': PaymentHint
  'payment.auto_refunded': PaymentHint
  'payment.under_way': PaymentHint
  'payment.alert': { intentId: string | null }
  'payment.dispute_changed': { disputeId: string; intentId: string }
  'payment.finding': Record<string, unknown>
  'payment.settlement': Record<string, unknown>
  'payment.adjustment': Record<string, unknown>
  'payment.payout': Record<string, unknown>
  'payment.webhook': Record<string, unknown>
  'payment.downtime': Record<string, unknown>
  'refund.requested': RefundHint
  'refund.processed': RefundHint
  'refund.failed': RefundHint
  'refund.moved': RefundHint
  'wallet.changed': { personId: string }
  'simulator.changed': Record<string, unknown>
  /** Something may have been missed: load everything that is on screen. */
  'live.resync': Record<string, never>
  /** Signed out, or suspended. The channel does not come back by itself. */
  'live.ended': Record<string, never>
}
export type LiveName = keyof LiveEvents
export type LiveHint = { [N in LiveName]: { name: N; payload: LiveEvents[N]; at: string } }[LiveName]
export type LiveState = 'connecting' | 'open' | 'broken' | 'ended'

export const liveNames: readonly LiveName[] = [
  'ticket.created',
  'ticket.changed',
  'ticket.replied',
  'ticket.noted',
  'ticket.merged',
  'ticket.viewing',
  'notice.created',
  'notice.read',
  'user.availability',
  'emergency.paged',
  'queue.changed',
  'gas.booking_created',
  'gas.booking_paid',
  'gas.booking_waiting',
  'gas.place_changed',
  'gas.booking_allotted',
  'gas.booking_under_way',
  'gas.booking_failed',
  'gas.booking_delivered',
  'gas.booking_cancelled',
  'gas.booking_expired',
  'gas.cylinder_moved',
  'gas.stock_changed',
  'gas.stock_low',
  'gas.recall_opened',
  'gas.recall_closed',
  'payment.captured',
  'payment.failed',
  'payment.expired',
  'payment.cancelled',
  'payment.late_captured',
  'payment.auto_refunded',
  'payment.under_way',
  'payment.alert',
  'payment.dispute_changed',
  'payment.finding',
  'payment.settlement',
  'payment.adjustment',
  'payment.payout',
  'payment.webhook',
  'payment.downtime',
  'refund.requested',
  'refund.processed',
  'refund.failed',
  'refund.moved',
  'wallet.changed',
  'simulator.changed',
  'live.resync',
  'live.ended',
]

export interface LiveSettings {
  /** Address of the stream. */
  url: string
  on: (hint: LiveHint) => void
  onState?: (state: LiveState) => void
  /** Closes the channel this long after the page went out of sight, and opens it again when it returns (a phone in a pocket). Milliseconds; never, if not given. */
  pauseHiddenAfter?: number
  /** Makes the stream; tests give their own. */
  open?: (url: string) => EventSource
}

const SLOWEST = 30_000

/**
 * Opens the live channel and keeps it open; returns what closes it. A short break is the browser's own to mend: it sends Last-Event-ID and the
 * server tells what was missed. When the browser gives up (the server refused or was away) it is opened again after 1, 2, 4 … 30 s, each with
 * some chance added so that a thousand phones do not return in one second, and asks for what came after the last event it heard. Where it
 * heard none yet, `live.resync` says that hints may have been missed.
 */
export function live(settings: LiveSettings): () => void {
  const open = settings.open ?? ((url: string) => new EventSource(url))
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let hidden: ReturnType<typeof setTimeout> | undefined
  let tries = 0
  let gap = false
  let last = ''
  let over = false

  const connect = () => {
    settings.onState?.('connecting')
    const mine = open(last ? `${settings.url}?lastEventId=${encodeURIComponent(last)}` : settings.url)
    source = mine
    mine.onopen = () => {
      tries = 0
      settings.onState?.('open')
      // With the last event's number the server itself tells what was missed, or that it is too much.
      if (gap && !last) settings.on({ name: 'live.resync', payload: {}, at: new Date().toISOString() })
      gap = false
    }
    mine.onerror = () => {
      if (over || source !== mine) return
      settings.onState?.('broken')
      if (mine.readyState !== 2 /* CLOSED: the browser will not try again */) return
      gap = true
      clearTimeout(timer)
      timer = setTimeout(connect, Math.min(SLOWEST, 1000 * 2 ** tries++) * (1 + Math.random() / 2))
    }
    for (const name of liveNames)
      mine.addEventListener(name, (e) => {
        if (source !== mine) return
        const { data, lastEventId } = e as MessageEvent<string>
        if (lastEventId) last = lastEventId
        const hint = read(data, name)
        if (name === 'live.ended') {
          stop()
          settings.onState?.('ended')
        }
        settings.on(hint)
      })
  }
  const disconnect = () => {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }
  const seen = () => {
    clearTimeout(hidden)
    if (document.visibilityState === 'hidden') hidden = setTimeout(disconnect, settings.pauseHiddenAfter)
    else if (!source) {
      gap = true
      tries = 0
      connect()
    }
  }
  const watching = settings.pauseHiddenAfter !== undefined && typeof document !== 'undefined'
  const stop = () => {
    over = true
    disconnect()
    clearTimeout(hidden)
    if (watching) document.removeEventListener('visibilitychange', seen)
  }
  if (watching) document.addEventListener('visibilitychange', seen)
  connect()
  return stop
}

function read(data: string, name: LiveName): LiveHint {
  try {
    const parsed = JSON.parse(data) as Partial<LiveHint>
    return { name, payload: parsed.payload ?? {}, at: parsed.at ?? new Date().toISOString() } as LiveHint
  } catch {
    return { name, payload: {}, at: new Date().toISOString() } as LiveHint
  }
}
