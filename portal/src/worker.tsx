import { useEffect } from 'react'
import { useToast } from '#parts.tsx'
import { router } from '#routes.tsx'

/** Registers the worker, offers a new version when one is ready, and follows a pressed notification into the app. */
export function Worker() {
  const toast = useToast()
  useEffect(() => {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
    const worker = navigator.serviceWorker
    const go = (e: MessageEvent<{ go?: string }>) => void (e.data.go && router.navigate(e.data.go))
    const offer = (waiting: ServiceWorker | null) => {
      // The first worker of this phone replaces nothing.
      if (!waiting || !worker.controller) return
      const run = () => {
        worker.addEventListener('controllerchange', () => location.reload(), { once: true })
        waiting.postMessage('take-over')
      }
      toast({ text: 'A new version is ready.', action: { label: 'Reload', run } })
    }
    worker.addEventListener('message', go)
    // After the first screen: what makes the next visit fast must not slow this one.
    const begin = () =>
      void worker.register('/sw.js').then(
        // Some browsers refuse by answering nothing.
        (registration: ServiceWorkerRegistration | undefined) => {
          if (!registration) return
          offer(registration.waiting)
          registration.addEventListener('updatefound', () => {
            const fresh = registration.installing
            fresh?.addEventListener('statechange', () => fresh.state === 'installed' && offer(fresh))
          })
        },
        () => undefined,
      )
    const timer = setTimeout(begin, 2500)
    return () => {
      clearTimeout(timer)
      worker.removeEventListener('message', go)
    }
  }, [toast])
  return null
}
