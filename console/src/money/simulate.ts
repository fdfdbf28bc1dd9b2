import { useMutation, useQuery } from '@tanstack/react-query'
import { useToast } from '@manifold/ui'
import { api, isProblem, type SimulatorDesk } from '@manifold/client'
import { moneyChanged } from '#money/queries.ts'

/** What the simulator holds; null where there is none. */
export const useSimulator = (may: boolean) =>
  useQuery({
    queryKey: ['simulator'],
    queryFn: ({ signal }) =>
      api.get<SimulatorDesk>('/simulator', { signal }).catch((error: unknown) => {
        if (isProblem(error) && error.status === 404) return null
        throw error
      }),
    enabled: may,
    staleTime: 5_000,
  })

/** Does something with the pretended bank, says what came of it, and loads what changed. */
export function useSimulate() {
  const toast = useToast()
  return useMutation({
    mutationFn: async ({ run }: { run: () => Promise<unknown>; done: string }) => run(),
    onSuccess: async (_, { done }) => {
      toast(done)
      await moneyChanged()
    },
    onError: (e) => toast(e.message),
  })
}

export interface Acting {
  desk: SimulatorDesk
  act: (done: string, run: () => Promise<unknown>) => void
  busy: boolean
}
