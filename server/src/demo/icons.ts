/** The catalogue names icons as designers know them; the product has a set of its own. */
const ours: Readonly<Record<string, string>> = {
  Warning: 'alert',
  LocalFireDepartment: 'flame',
  Speed: 'pressure',
  AddHome: 'home',
  Build: 'wrench',
  ElectricMeter: 'meter',
  ReceiptLong: 'receipt',
  PropaneTank: 'cylinder',
  Feedback: 'complaint',
  HelpOutline: 'question',
  HealthAndSafety: 'shield',
  ManageAccounts: 'user',
}
export const iconFor = (name: string): string => ours[name] ?? 'question'
