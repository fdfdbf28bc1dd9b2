import '@manifold/ui/fonts.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '#app.tsx'
import { recall, remember } from '#query.ts'

recall()
// Phones end a page without asking: what was seen is written down whenever it goes out of sight.
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && remember())

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
