import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import {
  api,
  type BookingHistoryEntry,
  type Cylinder,
  type CylinderMove,
  type CylinderType,
  type Depot,
  type GasOverride,
  type GasRecall,
  type GasRecallRow,
  type GasRule,
  type GasRuleLog,
  type Page,
  type RefillBatch,
  type ShelfDetail,
  type StaffAccountPage,
  type StaffBooking,
  type StockMotion,
  type StockPace,
  type StockShelf,
  type WaitingEntry,
} from '@manifold/client'
import type { Option } from '#shell/filters.ts'
import { gathered, useHints } from '#shell/live.tsx'
import { queries } from '#shell/query.ts'

const slow = { staleTime: 5 * 60_000 }
const none: never[] = []

export const useStock = () => useQuery({ queryKey: ['gas', 'stock'], queryFn: async ({ signal }) => (await api.get<{ data: StockShelf[] }>('/gas/stock', { signal })).data })
export const usePace = () => useQuery({ queryKey: ['gas', 'pace'], queryFn: ({ signal }) => api.get<StockPace>('/gas/stock/pace', { signal }), ...slow })
export const useShelf = (depotId: string, typeId: string) =>
  useQuery({ queryKey: ['gas', 'shelf', depotId, typeId], queryFn: ({ signal }) => api.get<ShelfDetail>('/gas/stock/shelf', { query: { depotId, typeId }, signal }) })
export const useMotions = () =>
  useQuery({ queryKey: ['gas', 'motions'], queryFn: async ({ signal }) => (await api.get<{ data: StockMotion[] }>('/gas/moves/recent', { signal })).data })
export const useWaiting = (depotId: string, typeId: string, enabled = true) =>
  useQuery({
    queryKey: ['gas', 'waiting', depotId, typeId],
    queryFn: async ({ signal }) => (await api.get<{ data: WaitingEntry[] }>('/gas/waiting', { query: { depotId, typeId }, signal })).data,
    enabled,
  })
export const useDepots = () =>
  useQuery({ queryKey: ['lookup', '/gas/depots', 'all'], queryFn: async ({ signal }) => (await api.get<{ data: Depot[] }>('/gas/depots', { signal })).data, ...slow }).data ?? none
export const useTypes = () =>
  useQuery({ queryKey: ['lookup', '/gas/types', 'all'], queryFn: async ({ signal }) => (await api.get<{ data: CylinderType[] }>('/gas/types', { signal })).data, ...slow }).data ??
  none
const option = (x: { id: string; name: string }): Option => ({ value: x.id, label: x.name })
export const useDepotOptions = (): Option[] => useDepots().map(option)
export const useTypeOptions = (): Option[] => useTypes().map(option)
/** Those that may still be chosen. */
export const useOpenDepots = (): Option[] =>
  useDepots()
    .filter((d: Depot) => d.active)
    .map(option)
export const useOpenTypes = (): Option[] =>
  useTypes()
    .filter((t: CylinderType) => t.active)
    .map(option)

/** By id or code. */
export const oneCylinder = (idOrCode: string) => ({
  queryKey: ['gas', 'cylinder', idOrCode] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Cylinder>(`/gas/cylinders/${encodeURIComponent(idOrCode)}`, { signal }),
})
export const useCylinder = (id: string) => useQuery(oneCylinder(id))
export const useCylinderHistory = (id: string) =>
  useQuery({
    queryKey: ['gas', 'cylinder', id, 'history'],
    queryFn: async ({ signal }) => (await api.get<{ data: CylinderMove[] }>(`/gas/cylinders/${id}/history`, { signal })).data,
  })
export const useBooking = (id: string) => useQuery({ queryKey: ['gas', 'booking', id], queryFn: ({ signal }) => api.get<StaffBooking>(`/gas/bookings/${id}`, { signal }) })
export const useBookingHistory = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ['gas', 'booking', id, 'history'],
    queryFn: async ({ signal }) => (await api.get<{ data: BookingHistoryEntry[] }>(`/gas/bookings/${id}/history`, { signal })).data,
    enabled,
  })
export const useAccount = (id: string) => useQuery({ queryKey: ['gas', 'account', id], queryFn: ({ signal }) => api.get<StaffAccountPage>(`/gas/accounts/${id}`, { signal }) })
export const useBatch = (id: string) => useQuery({ queryKey: ['gas', 'batch', id], queryFn: ({ signal }) => api.get<RefillBatch>(`/gas/refill-batches/${id}`, { signal }) })
export const useRecalls = () =>
  useQuery({ queryKey: ['gas', 'recalls'], queryFn: async ({ signal }) => (await api.get<{ data: GasRecallRow[] }>('/gas/recalls', { signal })).data })
export const useRecall = (id: string) => useQuery({ queryKey: ['gas', 'recall', id], queryFn: ({ signal }) => api.get<GasRecall>(`/gas/recalls/${id}`, { signal }) })
export const useRules = () => useQuery({ queryKey: ['gas', 'rules'], queryFn: async ({ signal }) => (await api.get<{ data: GasRule[] }>('/gas/rules', { signal })).data })
export const useRuleLog = () =>
  useQuery({ queryKey: ['gas', 'rules', 'log'], queryFn: async ({ signal }) => (await api.get<{ data: GasRuleLog[] }>('/gas/rules/log', { signal })).data })
export const useOverridesOf = (cylinderId: string) =>
  useQuery({
    queryKey: ['gas', 'cylinder', cylinderId, 'overrides'],
    queryFn: async ({ signal }) => (await api.get<Page<GasOverride>>('/gas/overrides', { query: { cylinderId, limit: 20 }, signal })).data,
  })

/** The lists that react-admin loads, by the names of shell/data.ts. */
const lists = ['gas-cylinders', 'gas-bookings', 'gas-accounts', 'gas-batches', 'gas-moves', 'gas-overrides'] as const
/** Everything of the gas line that is on screen is loaded again, except what hardly changes. */
export const gasReloaded = (): Promise<unknown> =>
  Promise.all([
    queries.invalidateQueries({ predicate: (q) => q.queryKey[0] === 'gas' && q.queryKey[1] !== 'pace' }),
    ...lists.map((l) => queries.invalidateQueries({ queryKey: [l] })),
  ])

/** Keeps what is on screen true: stock, cylinders, bookings and recalls are loaded again when something moved, at most every second and a half. */
export function useGasLive(): void {
  const client = useQueryClient()
  const soon = useRef<() => void>(() => undefined)
  useEffect(() => {
    const later = gathered(() => {
      void client.invalidateQueries({ predicate: (q) => q.queryKey[0] === 'gas' && !['pace', 'rules', 'account'].includes(String(q.queryKey[1])) })
      for (const list of lists) if (list !== 'gas-accounts') void client.invalidateQueries({ queryKey: [list] })
    }, 1500)
    soon.current = later.soon
    return later.stop
  }, [client])
  useHints((hint) => {
    if (hint.name.startsWith('gas.')) soon.current()
  })
}
