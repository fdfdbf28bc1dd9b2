import Type from 'typebox'
import { Id, Instant, Nullable, OneOf } from '#platform/openapi'
import { Line, Text } from '#platform/texts'
import { bookingLabels, bookingStates, cylinderStates, modes } from './words.ts'

export const Named = Type.Object({ id: Id, name: Type.String() })
export const Coded = Type.Object({ id: Id, code: Type.String() })
export const MoneyOut = Type.Object({ amount: Type.Integer({ description: 'Minor units' }), currency: Type.String() })
export const reason = Line({ maxLength: 500, description: 'Kept with what was done' })
export const params = Type.Object({ id: Type.String({ maxLength: 60, description: 'Id or reference' }) })
export const idParams = Type.Object({ id: Id })

export const DepotOut = Type.Object({ id: Id, code: Type.String(), name: Type.String(), address: Type.String(), active: Type.Boolean() })
export const TypeOut = Type.Object({ id: Id, code: Type.String(), name: Type.String(), netGrams: Type.Integer(), toleranceGrams: Type.Integer(), active: Type.Boolean() })
export const CylinderOut = Type.Object({
  id: Id,
  code: Type.String(),
  state: OneOf(cylinderStates),
  stateLabel: OneOf(['Filled', 'Assigned', 'Empty']),
  depot: Named,
  type: Named,
  filledAt: Nullable(Instant),
  stateSince: Instant,
  batch: Nullable(Type.String()),
  testDue: Nullable(Type.String()),
  testDueOn: Nullable(Type.String({ format: 'date' })),
  testOverdue: Type.Boolean(),
  tareGrams: Nullable(Type.Integer()),
  recallId: Nullable(Id),
  holder: Nullable(Named),
  booking: Nullable(Type.Object({ id: Id, reference: Type.String() })),
  version: Type.Integer(),
})
export const MoveOut = Type.Object({
  from: Nullable(OneOf(cylinderStates)),
  to: OneOf(cylinderStates),
  event: Type.String(),
  reason: Nullable(Type.String()),
  bookingId: Nullable(Id),
  batchId: Nullable(Id),
  actorName: Type.String(),
  at: Instant,
})
export const BookingOut = Type.Object({
  id: Id,
  reference: Type.String(),
  status: OneOf(bookingStates),
  statusLabel: OneOf(bookingLabels),
  mode: OneOf(modes),
  customer: Named,
  account: Nullable(Type.Object({ id: Id, number: Type.String() })),
  depot: Named,
  type: Named,
  price: MoneyOut,
  tax: Type.Object({ amount: Type.Integer(), currency: Type.String(), basisPoints: Type.Integer() }),
  subsidised: Type.Boolean(),
  held: Type.Boolean({ description: 'A cylinder is counted for it while the payment is awaited' }),
  heldUntil: Nullable(Instant),
  paymentIntentId: Nullable(Id),
  place: Nullable(Type.Integer({ description: 'Place in the waiting list' })),
  cylinder: Nullable(Coded),
  returnedCylinder: Nullable(Coded),
  cancellable: Type.Boolean(),
  refund: Nullable(MoneyOut),
  attempts: Type.Integer(),
  failure: Nullable(Type.String()),
  codeLocked: Type.Boolean(),
  createdAt: Instant,
  paidAt: Nullable(Instant),
  allottedAt: Nullable(Instant),
  deliveredAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  endReason: Nullable(Type.String()),
  version: Type.Integer(),
})
export const ReasonOut = Type.Object({ code: Type.String(), message: Type.String(), clearsOn: Nullable(Type.String({ format: 'date' })) })
export const CsvReportOut = Type.Object({
  rows: Type.Integer(),
  created: Type.Integer(),
  existing: Type.Integer(),
  failed: Type.Integer(),
  errors: Type.Array(Type.Object({ row: Type.Integer(), field: Type.String(), message: Type.String() })),
})
export const csvBody = { csv: Text({ maxLength: 8_000_000, description: 'The text of the file, with a header' }), dryRun: Type.Optional(Type.Boolean({ default: false })) }
export const csvLimit = 9_000_000
