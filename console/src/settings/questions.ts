/** A question of a category, as the API has it. `key` is empty while it is new. */
export interface Question {
  key: string
  label: string
  type: 'text' | 'number' | 'date' | 'select' | 'boolean'
  options?: { value: string; label: string }[]
  required: boolean
  hint?: string
}
const keyOf = (label: string) =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/^(\d)/, 'q_$1')
    .slice(0, 40)

/** Choices as they are typed. One that was there keeps what it is known by, so that answers given already still mean it. */
export const choicesOf = (text: string, before: { value: string; label: string }[]): { value: string; label: string }[] =>
  text.split('\n').map((label, i, all) => ({ label, value: (before.find((o) => o.label === label) ?? (all.length === before.length ? before[i]! : { value: '' })).value }))
/** `wanted`, or with a number behind it when it is taken. */
const free = (wanted: string, taken: readonly string[]): string => {
  let name = wanted
  for (let n = 2; taken.includes(name); n++) name = `${wanted.slice(0, 36)}_${n}`
  return name
}
/** Questions as they are saved: a new one gets a name of its own by which its answers are kept; an old one keeps its. */
export const tidyAll = (questions: readonly Question[]): Question[] => {
  const taken = questions.flatMap((q) => (q.key ? [q.key] : []))
  return questions
    .filter((q) => q.label.trim())
    .map((q) => {
      if (q.key) return tidy(q)
      const key = free(keyOf(q.label) || 'question', taken)
      taken.push(key)
      return tidy({ ...q, key })
    })
}
const tidyChoices = (all: readonly { value: string; label: string }[]): { value: string; label: string }[] => {
  const done: { value: string; label: string }[] = []
  const taken = all.flatMap((o) => (o.value ? [o.value] : []))
  for (const { value, label } of all.map((o) => ({ ...o, label: o.label.trim() }))) {
    if (!label || done.some((o) => o.label === label)) continue
    const name = value || free(keyOf(label) || 'choice', taken)
    taken.push(name)
    done.push({ value: name, label })
  }
  return done
}
const tidy = (q: Question): Question => ({
  key: q.key,
  label: q.label.trim(),
  type: q.type,
  required: q.required,
  ...(q.hint?.trim() ? { hint: q.hint.trim() } : {}),
  ...(q.type === 'select' ? { options: tidyChoices(q.options ?? []) } : {}),
})
