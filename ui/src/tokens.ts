/** Every colour of screens.md, light and dark. The pairs that are used are measured in tokens.test.ts. */
export const light = {
  canvas: '#F5F8F8', surface: '#FFFFFF', sunken: '#ECF1F1', hover: '#F0F5F5', selected: '#E2F0F0', line: '#D8E1E2', lineStrong: '#74868B',
  ink: '#0F2329', ink2: '#3F535A', ink3: '#53666C', inkDisabled: '#8A999D',
  primary: '#0B5C63', primaryHover: '#094A50', primaryActive: '#073B40', onPrimary: '#FFFFFF', primarySoft: '#E0F0F0', onPrimarySoft: '#0A4B51', focus: '#1257C7',
  danger: '#B3261E', dangerHover: '#8F1D17', onDanger: '#FFFFFF', dangerSoft: '#FCEDEB', onDangerSoft: '#8C1D18', dangerLine: '#E4AFA9',
  attention: '#8F5600', attentionSoft: '#FFF4D6', onAttentionSoft: '#663D00', attentionLine: '#D3A947',
  notePaper: '#FFF5D9', noteLine: '#AD7A10', noteInk: '#3A2A08', noteLabel: '#663D00',
  success: '#1C6B3D', successSoft: '#E3F3E9', onSuccessSoft: '#14532D', info: '#2C55A3', infoSoft: '#E8EFFA', onInfoSoft: '#1F3F7D',
  stOpen: '#2C55A3', stOpenSoft: '#E8EFFA', stProgress: '#0B5C63', stProgressSoft: '#E0F0F0', stWaiting: '#6A45A0', stWaitingSoft: '#F1ECF9',
  stResolved: '#1C6B3D', stResolvedSoft: '#E3F3E9', stClosed: '#46585F', stClosedSoft: '#ECF1F1', stCancelled: '#53666C', stCancelledSoft: '#FFFFFF',
  prUrgent: '#B3261E', prHigh: '#8F5600', prMedium: '#3F535A', prLow: '#53666C',
  gas: '#1F5E9E', gasSoft: '#E6EFF8', charging: '#3E7014', chargingSoft: '#EAF3E0', rides: '#8A3B78', ridesSoft: '#F8ECF5',
  c1: '#0B5C63', c2: '#4F8FC9', c3: '#6A45A0', c4: '#5E8C2A', c5: '#A8578F', c6: '#74868B', cGrid: '#E3E9EA', cBad: '#B3261E', cMuted: '#A9C9CA',
  rail: '#0F2329', onRail: '#C4D3D6', onRailStrong: '#FFFFFF', railActive: '#21404A', scrim: 'rgba(9,22,26,.48)',
}
export type Tokens = typeof light
export const dark: Tokens = {
  canvas: '#0C1517', surface: '#121E21', sunken: '#0A1214', hover: '#182629', selected: '#16343A', line: '#25373B', lineStrong: '#71878D',
  ink: '#E8F0F1', ink2: '#B4C3C6', ink3: '#93A6AB', inkDisabled: '#62757A',
  primary: '#62C6C8', primaryHover: '#7FD5D6', primaryActive: '#97DFE0', onPrimary: '#05282B', primarySoft: '#143437', onPrimarySoft: '#9BDDDE', focus: '#8CB9FF',
  danger: '#FF958C', dangerHover: '#FFB0A9', onDanger: '#3B0603', dangerSoft: '#381A19', onDangerSoft: '#FFB9B3', dangerLine: '#7A3430',
  attention: '#E9B44C', attentionSoft: '#2D240F', onAttentionSoft: '#F4D28A', attentionLine: '#7A5E1D',
  notePaper: '#2D240F', noteLine: '#B08A2C', noteInk: '#F6E7C1', noteLabel: '#F4D28A',
  success: '#7BCB97', successSoft: '#14301F', onSuccessSoft: '#A5E0BA', info: '#93B5F5', infoSoft: '#182742', onInfoSoft: '#BDD1FA',
  stOpen: '#93B5F5', stOpenSoft: '#182742', stProgress: '#62C6C8', stProgressSoft: '#143437', stWaiting: '#C3A6F0', stWaitingSoft: '#2A1F3D',
  stResolved: '#7BCB97', stResolvedSoft: '#14301F', stClosed: '#B4C3C6', stClosedSoft: '#1D2B2F', stCancelled: '#93A6AB', stCancelledSoft: '#121E21',
  prUrgent: '#FF958C', prHigh: '#E9B44C', prMedium: '#B4C3C6', prLow: '#93A6AB',
  gas: '#8DBDEE', gasSoft: '#152A3E', charging: '#A5CF74', chargingSoft: '#1E2E12', rides: '#E5A3D3', ridesSoft: '#371F31',
  c1: '#62C6C8', c2: '#6FA5E0', c3: '#B797EA', c4: '#98C46A', c5: '#DB93C6', c6: '#8FA2A7', cGrid: '#22343A', cBad: '#FF958C', cMuted: '#2F5A5D',
  rail: '#091113', onRail: '#AABCC0', onRailStrong: '#FFFFFF', railActive: '#1B3238', scrim: 'rgba(0,0,0,.6)',
}
export const font = '"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Devanagari", sans-serif'
/** Pixels at the browser's usual text size, in rem, so that a person's own text size counts. */
export const rem = (px: number): string => `${px / 16}rem`
