import type { Module } from '#platform/module'
import { keepAvatar } from './avatars.ts'
import { documentLimit, guestLimit, hourlyLimit, pictureLimit, removeBytes, removeOrphans } from './files.ts'
import { mediaRoutes } from './media.routes.ts'

export { copyFiles, storeShared, type FileOf, type Shared } from './bulk.ts'
export { AttachmentId, MediaOut, attach, bytesOf, detach, mediaByIds, mostAttachments, type Media } from './files.ts'

/** Files that people send: examined, drawn anew, kept under random keys, given out by signed links. */
export const media: Module = {
  name: 'media',
  routes: { media: mediaRoutes },
  permissions: {
    'media.upload': { sentence: 'Send files', roles: { customer: 'own', agent: 'own', supervisor: 'own', operations: 'own', finance: 'own', admin: 'own' } },
  },
  settings: [pictureLimit, documentLimit, hourlyLimit, guestLimit],
  on: {
    'user.changed': async (tx, { payload }) => {
      if (payload.what.includes('avatarMediaId')) await keepAvatar(tx, payload.personId)
    },
  },
  jobs: { 'media.remove': { run: removeBytes, summary: 'Removes the bytes of files that were deleted' } },
  sweeps: [{ name: 'media.orphans', summary: 'Removes uploads that nothing used within a day', cron: '23 * * * *', run: removeOrphans }],
}
