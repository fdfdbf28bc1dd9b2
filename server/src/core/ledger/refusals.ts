import { problems } from '#platform/problems'

export const refuse = problems('ledger', {
  unbalanced: [422, 'The lines of an entry add up to zero in each currency, and there are 2 to 500 of them.'],
  bad_account: [422, 'An account is named like assets:bank:nodal: letters, digits and hyphens in parts, the first of them assets, liabilities, equity, income or expenses.'],
  bad_posting: [422, 'An entry has a kind, a key and a business reference of one line each.'],
  insufficient_funds: [409, 'There is not enough money in the wallet for this.'],
  overdrawn: [409, 'More would be paid out than is owed.'],
  key_reused: [409, 'Another entry of this kind has this key and says something else.'],
  already_reversed: [409, 'This entry was reversed before.'],
  not_a_reversal: [422, 'A reversal has the opposite lines of the entry that it reverses.'],
  too_wide: [422, 'This name covers more than 200 accounts. Name one of them, or a longer part.'],
})
