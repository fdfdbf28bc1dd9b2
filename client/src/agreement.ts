/**
 * The hand-written shapes against the generated document: whatever the server answers must be what the apps read. Nothing of this runs;
 * a disagreement does not compile, and names the shape.
 */
import type * as c from './contract.ts'
import type * as g from './gas.ts'
import type * as gs from './gas-staff.ts'
import type * as k from './knowledge.ts'
import type * as m from './money.ts'
import type * as b from './money-books.ts'
import type * as ms from './money-staff.ts'
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
  Reads<Answer<'getGasAccounts'>, c.Page<g.GasAccount>>,
  Reads<Answer<'getGasAccountsById'>, g.GasAccountPage>,
  Reads<Answer<'getGasAccountsByIdBookings'>, c.Page<g.Booking>>,
  Reads<Answer<'getGasAccountsByIdRequests'>, c.Page<c.TicketRow>>,
  Reads<Answer<'getGasDepots'>, { data: g.Depot[] }>,
  Reads<Answer<'getGasTypes'>, { data: g.CylinderKind[] }>,
  Reads<Answer<'postGasBookingsQuote'>, g.Quote>,
  Reads<Answer<'getGasBookings'>, c.Page<g.Booking>>,
  Reads<Answer<'postGasBookings'>, g.Booked>,
  Takes<g.BookingWish, Sent<'postGasBookings'>>,
  Takes<g.LinkWish, Sent<'postGasAccountsLink'>>,
  Reads<Answer<'getPaymentIntents'>, c.Page<m.Payment>>,
  Reads<Answer<'getPaymentIntentsById'>, m.PaymentDetail>,
  Reads<Answer<'postPaymentIntentsByIdPay'>, m.Paying>,
  Reads<Answer<'getPaymentWallet'>, m.Wallet>,
  Reads<Answer<'getPaymentWalletStatement'>, m.Statement>,
  Reads<Answer<'getPaymentMethods'>, { data: m.KeptMethod[] }>,
  Reads<Answer<'getGasTypes'>, { data: gs.CylinderType[] }>,
  Reads<Answer<'getGasStock'>, { data: gs.StockShelf[] }>,
  Reads<Answer<'getGasStockShelf'>, gs.ShelfDetail>,
  Reads<Answer<'getGasStockPace'>, gs.StockPace>,
  Reads<Answer<'getGasCylinders'>, c.Page<gs.Cylinder>>,
  Reads<Answer<'getGasCylindersByIdHistory'>, { data: gs.CylinderMove[] }>,
  Reads<Answer<'getGasMoves'>, c.Page<gs.StockMove>>,
  Reads<Answer<'getGasMovesRecent'>, { data: gs.StockMotion[] }>,
  Reads<Answer<'getGasBookings'>, c.Page<gs.StaffBooking>>,
  Reads<Answer<'getGasBookingsByIdHistory'>, { data: gs.BookingHistoryEntry[] }>,
  Reads<Answer<'getGasWaiting'>, { data: gs.WaitingEntry[] }>,
  Reads<Answer<'getGasAccounts'>, c.Page<gs.StaffAccount>>,
  Reads<Answer<'getGasAccountsById'>, gs.StaffAccountPage>,
  Reads<Answer<'getGasRules'>, { data: gs.GasRule[] }>,
  Reads<Answer<'getGasRulesLog'>, { data: gs.GasRuleLog[] }>,
  Reads<Answer<'getGasOverrides'>, c.Page<gs.GasOverride>>,
  Reads<Answer<'getGasRefillBatches'>, c.Page<gs.RefillBatchRow>>,
  Reads<Answer<'getGasRefillBatchesById'>, gs.RefillBatch>,
  Reads<Answer<'getGasRecalls'>, { data: gs.GasRecallRow[] }>,
  Reads<Answer<'getGasRecallsById'>, gs.GasRecall>,
  Reads<Answer<'postGasRecallsPreview'>, gs.RecallPreview>,
  Reads<Answer<'postGasCylindersImport'>, gs.CsvReport>,
  Takes<{ items: gs.ReceivedItem[] }, Sent<'postGasRefillBatchesByIdReceive'>>,
  Takes<gs.CylinderEventBody, Sent<'patchGasCylindersById'>>,
  Reads<Answer<'getPaymentStats'>, ms.PaymentStats>,
  Reads<Answer<'getPaymentIntents'>, c.Page<ms.PaymentRow>>,
  Reads<Answer<'getPaymentIntentsById'>, ms.PaymentPage>,
  Reads<Answer<'getPaymentIntentsByIdAttempts'>, { data: ms.StaffAttempt[] }>,
  Reads<Answer<'getPaymentIntentsByIdHistory'>, { data: ms.PaymentStep[] }>,
  Reads<Answer<'getPaymentPeopleById'>, ms.PersonMoney>,
  Reads<Answer<'getPaymentPeopleByIdStatement'>, c.Page<ms.WalletLine>>,
  Reads<Answer<'getPaymentRefunds'>, c.Page<ms.RefundRow>>,
  Reads<Answer<'getPaymentRefundsById'>, ms.RefundPage>,
  Reads<Answer<'postPaymentRefunds'>, ms.RefundPart>,
  Reads<Answer<'getPaymentDisputes'>, c.Page<ms.DisputeRow>>,
  Reads<Answer<'getPaymentDisputesById'>, ms.DisputePage>,
  Reads<Answer<'getPaymentWebhooks'>, c.Page<ms.WebhookRow>>,
  Reads<Answer<'getPaymentWebhooksById'>, ms.WebhookPage>,
  Reads<Answer<'getPaymentWebhooksRejections'>, { data: ms.WebhookRejection[] }>,
  Reads<Answer<'postPaymentWebhooksDiagnose'>, ms.SignatureFinding>,
  Reads<Answer<'getPaymentSettlements'>, c.Page<b.SettlementRow>>,
  Reads<Answer<'getPaymentSettlementsById'>, b.SettlementPage>,
  Reads<Answer<'postPaymentSettlementsImport'>, b.SettlementImport>,
  Reads<Answer<'getPaymentBankLines'>, c.Page<b.BankLine>>,
  Reads<Answer<'postPaymentBankLinesImport'>, b.BankImport>,
  Reads<Answer<'getPaymentFindings'>, c.Page<b.Finding>>,
  Reads<Answer<'getPaymentFindingsById'>, b.Finding>,
  Reads<Answer<'getPaymentAdjustments'>, c.Page<b.Adjustment>>,
  Reads<Answer<'getPaymentPayouts'>, c.Page<b.Payout>>,
  Reads<Answer<'getPaymentRefundsLimit'>, { limit: m.Amount }>,
  Reads<Answer<'getSimulator'>, b.SimulatorDesk>,
  Reads<Answer<'getSimulatorSettlements'>, c.Page<b.SimulatedSettlement>>,
  Reads<Answer<'getPaymentLedgerAccounts'>, c.Page<b.LedgerAccount>>,
  Reads<Answer<'getPaymentLedgerAccountsByIdStatement'>, c.Page<b.StatementLine>>,
  Reads<Answer<'getPaymentLedgerEntries'>, c.Page<b.LedgerEntry>>,
  Reads<Answer<'getPaymentLedgerEntriesById'>, b.LedgerEntry>,
  Reads<Answer<'getPaymentLedgerTrialBalance'>, b.TrialBalance>,
  Reads<Answer<'getPaymentLedgerVerify'>, b.LedgerVerdict>,
]
