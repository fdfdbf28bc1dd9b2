import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LocaleProvider, When, dayText, daysFrom, durationText, exactText, moneyText, timeText, whenText, type Locale, type WhenStyle } from './when.tsx'

const now = new Date('2026-11-23T13:12:00+05:30')
const portal: Locale = { locale: 'en-IN', timeZone: 'Asia/Kolkata', hourCycle: 'h12' }
const desk: Locale = { ...portal, hourCycle: 'h23' }
const at = (time: string, day = '2026-11-23') => new Date(`${day}T${time}:00+05:30`)
const said = (l: Locale, date: Date, style: WhenStyle = 'auto') => whenText(l, date, style, now)

test('dates are told as screens.md says, seen from Monday 23 November 2026, 13:12', () => {
  expect(said(portal, at('13:12'))).toBe('just now')
  expect(said(portal, at('13:08'))).toBe('4 min ago')
  expect(said(portal, at('12:05'))).toBe('Today, 12:05 pm')
  expect(said(desk, at('12:05'))).toBe('Today, 12:05')
  expect(said(portal, at('18:40', '2026-11-22'))).toBe('Yesterday, 6:40 pm')
  expect(said(portal, at('12:00', '2026-11-20'))).toBe('Fri 20 Nov')
  expect(said(portal, at('12:00', '2026-11-16'))).toBe('16 Nov 2026')
  expect(said(portal, at('12:00', '2025-11-20'))).toBe('20 Nov 2025')
})

test('every style, 12 and 24 hours', () => {
  expect(said(portal, at('13:08'), 'time')).toBe('1:08 pm')
  expect(said(desk, at('13:08'), 'time')).toBe('13:08')
  expect(said(desk, at('00:05'), 'time')).toBe('00:05')
  expect(said(portal, at('00:05'), 'time')).toBe('12:05 am')
  expect(said(desk, at('13:08'), 'day')).toBe('Today')
  expect(said(desk, at('13:08', '2026-11-24'), 'day')).toBe('Tomorrow')
  expect(said(portal, at('12:21', '2026-11-20'), 'dayTime')).toBe('Fri 20 Nov, 12:21 pm')
  expect(said(desk, at('12:21', '2026-10-20'), 'dayTime')).toBe('20 Oct 2026, 12:21')
  expect(said(desk, at('14:00'), 'deadline')).toBe('14:00, in 48 min')
  expect(said(portal, at('14:00'), 'deadline')).toBe('2:00 pm, in 48 min')
  expect(said(desk, at('16:32'), 'deadline')).toBe('16:32, in 3 h 20')
  expect(said(desk, at('12:50'), 'deadline')).toBe('12:50, 22 min ago')
  expect(said(desk, at('12:07'), 'ago')).toBe('1 h 05 ago')
  expect(said(desk, at('12:00', '2026-11-20'), 'ago')).toBe('Fri 20 Nov')
  expect(exactText(desk, at('13:08'))).toMatch(/23 Nov.* 2026.*13:08:00.*(IST|GMT\+5:30)/)
  expect(exactText(portal, at('13:08'))).toMatch(/1:08:00 pm/)
})

test('a day is a day of the reader, not of UTC', () => {
  const night = at('00:10')
  const before = at('23:50', '2026-11-22')
  expect(whenText(desk, before, 'dayTime', night)).toBe('Yesterday, 23:50')
  expect(whenText({ ...desk, timeZone: 'Europe/Berlin' }, before, 'dayTime', night)).toBe('Today, 19:20')
  expect(whenText({ ...desk, timeZone: 'America/New_York' }, before, 'time', night)).toBe('13:20')
  expect(timeText({ locale: 'en-GB', timeZone: 'Asia/Kathmandu', hourCycle: 'h23' }, before)).toBe('00:05')
  expect(daysFrom({ ...desk, timeZone: 'Pacific/Auckland' }, night, at('17:00'))).toBe(1)
  // The night the clocks go back in Berlin is one day, though 25 h long.
  const berlin: Locale = { locale: 'en-GB', timeZone: 'Europe/Berlin', hourCycle: 'h23' }
  expect(dayText(berlin, new Date('2026-10-25T00:30:00+02:00'), new Date('2026-10-25T23:30:00+01:00'))).toBe('Today')
  expect(dayText(berlin, new Date('2026-10-24T23:30:00+02:00'), new Date('2026-10-25T23:30:00+01:00'))).toBe('Yesterday')
})

test('what is not an instant is nothing, not a broken page', () => {
  const html = (date: string | Date) =>
    renderToStaticMarkup(
      <LocaleProvider value={desk}>
        <When at={date} />
      </LocaleProvider>,
    )
  expect(html('nonsense')).toBe('')
  expect(html('')).toBe('')
  expect(html(new Date(Number.NaN))).toBe('')
  expect(html('2020-11-23T13:08:00+05:30')).toMatch(/^<time dateTime="2020-11-23T07:38:00.000Z" title="[^"]*13:08:00[^"]*">23 Nov 2020<\/time>$/)
  expect((['auto', 'day', 'time', 'dayTime', 'deadline', 'ago'] as const).map((style) => said(desk, new Date('x'), style))).toEqual(['', '', '', '', '', ''])
})

test('lengths of time and money', () => {
  expect([48 * 60, 65 * 60, 51 * 3600, 48 * 3600, -22 * 60].map(durationText)).toEqual(['48 min', '1 h 05', '2 d 3 h', '2 d', '22 min'])
  expect([10_000_000, -25_000, 5].map((n) => moneyText(n))).toEqual(['₹1,00,000.00', '−₹250.00', '₹0.05'])
})
