/**
 * What every screen takes from ui. Forms, the conversation and the tracker are taken from their own files by the screens that show them:
 * through this one they would be a part of the first load.
 */
export * from '@manifold/ui/glyphs.tsx'
export * from '@manifold/ui/icons.tsx'
export * from '@manifold/ui/page.tsx'
export * from '@manifold/ui/rows.tsx'
export { c, portalTheme, ring } from '@manifold/ui/theme.ts'
export * from '@manifold/ui/toast.tsx'
export { LocaleProvider, When, answerText, dayText, daysFrom, timeText, useLocale, useNow, whenText, type Locale } from '@manifold/ui/when.tsx'
