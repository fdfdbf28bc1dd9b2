/**
 * The hand-written shapes against the generated document: whatever the server answers must be what the apps read. Nothing of this runs;
 * a disagreement does not compile, and names the shape.
 */
import type * as c from './contract.ts'
import type * as g from './gas-staff.ts'
import type * as k from './knowledge.ts'
import type * as b from './money-books.ts'
import type * as m from './money-staff.ts'
import type { operations } from './schema.d.ts'

type Answer<Name extends keyof operations> = operations[Name]['responses'] extends { 200: { content: { 'application/json': infer Body } } }
  ? Body
  : operations[Name]['responses'] extends { 201: { content: { 'application/json': infer Body } } }
    ? Body
    : never
type Sent<Name extends keyof operations> = NonNullable<operations[Name]['requestBody']> extends { content: { 'application/json': infer Body } } ? Body : never

/** What the server says can be read as what the app expects. */
type Reads<Server extends App, App> = [Server, App]
/** What the app sends is what the server takes. */
type Takes<App extends Server, Server> = [App, Server]

/** The document leaves the address of a customer open. */
type Ticket = Omit<c.Ticket, 'customer'> & { customer?: (Omit<c.CustomerCard, 'address'> & { address: unknown }) | null }

export type Agreement = [
  Reads<Answer<'getConfigPublic'>, Record<string, unknown>>,
  Reads<Answer<'getUserMe'>, c.Me>,
  Reads<Answer<'getUserMeSessions'>, { data: c.Session[] }>,
  Reads<Answer<'getUserMeAuditLog'>, c.Page<c.AuditEntry>>,
  Reads<Answer<'postUserDevices'>, c.Device>,
  Reads<Answer<'postMedia'>, c.Media>,
  Reads<Answer<'getSupportCategories'>, { data: c.Category[] }>,
  Reads<Answer<'getSupportTickets'>, c.Page<c.TicketRow>>,
  Reads<Answer<'getSupportTicketsById'>, Ticket>,
  Reads<Answer<'postSupportTickets'>, Ticket>,
  Reads<Answer<'getSupportTicketsByIdMessages'>, c.Page<c.Message>>,
  Reads<Answer<'getSupportTicketsByIdTimeline'>, c.Page<c.TimelineEntry>>,
  Reads<Answer<'getSupportTicketsByIdSla'>, c.SlaExplained>,
  Reads<Answer<'getSupportSafety'>, c.SafetySteps>,
  Reads<Answer<'getSupportFaq'>, c.Page<k.FaqRow>>,
  Reads<Answer<'getSupportFaqById'>, k.Faq>,
  Reads<Answer<'getSupportFaqSuggest'>, { data: k.FaqSuggestion[] }>,
  Reads<Answer<'getSupportFaqCategories'>, { data: k.FaqCategory[] }>,
  Reads<Answer<'getNotificationInbox'>, c.Inbox>,
  Reads<Answer<'getNotificationPreferences'>, c.NoticePreferences>,
  Takes<c.NewTicket, Sent<'postSupportTickets'>>,
  Reads<Answer<'getGasDepots'>, { data: g.GasDepot[] }>,
  Reads<Answer<'getGasTypes'>, { data: g.CylinderType[] }>,
  Reads<Answer<'getGasStock'>, { data: g.StockShelf[] }>,
  Reads<Answer<'getGasStockShelf'>, g.ShelfDetail>,
  Reads<Answer<'getGasStockPace'>, g.StockPace>,
  Reads<Answer<'getGasCylinders'>, c.Page<g.Cylinder>>,
  Reads<Answer<'getGasCylindersByIdHistory'>, { data: g.CylinderMove[] }>,
  Reads<Answer<'getGasMoves'>, c.Page<g.StockMove>>,
  Reads<Answer<'getGasMovesRecent'>, { data: g.StockMotion[] }>,
  Reads<Answer<'getGasBookings'>, c.Page<g.StaffBooking>>,
  Reads<Answer<'getGasBookingsByIdHistory'>, { data: g.BookingHistoryEntry[] }>,
  Reads<Answer<'getGasWaiting'>, { data: g.WaitingEntry[] }>,
  Reads<Answer<'getGasAccounts'>, c.Page<g.StaffAccount>>,
  Reads<Answer<'getGasAccountsById'>, g.StaffAccountPage>,
  Reads<Answer<'getGasRules'>, { data: g.GasRule[] }>,
  Reads<Answer<'getGasRulesLog'>, { data: g.GasRuleLog[] }>,
  Reads<Answer<'getGasOverrides'>, c.Page<g.GasOverride>>,
  Reads<Answer<'getGasRefillBatches'>, c.Page<g.RefillBatchRow>>,
  Reads<Answer<'getGasRefillBatchesById'>, g.RefillBatch>,
  Reads<Answer<'getGasRecalls'>, { data: g.GasRecallRow[] }>,
  Reads<Answer<'getGasRecallsById'>, g.GasRecall>,
  Reads<Answer<'postGasRecallsPreview'>, g.RecallPreview>,
  Reads<Answer<'postGasCylindersImport'>, g.CsvReport>,
  Takes<{ items: g.ReceivedItem[] }, Sent<'postGasRefillBatchesByIdReceive'>>,
  Takes<g.CylinderEventBody, Sent<'patchGasCylindersById'>>,
  Reads<Answer<'getPaymentStats'>, m.PaymentStats>,
  Reads<Answer<'getPaymentIntents'>, c.Page<m.PaymentRow>>,
  Reads<Answer<'getPaymentIntentsById'>, m.PaymentPage>,
  Reads<Answer<'getPaymentIntentsByIdAttempts'>, { data: m.StaffAttempt[] }>,
  Reads<Answer<'getPaymentIntentsByIdHistory'>, { data: m.PaymentStep[] }>,
  Reads<Answer<'getPaymentPeopleById'>, m.PersonMoney>,
  Reads<Answer<'getPaymentPeopleByIdStatement'>, c.Page<m.WalletLine>>,
  Reads<Answer<'getPaymentRefunds'>, c.Page<m.RefundRow>>,
  Reads<Answer<'getPaymentRefundsById'>, m.RefundPage>,
  Reads<Answer<'postPaymentRefunds'>, m.RefundPart>,
  Reads<Answer<'getPaymentDisputes'>, c.Page<m.DisputeRow>>,
  Reads<Answer<'getPaymentDisputesById'>, m.DisputePage>,
  Reads<Answer<'getPaymentWebhooks'>, c.Page<m.WebhookRow>>,
  Reads<Answer<'getPaymentWebhooksById'>, m.WebhookPage>,
  Reads<Answer<'getPaymentWebhooksRejections'>, { data: m.WebhookRejection[] }>,
  Reads<Answer<'postPaymentWebhooksDiagnose'>, m.SignatureFinding>,
  Reads<Answer<'getPaymentSettlements'>, c.Page<b.SettlementRow>>,
  Reads<Answer<'getPaymentSettlementsById'>, b.SettlementPage>,
  Reads<Answer<'postPaymentSettlementsImport'>, b.SettlementImport>,
  Reads<Answer<'getPaymentBankLines'>, c.Page<b.BankLine>>,
  Reads<Answer<'postPaymentBankLinesImport'>, b.BankImport>,
  Reads<Answer<'getPaymentFindings'>, c.Page<b.Finding>>,
  Reads<Answer<'getPaymentFindingsById'>, b.Finding>,
  Reads<Answer<'getPaymentAdjustments'>, c.Page<b.Adjustment>>,
  Reads<Answer<'getPaymentPayouts'>, c.Page<b.Payout>>,
  Reads<Answer<'getPaymentRefundsLimit'>, { limit: m.MinorAmount }>,
  Reads<Answer<'getSimulator'>, b.SimulatorDesk>,
  Reads<Answer<'getSimulatorSettlements'>, c.Page<b.SimulatedSettlement>>,
  Reads<Answer<'getPaymentLedgerAccounts'>, c.Page<b.LedgerAccount>>,
  Reads<Answer<'getPaymentLedgerAccountsByIdStatement'>, c.Page<b.StatementLine>>,
  Reads<Answer<'getPaymentLedgerEntries'>, c.Page<b.LedgerEntry>>,
  Reads<Answer<'getPaymentLedgerEntriesById'>, b.LedgerEntry>,
  Reads<Answer<'getPaymentLedgerTrialBalance'>, b.TrialBalance>,
  Reads<Answer<'getPaymentLedgerVerify'>, b.LedgerVerdict>,
]
