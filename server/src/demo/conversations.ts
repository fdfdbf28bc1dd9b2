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
  readonly lines: readonly Line[]
}

/** One way to say it. A story may fork: lines with letters belong to those branches only, and the first such line told decides. */
export interface Line {
  readonly text: Text
  readonly branch: string
  /** Half Hindi, so not for people who write formally. */
  readonly casual: boolean
}
export const fits = (line: Line, branch: string): boolean => {
  if (line.branch === '' || branch === '') return true
  for (let i = 0; i < branch.length; i++) if (line.branch.includes(branch[i]!)) return true
  return false
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
  readonly subjects: readonly Line[]
  readonly openings: readonly Line[]
  readonly steps: readonly Step[]
  /** Staff messages that cannot be left out. */
  readonly shortest: number
}

/**
 * Reads stories in this notation; a line that does not fit throws.
 * `=== key category supply weight tags=a,b [team= skill= priority= leak=]`, `# subject`, `> first message`, and steps `kind [chance] [@chase] | text`.
 * Lines of one kind in a row are ways to say the same thing; a digit after the kind (`act2`) begins a further step of that kind.
 * A line may begin with `(a)` or `(ab)`, the branches of the story it belongs to, and with `~` when it is casual.
 */
function readArcs(source: string): Arc[] {
  return source
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head, ...lines] = block.trim().split('\n')
      const [key, category, supply, weight, ...options] = head!.split(' ')
      const option = Object.fromEntries(options.map((one) => one.split('=') as [string, string]))
      const inCategory = categoryByKey.get(category as CategoryKey)
      if (!inCategory) throw new Error(`Story ${key} has an unknown category ${category}`)
      const subjects: Line[] = []
      const openings: Line[] = []
      const steps: (Step & { readonly label: string; readonly lines: Line[] })[] = []
      for (const line of lines) {
        if (line.startsWith('# ')) {
          subjects.push(readLine(line.slice(2)))
          continue
        }
        if (line.startsWith('> ')) {
          openings.push(readLine(line.slice(2).trim()))
          continue
        }
        const match = /^((ask|ans|act|visit|say|chase|note|fix|ty)\d?)(?: ([\d.]+))?( @chase)? \| (.+)$/.exec(line)
        if (!match) throw new Error(`Story ${key}: cannot read "${line}"`)
        const [, label, kind, chance, afterChase, text] = match
        const last = steps.at(-1)
        // A second line with its own chance is its own step; otherwise it is another way to say the same.
        if (last && last.label === label && chance === undefined) last.lines.push(readLine(text!))
        else
          steps.push({ label: label!, kind: kind as StepKind, chance: chance === undefined ? 1 : Number(chance), afterChase: afterChase !== undefined, lines: [readLine(text!)] })
      }
      return {
        key: key!,
        category: inCategory.key,
        supply: supply as Arc['supply'],
        weight: Number(weight),
        priority: option.priority as Priority | undefined,
        team: (option.team as TeamKey | undefined) ?? inCategory.team,
        skill: option.skill ?? inCategory.skill,
        tags: option.tags?.split(',') ?? [],
        leak: option.leak as Arc['leak'],
        subjects,
        openings,
        steps,
        shortest: steps.filter((step) => step.chance === 1 && !step.afterChase && step.kind !== 'note').length,
      }
    })
}

function readLine(source: string): Line {
  const match = /^(~ )?(?:\(([a-d]+)\) )?(.+)$/.exec(source)!
  return { text: parse(match[3]!), branch: match[2] ?? '', casual: match[1] !== undefined }
}

export const arcs: readonly Arc[] = [supplyArcs, fieldArcs, billingArcs, lpgArcs, deskArcs].flatMap(readArcs)
export const arcByKey: ReadonlyMap<string, Arc> = new Map(arcs.map((arc) => [arc.key, arc]))

const plain = (text: Text): Line => ({ text, branch: '', casual: false })
const parsed = (lines: readonly string[]) => lines.map(parse)
const spoken = (lines: readonly string[]) => lines.map((line) => plain(parse(line)))
type Stars = 1 | 2 | 3 | 4 | 5
const byStars = (lines: (stars: Stars) => readonly string[]): Readonly<Record<Stars, readonly Text[]>> => ({
  1: parsed(lines(1)),
  2: parsed(lines(2)),
  3: parsed(lines(3)),
  4: parsed(lines(4)),
  5: parsed(lines(5)),
})
export const phrases = {
  acknowledgements: spoken(common.acknowledgements),
  reminders: spoken(common.reminders),
  visitReminders: spoken(common.visitReminders),
  angryReminders: spoken(common.angryReminders),
  staffSorry: spoken(common.staffSorry),
  visitSorry: spoken(common.visitSorry),
  cameBack: { desk: parsed(common.cameBack.desk), home: parsed(common.cameBack.home) },
  takenUpAgain: parsed(common.takenUpAgain),
  solvedAgain: { desk: parsed(common.solvedAgain.desk), home: parsed(common.solvedAgain.home) },
  tails: { desk: parsed(common.tails.desk), home: parsed(common.tails.home) },
  cancelWords: parsed(common.cancelWords),
  notes: { desk: parsed(common.notes.desk), home: parsed(common.notes.home) },
  feedback: byStars((stars) => common.feedback[stars]),
  feedbackAfterVisit: byStars((stars) => [...common.feedbackAfterVisit[stars], ...common.feedbackAfterVisit[stars], ...common.feedback[stars]]),
} as const

/** Whether a story is settled at a desk, with papers and money, or in somebody's home. */
export const settledAt = (arc: Arc): 'desk' | 'home' => (arc.team === 'billing' || arc.category === 'question' || arc.key === 'comp-rude' ? 'desk' : 'home')
