import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, type Cylinder, type Page, type StaffAccount, type StaffBooking } from '@manifold/client'
import { CylinderIcon, ReceiptIcon, UserIcon } from '@manifold/ui'
import type { Choice } from '#shell/palette.tsx'
import { useSees } from '#shell/session.ts'
import { accountWord, bookingWord, cylinderWord } from '#gas/words.ts'

/** Looks like a code, a reference or a number: worth asking the gas line for. */
const worth = (text: string): boolean => /\d/.test(text) || /^bkg/i.test(text)

/** Cylinders by code, bookings by reference and accounts by number or name, for the palette. */
export function useGasChoices(text: string): Choice[] {
  const navigate = useNavigate()
  const sees = useSees()
  const search = text.length >= 3 && worth(text)
  const on = (may: string) => sees({ may, line: 'gas' })
  const keep = { placeholderData: <T,>(old: T) => old }
  const cylinders = useQuery({
    queryKey: ['palette', 'cylinders', text],
    queryFn: ({ signal }) => api.get<Page<Cylinder>>('/gas/cylinders', { query: { search: text, limit: 5 }, signal }),
    enabled: search && text.length <= 30 && on('gas.cylinder.read'),
    ...keep,
  }).data?.data
  const bookings = useQuery({
    queryKey: ['palette', 'gas-bookings', text],
    queryFn: ({ signal }) => api.get<Page<StaffBooking>>('/gas/bookings', { query: { search: text, limit: 4 }, signal }),
    enabled: search && text.length <= 30 && on('gas.booking.read'),
    ...keep,
  }).data?.data
  const accounts = useQuery({
    queryKey: ['palette', 'gas-accounts', text],
    queryFn: ({ signal }) => api.get<Page<StaffAccount>>('/gas/accounts', { query: { search: text, limit: 4 }, signal }),
    enabled: search && text.length <= 60 && on('gas.account.read'),
    ...keep,
  }).data?.data
  if (!search) return []
  const go = (path: string) => () => void navigate(path)
  return [
    ...(cylinders ?? []).map((c) => ({
      key: `cyl-${c.id}`,
      group: 'Cylinders',
      label: c.code,
      note: `${cylinderWord[c.state]}, ${c.depot.name}${c.holder ? `, ${c.holder.name}` : ''}`,
      icon: <CylinderIcon size={16} />,
      run: go(`/gas/cylinders/${c.id}`),
    })),
    ...(bookings ?? []).map((b) => ({
      key: `bkg-${b.id}`,
      group: 'Bookings',
      label: b.reference,
      note: `${bookingWord[b.status]}, ${b.customer.name}`,
      icon: <ReceiptIcon size={16} />,
      run: go(`/gas/bookings/${b.reference}`),
    })),
    ...(accounts ?? []).map((a) => ({
      key: `acc-${a.id}`,
      group: 'Accounts',
      label: a.number,
      note: a.status === 'active' ? a.name : `${a.name}, ${accountWord[a.status].toLowerCase()}`,
      icon: <UserIcon size={16} />,
      run: go(`/gas/accounts/${a.id}`),
    })),
  ]
}
