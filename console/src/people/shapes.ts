import type { Address, Availability } from '@manifold/client'

export interface PersonRow {
  id: string
  name: string
  email: string | null
  phone: string | null
  avatarUrl: string | null
  status: 'active' | 'suspended' | 'erased'
  staff: boolean
  roles: { id: string; name: string; label?: string }[]
  teams: { id: string; name: string }[]
  createdAt: string
  lastSeenAt: string | null
  availability: Availability | null
  capacity: number | null
  load: number | null
  skills: string[]
}
export interface PersonPage extends PersonRow {
  emailVerified: boolean
  phoneVerified: boolean
  locale: string
  timeZone: string
  country: string | null
  address: Partial<Address> | null
  lines: string[]
  twoFactor: boolean
  suspended: { reason: string | null; at: string; by: string } | null
  version: number
}
export interface Role {
  id: string
  name: string
  label: string
  permissions: Record<string, string>
  builtIn: boolean
  version: number
  people: number
}
export const statusWord = { active: 'Active', suspended: 'Suspended', erased: 'Erased' } as const
