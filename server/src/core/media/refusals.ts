import { problems } from '#platform/problems'

export const refuse = problems('media', {
  type_refused: [415, 'This kind of file is not accepted. Send a photo (JPEG, PNG, WebP, HEIC), a PDF, a text file or an office document.'],
  disguised: [422, 'This file is not what its name says, or carries another file inside. Save a fresh copy and send that.'],
  too_large: [413, 'This file is too large.'],
  unreadable: [422, 'This file cannot be read. It may be damaged, empty or locked with a password.'],
  unsafe_archive: [422, 'This document unpacks to something unsafe. Save a fresh copy and send that.'],
  active_content: [422, 'This document carries macros, scripts or embedded files. Save a copy without them, for example as a plain PDF.'],
  too_many: [429, 'You have sent many files in a short time. Wait a little and try again.'],
  too_many_attached: [422, 'Ten files at most go with one message.'],
  not_yours: [422, 'One of the files cannot be attached: it is not yours, is used already, or was removed. Send it again.'],
  attached: [409, 'This file belongs to a message already and stays with it.'],
  link_expired: [410, 'This link is no longer valid. Load the page again for a fresh one.'],
})
