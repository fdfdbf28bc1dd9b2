/** Endings that a name may keep, by content type; the first is the usual one. */
const endings: Record<string, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'csv', 'log'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
}
const accepted = new Set([...Object.values(endings).flat(), 'heic', 'heif', 'text', 'md'])

const ending = (name: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** Whether a name or a declared type claims something that is accepted; content that is not then counts as disguised. */
export const claimsAccepted = (name: string, declared: string): boolean =>
  accepted.has(ending(name)) || /^image\/(jpeg|png|webp|heic|heif)$|^application\/pdf$|^text\/plain$|officedocument|opendocument/.test(declared)

/** A name safe to show and to download under: no path, no control or direction characters, and the ending of what the file really is. */
export function safeName(name: string, contentType: string): string {
  const base = (name.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex -- exactly those are removed
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"<>|:*?]/g, '')
    .replace(/^[.\s]+/, '')
    .trim()
  const own = ending(base)
  const allowed = endings[contentType] ?? []
  const stem = (allowed.includes(own) || accepted.has(own) ? base.slice(0, -own.length - 1) : base).replaceAll(/[.\s]+$/g, '')
  const kept = allowed.includes(own) ? own : (allowed[0] ?? 'bin')
  return `${[...stem].slice(0, 100).join('') || 'file'}.${kept}`
}
