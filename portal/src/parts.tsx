/** What this app takes from ui, and the few parts that only it needs. */
export * from '@manifold/ui/conversation.tsx'
export * from '@manifold/ui/glyphs.tsx'
export * from '@manifold/ui/icons.tsx'
export * from '@manifold/ui/rows.tsx'
export { c, portalTheme, ring } from '@manifold/ui/theme.ts'
export * from '@manifold/ui/tracker.tsx'
export { LocaleProvider, When, dayText, daysFrom, timeText, useLocale, useNow, whenText, type Locale } from '@manifold/ui/when.tsx'
