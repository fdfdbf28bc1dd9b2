import { billingArcs } from './arcs-billing.ts'
import { deskArcs } from './arcs-desk.ts'
import { fieldArcs } from './arcs-field.ts'
import { lpgArcs } from './arcs-lpg.ts'
import { supplyArcs } from './arcs-supply.ts'
import { categoryByKey, type CategoryKey, type Priority } from './catalogue.ts'
import * as common from './common-words.ts'
import type { TeamKey } from './people.ts'
import { parse, type Text } from './words.ts'

/**
 * What happens in a story, in order:
 * `ask` staff asks and waits · `ans` the customer answers · `act` staff reports progress · `visit` staff names a visit · `say` the customer remarks
 * · `chase` the customer reminds · `note` internal · `fix` staff says it is solved · `ty` the customer's last word.
 */
export type StepKind = 'ask' | 'ans' | 'act' | 'visit' | 'say' | 'chase' | 'note' | 'fix' | 'ty'
export interface Step {
  readonly kind: StepKind
  /** How often it happens, 0 to 1. */
  readonly chance: number
  /** It happens only when the customer has reminded us just before. */
  readonly afterChase: boolean
  readonly texts: readonly Text[]
}

/** One kind of story, with several ways to tell every part of it. */
export interface Arc {
  readonly key: string
  readonly category: CategoryKey
  readonly supply: 'piped' | 'lpg' | 'both' | 'any'
  readonly weight: number
  readonly priority: Priority | undefined
  readonly team: TeamKey
  readonly skill: string
  readonly tags: readonly string[]
  readonly leak: 'uncontrolled' | 'controlled' | undefined
  readonly subjects: readonly Text[]
  readonly openings: readonly Text[]
  readonly steps: readonly Step[]
  /** Staff messages that cannot be left out. */
  readonly shortest: number
}

/**
 * Reads stories in this notation; a line that does not fit throws.
 * `=== key category supply weight tags=a,b [team= skill= priority= leak=]`, `# subject`, `> first message`, and steps `kind [chance] [@chase] | text`.
 * Lines of one kind in a row are ways to say the same thing; a digit after the kind (`act2`) begins a further step of that kind.
 */
function readArcs(source: string): Arc[] {
  return source.split(/^=== /m).slice(1).map((block) => {
    const [head, ...lines] = block.trim().split('\n')
    const [key, category, supply, weight, ...options] = head!.split(' ')
    const option = Object.fromEntries(options.map((one) => one.split('=') as [string, string]))
    const inCategory = categoryByKey.get(category as CategoryKey)
    if (!inCategory) throw new Error(`Story ${key} has an unknown category ${category}`)
    const subjects: Text[] = []
    const openings: Text[] = []
    const steps: (Step & { readonly label: string, readonly texts: Text[] })[] = []
    for (const line of lines) {
      if (line.startsWith('# ')) { subjects.push(parse(line.slice(2))); continue }
      if (line.startsWith('> ')) { openings.push(parse(line.slice(2).trim())); continue }
      const match = /^((ask|ans|act|visit|say|chase|note|fix|ty)\d?)(?: ([\d.]+))?( @chase)? \| (.+)$/.exec(line)
      if (!match) throw new Error(`Story ${key}: cannot read "${line}"`)
      const [, label, kind, chance, afterChase, text] = match
      const last = steps.at(-1)
      // A second line with its own chance is its own step; otherwise it is another way to say the same.
      if (last?.label === label && chance === undefined) last.texts.push(parse(text!))
      else steps.push({ label: label!, kind: kind as StepKind, chance: chance === undefined ? 1 : Number(chance), afterChase: afterChase !== undefined, texts: [parse(text!)] })
    }
    return {
      key: key!, category: inCategory.key, supply: supply as Arc['supply'], weight: Number(weight), priority: option.priority as Priority | undefined,
      team: (option.team as TeamKey | undefined) ?? inCategory.team, skill: option.skill ?? inCategory.skill, tags: option.tags?.split(',') ?? [],
      leak: option.leak as Arc['leak'], subjects, openings, steps,
      shortest: steps.filter((step) => step.chance === 1 && !step.afterChase && step.kind !== 'note').length,
    }
  })
}

export const arcs: readonly Arc[] = [supplyArcs, fieldArcs, billingArcs, lpgArcs, deskArcs].flatMap(readArcs)
export const arcByKey: ReadonlyMap<string, Arc> = new Map(arcs.map((arc) => [arc.key, arc]))

const parsed = (lines: readonly string[]) => lines.map(parse)
export const phrases = {
  acknowledgements: parsed(common.acknowledgements), customerReminders: parsed(common.customerReminders), angryReminders: parsed(common.angryReminders),
  staffSorry: parsed(common.staffSorry), cameBack: parsed(common.cameBack), takenUpAgain: parsed(common.takenUpAgain), solvedAgain: parsed(common.solvedAgain),
  cancelWords: parsed(common.cancelWords), notes: parsed(common.notes),
  feedback: { 1: parsed(common.feedback[1]), 2: parsed(common.feedback[2]), 3: parsed(common.feedback[3]), 4: parsed(common.feedback[4]), 5: parsed(common.feedback[5]) },
} as const
