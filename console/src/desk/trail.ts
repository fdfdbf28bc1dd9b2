/** The list that a ticket was opened from: to say "4 of 86 in Gas desk", to go to the next one, and to come back. */
export interface Trail {
  address: string
  title: string
  references: string[]
  /** How many the view holds, where that is known. */
  total: number | null
}
let trail: Trail = { address: '/desk', title: 'the desk', references: [], total: null }
export const keepTrail = (t: Trail): void => {
  if (t.references.length > 0 || t.address !== trail.address) trail = t
}
export const lastTrail = (): Trail => trail
