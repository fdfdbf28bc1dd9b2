/** An article as lists show it. */
export interface FaqRow {
  id: string
  slug: string
  title: string
  summary: string
  category: { id: string; name: string }
  published: boolean
  sortOrder: number
  views: number
  helpful: number
  notHelpful: number
  readMinutes: number
  updatedAt: string
  version: number
}
export type Vote = 'helpful' | 'not_helpful'
export interface Faq extends FaqRow {
  /** Markdown. */
  body: string
  /** Safe to show as it is: the server wrote every tag. */
  bodyHtml: string
  myVote: Vote | null
}
export interface Part {
  text: string
  hit: boolean
}
export interface FaqSuggestion extends Pick<FaqRow, 'id' | 'slug' | 'title' | 'summary' | 'helpful' | 'notHelpful' | 'readMinutes'> {
  titleParts: Part[]
  excerptParts: Part[]
}
export interface FaqVotes {
  helpful: number
  notHelpful: number
  myVote: Vote
}
export interface FaqCategory {
  id: string
  name: string
  icon: string
  sortOrder: number
  articles: number
  version: number
}
