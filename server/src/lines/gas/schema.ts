import { sql } from 'drizzle-orm'
import { bigint, boolean, check, date, index, integer, jsonb, pgSchema, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '#platform/schema'
import { personId } from '#core/users'
import { bookingStates, cylinderStates, modes, ruleKinds } from './words.ts'

export const gas = pgSchema('gas')

export const depots = gas.table(
  'depots',
  {
    id: id(),
    code: text().notNull(),
    name: text().notNull(),
    address: text().notNull().default(''),
    active: boolean().notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('one_depot_code').on(t.code)],
)

export const cylinderTypes = gas.table(
  'cylinder_types',
  {
    id: id(),
    code: text().notNull(),
    name: text().notNull(),
    /** Gas in it when full, in grams, and how much the scales may differ. */
    netGrams: integer().notNull(),
    toleranceGrams: integer().notNull(),
    active: boolean().notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('one_type_code').on(t.code), check('type_weights', sql`net_grams > 0 and tolerance_grams >= 0`)],
)

/**
 * One row per depot and type: the counters of its cylinders and the lock behind which they are handed out. The counters are kept by a trigger on the
 * cylinders; the rule that they add up to what is owned is a check, so no code can break it.
 */
export const stock = gas.table(
  'stock',
  {
    depotId: uuid()
      .notNull()
      .references(() => depots.id),
    typeId: uuid()
      .notNull()
      .references(() => cylinderTypes.id),
    /** Counted for bookings whose payment is awaited. */
    promised: integer().notNull().default(0),
    owned: integer().notNull().default(0),
    registered: integer().notNull().default(0),
    filled: integer().notNull().default(0),
    allocated: integer().notNull().default(0),
    inTransit: integer().notNull().default(0),
    withCustomer: integer().notNull().default(0),
    empty: integer().notNull().default(0),
    refilling: integer().notNull().default(0),
    quarantined: integer().notNull().default(0),
    lost: integer().notNull().default(0),
    condemned: integer().notNull().default(0),
    /** Operations were told that little is left; told again only after it has recovered. */
    lowSince: instant(),
    /** The last instant of payment given out under this lock: no two are equal, so the order of payment is exact. */
    lastPaidAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.depotId, t.typeId] }),
    check('stock_adds_up', sql`registered + filled + allocated + in_transit + with_customer + empty + refilling + quarantined + lost = owned`),
    check('promises_within_stock', sql`promised <= filled`),
    check('stock_not_negative', sql`least(promised, owned, registered, filled, allocated, in_transit, with_customer, empty, refilling, quarantined, lost, condemned) >= 0`),
  ],
)

export const cylinders = gas.table(
  'cylinders',
  {
    id: id(),
    code: text().notNull(),
    depotId: uuid()
      .notNull()
      .references(() => depots.id),
    typeId: uuid()
      .notNull()
      .references(() => cylinderTypes.id),
    state: text({ enum: cylinderStates }).notNull().default('registered'),
    stateSince: createdAt(),
    /** When it was last filled: the order in which cylinders go out, with the id. A cylinder that comes back unused keeps it. */
    filledAt: instant(),
    /** Who has it, while it is with a customer; and since its booking, whom it is meant for. */
    holderId: personId(),
    /** 1, or 2 for the second cylinder of a double-bottle connection. */
    holderSlot: smallint().notNull().default(1),
    bookingId: uuid(),
    /** Of the maker or the last filling: what a recall names. */
    batch: text(),
    /** Letter and year as stamped, and the last day on which it may be issued. */
    testDue: text(),
    testDueOn: date({ mode: 'string' }),
    tareGrams: integer(),
    /** A recall that it waits for. It is not handed out until this is cleared. */
    recallId: uuid(),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('one_cylinder_code').on(t.code),
    uniqueIndex('one_active_cylinder')
      .on(t.holderId, t.holderSlot)
      .where(sql`state = 'with_customer'`),
    uniqueIndex('one_booking_of_cylinder')
      .on(t.bookingId)
      .where(sql`state in ('allocated', 'in_transit')`),
    index('oldest_filled')
      .on(t.depotId, t.typeId, t.filledAt, t.id)
      .where(sql`state = 'filled'`),
    index('filled_due')
      .on(t.depotId, t.typeId, t.testDueOn)
      .where(sql`state = 'filled'`),
    index('cylinders_by_state').on(t.depotId, t.typeId, t.state, t.stateSince),
    index('cylinders_batch').on(t.batch),
    index('cylinders_test_due').on(t.testDue),
    index('cylinders_holder')
      .on(t.holderId)
      .where(sql`holder_id is not null`),
    check('recalled_is_not_filled', sql`state not in ('filled', 'allocated', 'in_transit') or recall_id is null`),
    check('filled_has_time', sql`state <> 'filled' or filled_at is not null`),
    check('customer_has_it', sql`(state = 'with_customer') <= (holder_id is not null)`),
    check('allotted_has_booking', sql`(state in ('allocated', 'in_transit')) <= (booking_id is not null)`),
  ],
)

/** Every move of every cylinder; append-only. */
export const cylinderMoves = gas.table(
  'cylinder_moves',
  {
    id: id(),
    cylinderId: uuid().notNull(),
    from: text({ enum: cylinderStates }),
    to: text({ enum: cylinderStates }).notNull(),
    event: text().notNull(),
    reason: text(),
    bookingId: uuid(),
    batchId: uuid(),
    actorId: uuid(),
    actorName: text().notNull(),
    at: createdAt(),
  },
  (t) => [index('moves_of_cylinder').on(t.cylinderId, t.at)],
)

export const refillBatches = gas.table('refill_batches', {
  id: id(),
  reference: text().notNull().unique('one_refill_reference'),
  depotId: uuid()
    .notNull()
    .references(() => depots.id),
  plant: text().notNull(),
  sentAt: createdAt(),
  /** When the last of it came back. */
  closedAt: instant(),
})
export const refillItems = gas.table(
  'refill_items',
  {
    batchId: uuid()
      .notNull()
      .references(() => refillBatches.id),
    cylinderId: uuid()
      .notNull()
      .references(() => cylinders.id),
    outcome: text({ enum: ['filled', 'quarantined', 'condemned'] }),
    grossGrams: integer(),
    reason: text(),
    receivedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.cylinderId] }), index('refill_items_cylinder').on(t.cylinderId)],
)

export const accountStates = ['active', 'on_hold', 'surrendered'] as const
export const supplies = ['lpg', 'piped', 'both'] as const
export const accounts = gas.table(
  'accounts',
  {
    id: id(),
    number: text().notNull(),
    name: text().notNull(),
    address: text().notNull(),
    phone: text(),
    email: text(),
    meterNumber: text(),
    supply: text({ enum: supplies }).notNull().default('lpg'),
    status: text({ enum: accountStates }).notNull().default('active'),
    depotId: uuid().references(() => depots.id),
    area: text({ enum: ['urban', 'rural'] })
      .notNull()
      .default('urban'),
    bottles: smallint().notNull().default(1),
    /** What the last bill said, in paise: a proof that somebody has it in hand. */
    lastBillAmount: bigint({ mode: 'number' }),
    /** The last day of the proof of identity, and the day on which the installation was inspected last. */
    kycValidTo: date({ mode: 'string' }),
    inspectedOn: date({ mode: 'string' }),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [uniqueIndex('one_account_number').on(t.number), check('account_bottles', sql`bottles between 1 and 2`)],
)
export const accountLinks = gas.table(
  'account_links',
  {
    accountId: uuid()
      .notNull()
      .references(() => accounts.id),
    personId: personId().notNull(),
    how: text({ enum: ['bill', 'code', 'staff'] }).notNull(),
    linkedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.personId] }), index('links_of_person').on(t.personId)],
)
/** A code that was sent to the account's own address; one at a time for each who asked. */
export const accountCodes = gas.table(
  'account_codes',
  { accountId: uuid().notNull(), personId: personId().notNull(), hash: text().notNull(), channel: text().notNull(), expiresAt: instant().notNull(), createdAt: createdAt() },
  (t) => [primaryKey({ columns: [t.accountId, t.personId] })],
)

/** Rules of admission with the days on which they hold; none at first. The narrowest that fits (area, bottles) counts, then the newest. */
export const rules = gas.table(
  'rules',
  {
    id: id(),
    kind: text({ enum: ruleKinds }).notNull(),
    value: integer().notNull(),
    area: text({ enum: ['urban', 'rural'] }),
    bottles: smallint(),
    validFrom: date({ mode: 'string' }).notNull(),
    /** The last day; null while no end is known. */
    validTo: date({ mode: 'string' }),
    createdAt: createdAt(),
  },
  () => [check('rule_value', sql`value between 0 and 1000`), check('rule_days', sql`valid_to is null or valid_to >= valid_from`)],
)

const open = sql.raw(`status in ('quoted', 'payment_pending', 'paid', 'waitlisted', 'allocated', 'out_for_delivery', 'delivery_failed')`)
export const bookings = gas.table(
  'bookings',
  {
    id: id(),
    /** `BKG-` and six of 2–9, A–Z without O and I. */
    reference: text().notNull().unique('one_booking_reference'),
    customerId: personId().notNull(),
    accountId: uuid().references(() => accounts.id),
    depotId: uuid()
      .notNull()
      .references(() => depots.id),
    typeId: uuid()
      .notNull()
      .references(() => cylinderTypes.id),
    mode: text({ enum: modes }).notNull(),
    status: text({ enum: bookingStates }).notNull().default('quoted'),
    /** Whether one is counted for it in `stock.promised`. */
    promised: boolean().notNull().default(false),
    // The price as it was when it was booked: tax included, in minor units.
    amount: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull().default('INR'),
    taxBasisPoints: integer().notNull(),
    subsidised: boolean().notNull().default(false),
    intentId: uuid(),
    /** Until when the payment may come. */
    promisedUntil: instant().notNull(),
    paidAt: instant(),
    waitingSince: instant(),
    /** The place in the waiting list that the customer was told last. */
    toldPlace: integer(),
    cylinderId: uuid().references(() => cylinders.id),
    returnedCylinderId: uuid().references(() => cylinders.id),
    allottedAt: instant(),
    deliveredAt: instant(),
    deliveredOn: date({ mode: 'string' }),
    endedAt: instant(),
    endReason: text(),
    refundId: uuid(),
    refundAmount: bigint({ mode: 'number' }),
    attempts: smallint().notNull().default(0),
    failure: text({ enum: ['no_answer', 'refused', 'bad_cylinder', 'no_empty'] }),
    dacHash: text(),
    dacTries: smallint().notNull().default(0),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('one_open_booking').on(t.customerId).where(open),
    index('waiting_list')
      .on(t.depotId, t.typeId, t.paidAt, t.id)
      .where(sql`status = 'waitlisted'`),
    index('awaiting_payment')
      .on(t.promisedUntil)
      .where(sql`status in ('quoted', 'payment_pending')`),
    index('bookings_of_customer').on(t.customerId, t.createdAt, t.id),
    index('bookings_of_account').on(t.accountId, t.createdAt),
    index('bookings_new').on(t.createdAt, t.id),
    uniqueIndex('one_intent')
      .on(t.intentId)
      .where(sql`intent_id is not null`),
    check('booking_amount', sql`amount >= 0 and tax_basis_points between 0 and 10000`),
    check('allotted_has_cylinder', sql`(status in ('allocated', 'out_for_delivery', 'delivered')) <= (cylinder_id is not null)`),
    check('promise_while_pending', sql`not promised or status in ('quoted', 'payment_pending')`),
  ],
)

/** What staff did against the usual rules, and why; append-only. */
export const overrides = gas.table(
  'overrides',
  {
    id: id(),
    action: text().notNull(),
    rule: text().notNull(),
    reason: text().notNull(),
    bookingId: uuid(),
    cylinderId: uuid(),
    customerId: uuid(),
    before: jsonb(),
    after: jsonb(),
    actorId: uuid(),
    actorName: text().notNull(),
    at: createdAt(),
  },
  (t) => [index('overrides_of_booking').on(t.bookingId), index('overrides_of_cylinder').on(t.cylinderId), index('overrides_new').on(t.at, t.id)],
)

export const recalls = gas.table('recalls', {
  id: id(),
  reference: text().notNull().unique('one_recall_reference'),
  batch: text(),
  testDue: text(),
  reason: text().notNull(),
  status: text({ enum: ['open', 'closed'] })
    .notNull()
    .default('open'),
  actorId: uuid(),
  actorName: text().notNull(),
  createdAt: createdAt(),
  closedAt: instant(),
})
export const recallItems = gas.table(
  'recall_items',
  {
    recallId: uuid()
      .notNull()
      .references(() => recalls.id),
    cylinderId: uuid()
      .notNull()
      .references(() => cylinders.id),
    /** Where it was when the recall began. */
    foundIn: text({ enum: cylinderStates }).notNull(),
    holderId: personId(),
    ticketId: uuid(),
    resolvedAt: instant(),
    resolution: text({ enum: ['secured', 'cleared', 'condemned', 'not_affected'] }),
    note: text(),
  },
  (t) => [primaryKey({ columns: [t.recallId, t.cylinderId] }), index('recall_items_cylinder').on(t.cylinderId)],
)
