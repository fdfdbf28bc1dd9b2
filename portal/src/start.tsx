import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '#app.tsx'
import { recall, remember } from '#query.ts'

/** Draws the app; main.tsx calls it when all of it has been read. */
export function start(): void {
  recall()
  // The words are there in a font of the device first; Inter takes over when it has arrived.
  void import('@manifold/ui/fonts.ts')
  // Phones end a page without asking: what was seen is written down whenever it goes out of sight.
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && remember())

  // As a transition the first drawing is done in slices, and a slow phone answers a touch in between.
  startTransition(() =>
    createRoot(document.getElementById('root')!).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  )
}
