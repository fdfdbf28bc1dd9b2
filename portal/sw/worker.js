// The worker that makes the app open without a network, keeps the emergency page at hand and shows pushed notices.
// Built files come from the cache (their names change with their content); pages come from the network while it answers.
const version = 'VERSION'
const files = [/* FILES */]
const cacheName = `manifold-${version}`
const shell = '/'
const emergency = '/emergency'

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(cacheName)
      // The emergency page first: whatever happens to the rest, it must be there.
      await cache.add(emergency)
      await cache.add(shell)
      // A file that cannot be had now comes from the network later; that is no reason to be without a worker.
      await Promise.allSettled(files.map((file) => cache.add(file)))
    })(),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith('manifold-') && name !== cacheName) await caches.delete(name)
      await self.clients.claim()
    })(),
  )
})

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/api/') || url.pathname === '/admin' || url.pathname.startsWith('/admin/')) return
  if (request.mode === 'navigate') {
    const page = url.pathname === emergency ? emergency : shell
    event.respondWith(freshOr(page, request, page === emergency ? 1500 : 4000))
  } else if (files.includes(url.pathname)) event.respondWith(cachedOr(request, url.pathname))
})

/** The network's answer, or the kept page when there is none in time. A 5xx counts as none: the server is up, what is behind it is not. */
async function freshOr(page, request, patience) {
  const cache = await caches.open(cacheName)
  const network = fetch(request).then(async (response) => {
    if (response.status >= 500) throw new Error(`The server answered ${response.status}`)
    if (response.ok && page === emergency) await cache.put(page, response.clone())
    return response
  })
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error('The network is slow')), patience))
  try {
    return await Promise.race([network, late])
  } catch {
    network.catch(() => undefined)
    const kept = await cache.match(page)
    return kept ?? network
  }
}

async function cachedOr(request, path) {
  const cache = await caches.open(cacheName)
  return (await cache.match(path)) ?? fetch(request)
}

// A pushed notice: { title, body, href, tag, urgent }.
self.addEventListener('push', (event) => {
  let notice = {}
  try {
    notice = event.data?.json() ?? {}
  } catch {
    notice = { body: event.data?.text() }
  }
  const href = notice.href ?? '/notices'
  event.waitUntil(
    (async () => {
      // Who has the page in front of them sees it there; browsers still want a notification for every push, so it is silent then.
      const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
      await self.registration.showNotification(notice.title ?? 'Manifold', {
        body: notice.body ?? '',
        icon: '/icon-192.png',
        badge: '/badge-96.png',
        tag: notice.tag ?? notice.id ?? href,
        silent: open.some((c) => c.focused),
        requireInteraction: notice.urgent === true,
        data: { href },
      })
    })(),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const target = new URL(event.notification.data?.href ?? '/notices', self.location.origin)
  // Never leave our own pages because a message said so.
  const href = target.origin === self.location.origin ? target.pathname + target.search + target.hash : '/notices'
  event.waitUntil(
    (async () => {
      const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
      const app = open.find((c) => !new URL(c.url).pathname.startsWith('/admin'))
      if (!app) return self.clients.openWindow(href)
      await app.focus()
      app.postMessage({ go: href })
    })(),
  )
})
