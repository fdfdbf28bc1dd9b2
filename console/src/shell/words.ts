import { plain } from '#shell/plain.ts'
import type { I18nProvider } from 'react-admin'

/** What react-admin itself may say, in our words (screens.md). Our own screens write their sentences where they stand. */
const messages: Record<string, string> = {
  'ra.action.back': 'Back',
  'ra.action.cancel': 'Cancel',
  'ra.action.clear_input_value': 'Clear',
  'ra.action.close': 'Close',
  'ra.action.confirm': 'Confirm',
  'ra.action.delete': 'Delete',
  'ra.action.export': 'Export CSV',
  'ra.action.refresh': 'Load again',
  'ra.action.save': 'Save',
  'ra.action.search': 'Search',
  'ra.action.undo': 'Undo',
  'ra.auth.auth_check_error': 'Sign in to continue.',
  'ra.auth.sign_in': 'Sign in',
  'ra.auth.sign_in_error': 'The e-mail address or the password is not right.',
  'ra.auth.logout': 'Sign out',
  'ra.message.error': 'We could not load this. Your work is safe. Try again.',
  'ra.message.not_found': 'Nothing is at this address.',
  'ra.navigation.no_results': 'Nothing matches. Remove a filter.',
  'ra.notification.bad_item': 'This entry cannot be shown.',
  'ra.notification.canceled': 'Not done.',
  'ra.notification.created': 'Saved.',
  'ra.notification.deleted': 'Deleted.',
  'ra.notification.data_provider_error': 'We could not load this. Your work is safe. Try again.',
  'ra.notification.http_error': 'We could not reach the server. Your work is safe. Try again.',
  'ra.notification.item_doesnt_exist': 'This no longer exists.',
  'ra.notification.logged_out': 'You were signed out. Sign in again; your drafts are kept.',
  'ra.notification.not_authorized': 'Your roles do not include this.',
  'ra.notification.updated': 'Saved.',
  'ra.page.error': 'We could not load this',
  'ra.page.not_found': 'Nothing is here',
  'ra.page.loading': 'Loading',
}

export const i18nProvider: I18nProvider = {
  translate(key, options: { _?: string; smart_count?: number } = {}) {
    const text = messages[key] ?? options._ ?? key
    const [one, many] = text.split(' |||| ')
    const chosen = many !== undefined && options.smart_count !== 1 ? many : one!
    return chosen.replace(/%\{(\w+)\}/g, (_, name: string) => plain((options as Record<string, unknown>)[name]))
  },
  changeLocale: () => Promise.resolve(),
  getLocale: () => 'en',
}
