import type { Arc } from './conversations.ts'
import type { Prng } from './prng.ts'

const fileNames: readonly (readonly [story: RegExp, names: readonly string[]])[] = [
  [/^meter|^bill-high/, ['meter.jpg', 'meter-and-plate.jpg', 'IMG_20{n}.jpg']],
  [/^cyl/, ['scale-and-collar.jpg', 'collar.jpg', 'IMG_20{n}.jpg']],
  [/^reg-lost/, ['voucher-and-letter.jpg', 'voucher.jpg']],
  [/^reg/, ['regulator.jpg', 'IMG_20{n}.jpg']],
  [/^bill-name/, ['documents.pdf', 'id-and-papers.pdf', 'IMG_20{n}.jpg']],
  [/^install-papers/, ['index-2.pdf', 'agreement.pdf', 'IMG_20{n}.jpg']],
  [/^install-society/, ['members-and-resolution.pdf']],
  [/^install|^comp-hole/, ['kitchen.jpg', 'wall.jpg', 'IMG_20{n}.jpg']],
  [/^maint/, ['pipe.jpg', 'IMG_20{n}.jpg']],
  [/./, ['photo.jpg']],
]
/** The name of what a customer sends with this story. */
export function fileFor(arc: Arc, random: Prng): string {
  const names = fileNames.find(([story]) => story.test(arc.key))![1]
  return random.pick(names).replace('{n}', String(random.int(260_801, 261_120)))
}
