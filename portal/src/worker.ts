import { router } from '#routes.tsx'
import { say } from '#shell/toast.tsx'

/** Registers the worker, offers a new version when one is ready, and follows a pressed notification into the app. */
export async function startWorker(): Promise<void> {
  navigator.serviceWorker.addEventListener('message', (e: MessageEvent<{ go?: string }>) => {
    if (e.data.go) void router.navigate(e.data.go)
  })
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => null)
  if (!registration) return
  const offer = (waiting: ServiceWorker | null) => {
    // The first worker of this phone replaces nothing.
    if (!waiting || !navigator.serviceWorker.controller) return
    say('A new version is ready.', {
      label: 'Reload',
      act: () => {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
        waiting.postMessage('take-over')
      },
      stay: true,
    })
  }
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const fresh = registration.installing
    fresh?.addEventListener('statechange', () => fresh.state === 'installed' && offer(fresh))
  })
}
