import { write, type Tx } from '#platform/db'

/** Accounts of the platform that every installation has; others come into being with their first entry. */
const names = [
  'assets:gateway:razorpay',
  'assets:gateway:disputed',
  'assets:bank:nodal',
  'assets:suspense:settlements',
  'assets:tax:gst-input',
  'liabilities:tax:gst-output',
  'income:lpg:refill',
  'expenses:gateway-fee',
  'expenses:disputes',
  'expenses:goodwill',
  'expenses:writeoff',
]
const open = write(
  'ledger.open_accounts',
  `select ledger.open_account(n, 'INR') from unnest($1::text[]) n where not exists (select 1 from ledger.accounts a where a.name = n and a.currency = 'INR') order by n`,
)

/** Opens them ahead of the first entries, which would otherwise wait for one another once. */
export const setupChart = async (tx: Tx): Promise<void> => void (await open(tx, [names]))
