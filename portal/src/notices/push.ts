import { api, type Device } from '@manifold/client'

const kept = 'manifold.push-device'

export type PushState = 'on' | 'off' | 'blocked' | 'impossible'

export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'impossible'
  if (Notification.permission === 'denied') return 'blocked'
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  return subscription && localStorage.getItem(kept) ? 'on' : 'off'
}

const bytesOf = (key: string) => Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (ch) => ch.charCodeAt(0))

/** Asks the browser, subscribes with the server's key and registers this device. */
export async function turnPushOn(): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return Notification.permission === 'denied' ? 'blocked' : 'off'
  const { key } = await api.get<{ key: string | null }>('/notification/web-push-key')
  if (!key) return 'impossible'
  const registration = (await navigator.serviceWorker.getRegistration()) ?? (await navigator.serviceWorker.register('/sw.js'))
  await navigator.serviceWorker.ready
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) })
  const device = await api.post<Device>('/user/devices', { platform: 'web', token: JSON.stringify(subscription), appVersion: 'portal' })
  localStorage.setItem(kept, device.id)
  return 'on'
}

export async function turnPushOff(): Promise<PushState> {
  const id = localStorage.getItem(kept)
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
  if (id) await api.delete(`/user/devices/${id}`).catch(() => undefined)
  localStorage.removeItem(kept)
  return 'off'
}
