/** What a person who smells gas does first. Words of the utilities; shown before any form, and needs no database. (S4, S16) */
export const defaultSafetySteps = [
  'Leave the building now and take everybody with you.',
  'Do not touch switches, plugs, bells or lifts, and light no flame.',
  'Do not use a phone inside. Call from outside.',
  'If it is on your way out and easy to reach, close the gas valve.',
  'Stay outside until we say that it is safe.',
] as const

export const triageQuestions = [
  {
    key: 'where',
    text: 'Where is the smell?',
    options: [
      { value: 'inside', label: 'Inside a building' },
      { value: 'outside', label: 'Outside' },
    ],
  },
  {
    key: 'smellGone',
    text: 'Is the valve closed and the smell gone?',
    options: [
      { value: true, label: 'Yes' },
      { value: false, label: 'No, or not sure' },
    ],
  },
] as const

export type Triage = 'uncontrolled' | 'controlled'
/** Only who says that the smell is gone has a controlled leak; silence is uncontrolled. */
export const triageOf = (answers: { smellGone?: boolean } | undefined): Triage => (answers?.smellGone === true ? 'controlled' : 'uncontrolled')

/**
 * Texts that sound like escaping gas: English, and Hindi and Marathi in both scripts. It may raise a suspicion to a person and never lowers one, so it
 * is generous: a false alarm costs a glance. A denial ("no smell of gas") is one too, because people deny what frightens them.
 */
const phrases: readonly RegExp[] = [
  /\b(?:gas|lpg|png|cylinder|regulator|pipe(?:line)?)\b[^.!?\n]{0,40}\b(?:leak\w*|escap\w*|hiss\w*)/u,
  /\b(?:leak\w*|escap\w*|hiss\w*)\b[^.!?\n]{0,40}\b(?:gas|lpg|png|cylinder|regulator)\b/u,
  /\b(?:smell\w*|smelt|odou?r|stink\w*|stench)\b[^.!?\n]{0,30}\b(?:gas|lpg|rotten eggs?|sulphur|sulfur)\b/u,
  /\b(?:gas|lpg|rotten eggs?)\b[^.!?\n]{0,20}\b(?:smell\w*|odou?r|stink\w*|stench)/u,
  /\bgas\b[^.!?\n]{0,20}\b(?:ki|ka|ke|chi|cha|che)?\s*(?:badbu|badboo|boo|bu|gandh|vaas|vas|waas|was yet|was yeto)\b/u,
  /\bgas\b[^.!?\n]{0,20}\b(?:nikal|nikl|ris|risav|galti|gal(?:a)?t(?:i|ey|ay)|leek|lik ho)\w*/u,
  /(?:गैस|गॅस|सिलिंडर|सिलेंडर)[^।.!?\n]{0,30}(?:लीक|रिसाव|रिस|गंध|बदबू|बू |बास|वास|गळती|गळत|निकल)/u,
  /(?:लीक|रिसाव|गळती)[^।.!?\n]{0,30}(?:गैस|गॅस)/u,
  /\bcarbon monoxide\b/u,
]

/** The words that sound like a leak, or null. */
export function leakPhrase(text: string): string | null {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ')
  for (const phrase of phrases) {
    const found = phrase.exec(plain)
    if (found) return found[0].trim().slice(0, 120)
  }
  return null
}
