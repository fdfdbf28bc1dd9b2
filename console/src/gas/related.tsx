import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { CylinderIcon, ReceiptIcon, UserIcon } from '@manifold/ui'
import { api, type Cylinder, type RelatedThing, type StaffAccountPage, type StaffBooking } from '@manifold/client'
import { useSees } from '#shell/session.ts'
import { BookingLabel, CylinderLabel } from '#gas/parts.tsx'
import { accountWord } from '#gas/words.ts'
import './gas.css'

const path: Record<string, string> = { gas_booking: 'bookings', gas_cylinder: 'cylinders', gas_account: 'accounts' }
const icon = { gas_booking: ReceiptIcon, gas_cylinder: CylinderIcon, gas_account: UserIcon } as const

/** What a ticket is about, as a card with its state now, and the way there. */
export function Related({ thing }: { thing: RelatedThing }) {
  const sees = useSees()
  const part = path[thing.type]
  const gas = part !== undefined && sees({ may: thing.type === 'gas_account' ? 'gas.account.read' : 'gas.booking.read', line: 'gas' })
  const to = gas ? `/gas/${part}/${thing.id}` : (thing.href?.replace(/^\/admin/, '') ?? null)
  const found = useQuery({
    queryKey: ['gas', part?.slice(0, -1), thing.id],
    queryFn: ({ signal }) => api.get<Cylinder | StaffBooking | StaffAccountPage>(`/gas/${part}/${thing.id}`, { signal }),
    enabled: gas,
  }).data
  const Icon = icon[thing.type as keyof typeof icon] ?? ReceiptIcon
  const inner = (
    <>
      <Icon size={18} />
      <span className="grow">
        <b>{thing.label}</b>
        {found ? <span className="meta">{about(found)}</span> : null}
      </span>
    </>
  )
  return to ? (
    <Link className="related" to={to}>
      {inner}
    </Link>
  ) : (
    <div className="related">{inner}</div>
  )
}

function about(it: Cylinder | StaffBooking | StaffAccountPage) {
  if ('code' in it)
    return (
      <>
        <CylinderLabel state={it.state} />, {it.holder?.name ?? it.depot.name}
        {it.recallId ? ', under recall' : ''}
      </>
    )
  if ('reference' in it)
    return (
      <>
        <BookingLabel state={it.status} />
        {it.cylinder ? `, ${it.cylinder.code}` : ''}, {it.depot.name}
      </>
    )
  return `${accountWord[it.status]}, ${it.name}`
}
