import Box from '@mui/material/Box'
import { useSyncExternalStore } from 'react'
import { t } from '@manifold/ui'
import { Icon } from '#parts.tsx'

const online = {
  subscribe(then: () => void) {
    addEventListener('online', then)
    addEventListener('offline', then)
    return () => {
      removeEventListener('online', then)
      removeEventListener('offline', then)
    }
  },
  get: () => navigator.onLine,
}
export const useOnline = (): boolean => useSyncExternalStore(online.subscribe, online.get)

/** One line under the bar while there is no network. */
export function ConnectionLine() {
  const connected = useOnline()
  return (
    <div role="status">
      {!connected && (
        <Box sx={{ display: 'flex', gap: '8px', alignItems: 'center', mb: '16px', p: '10px 14px', borderRadius: '8px', bgcolor: t.attentionSoft, border: `1px solid ${t.attentionLine}`, color: t.onAttentionSoft, fontSize: '0.875rem', lineHeight: '20px' }}>
          <Icon name="offline" size={18} />
          You are offline. What you write is kept on this phone.
        </Box>
      )}
    </div>
  )
}
