import { createTheme, type Theme, type TypographyStyle } from '@mui/material/styles'
import { dark, font, light, rem, type Tokens } from './tokens.ts'

declare module '@mui/material/styles' {
  interface Palette {
    custom: Tokens
  }
  interface PaletteOptions {
    custom?: Tokens
  }
  interface TypographyVariants {
    table: TypographyStyle
    figure: TypographyStyle
  }
  interface TypographyVariantsOptions {
    table?: TypographyStyle
    figure?: TypographyStyle
  }
}
declare module '@mui/material/Typography' {
  interface TypographyPropsVariantOverrides {
    table: true
    figure: true
  }
}

/** Every token as a CSS variable, for sx and styled: it follows the scheme without a render. */
export const c = Object.fromEntries(Object.keys(light).map((k) => [k, `var(--mui-palette-custom-${k})`])) as Tokens
/** 2 px of paper, then 2 px of focus colour. */
export const ring = `0 0 0 2px ${c.surface}, 0 0 0 4px ${c.focus}`
export const ease = 'cubic-bezier(.2,0,0,1)'
export const shadow = {
  hint: '0 1px 2px rgba(9,22,26,.06)',
  float: '0 8px 24px -6px rgba(9,22,26,.18), 0 2px 6px rgba(9,22,26,.08)',
  dialog: '0 24px 64px -12px rgba(9,22,26,.32)',
}

const palette = (t: Tokens) => ({
  background: { default: t.canvas, paper: t.surface },
  divider: t.line,
  text: { primary: t.ink, secondary: t.ink2, disabled: t.inkDisabled },
  primary: { main: t.primary, dark: t.primaryHover, light: t.primarySoft, contrastText: t.onPrimary },
  secondary: { main: t.ink2, dark: t.ink, light: t.sunken, contrastText: t.surface },
  error: { main: t.danger, dark: t.dangerHover, light: t.dangerSoft, contrastText: t.onDanger },
  warning: { main: t.attention, dark: t.onAttentionSoft, light: t.attentionSoft, contrastText: t.surface },
  success: { main: t.success, dark: t.onSuccessSoft, light: t.successSoft, contrastText: t.surface },
  info: { main: t.info, dark: t.onInfoSoft, light: t.infoSoft, contrastText: t.surface },
  action: { hover: t.hover, selected: t.selected, disabled: t.inkDisabled, active: t.ink2 },
  custom: t,
})

const text = (size: number, line: number, weight: number, tracking: string | number = 0) => ({
  fontSize: rem(size),
  lineHeight: rem(line),
  fontWeight: weight,
  letterSpacing: tracking,
})
const tabular = { fontVariantNumeric: 'tabular-nums' }

const sizes = {
  portal: {
    control: 48,
    radius: 8,
    panel: 12,
    inputText: 16,
    h1: text(26, 32, 650, '-0.022em'),
    h2: text(18, 24, 650, '-0.012em'),
    h3: text(16, 22, 650),
    subtitle1: text(16, 22, 600),
    subtitle2: text(14, 20, 600),
    body1: text(16, 24, 400),
    body2: text(14, 20, 400),
    caption: text(14, 20, 400),
    table: { ...text(15, 22, 400), ...tabular },
    figure: { ...text(20, 28, 650), ...tabular },
    button: text(16, 20, 600),
  },
  console: {
    control: 32,
    radius: 6,
    panel: 8,
    inputText: 14,
    h1: text(18, 24, 650, '-0.014em'),
    h2: text(13, 20, 650),
    h3: text(13, 20, 650),
    subtitle1: text(14, 20, 500),
    subtitle2: text(13, 18, 600),
    body1: text(14, 20, 400),
    body2: text(13, 18, 400),
    caption: text(12, 16, 400),
    table: { ...text(13, 18, 400), ...tabular },
    figure: { ...text(26, 32, 650), ...tabular },
    button: text(13, 16, 600),
  },
}

/** The look of both apps from one set of tokens: the portal generous, the console dense. */
function themeFor(app: 'portal' | 'console'): Theme {
  const s = sizes[app]
  const { h1, h2, h3, subtitle1, subtitle2, body1, body2, caption, table, figure, button } = s
  return createTheme({
    cssVariables: { colorSchemeSelector: 'data-theme' },
    colorSchemes: { light: { palette: palette(light) }, dark: { palette: palette(dark) } },
    spacing: 4,
    shape: { borderRadius: s.radius },
    breakpoints: { values: { xs: 0, sm: 600, md: 900, lg: 1200, xl: 1536 } },
    typography: {
      fontFamily: font,
      fontWeightBold: 650,
      h1: app === 'portal' ? { ...h1, '@media (min-width:900px)': { fontSize: rem(30), lineHeight: rem(38) } } : h1,
      h2,
      h3,
      h4: h3,
      h5: h3,
      h6: h3,
      subtitle1,
      subtitle2,
      body1,
      body2,
      caption,
      table,
      figure,
      button: { ...button, textTransform: 'none' },
      overline: { ...caption, textTransform: 'none' },
    },
    transitions: {
      duration: { shortest: 100, shorter: 100, short: 160, standard: 160, enteringScreen: 240, leavingScreen: 160 },
      easing: { easeInOut: ease, easeOut: ease, easeIn: ease, sharp: ease },
    },
    components: {
      MuiCssBaseline: {
        styleOverrides: {
          body: { fontSynthesisWeight: 'none', textRendering: 'optimizeLegibility', WebkitFontSmoothing: 'antialiased' },
          '*:focus-visible': { outline: '2px solid transparent', outlineOffset: 2, boxShadow: ring },
          time: tabular,
          'svg text': tabular,
          'ul.plain, ol.plain': { listStyle: 'none', margin: 0, padding: 0 },
          '@media (prefers-reduced-motion: reduce)': {
            '*, *::before, *::after': { animationDuration: '0.01ms !important', transitionDuration: '0.01ms !important', scrollBehavior: 'auto !important' },
          },
          // Shadows are gone there, and MUI takes the outline off its buttons; ticks cut out of solid glyphs take the page's colour.
          '@media (forced-colors: active)': {
            '*:focus-visible, .Mui-focusVisible, :has(> :focus-visible):is(.MuiOutlinedInput-root)': { outline: '2px solid Highlight !important' },
            'html:root': { '--mui-palette-custom-surface': 'Canvas' },
          },
        },
      },
      MuiButtonBase: { defaultProps: { disableRipple: true } },
      MuiButton: {
        defaultProps: { disableElevation: true, size: app === 'portal' ? 'large' : 'small', variant: 'outlined', color: 'secondary' },
        styleOverrides: {
          root: {
            minHeight: s.control,
            padding: app === 'portal' ? '0 20px' : '0 12px',
            borderRadius: s.radius,
            gap: app === 'portal' ? 8 : 6,
            whiteSpace: 'nowrap',
            transition: `background 100ms ${ease}`,
            fontSize: button.fontSize,
            lineHeight: button.lineHeight,
            '&.Mui-focusVisible': { boxShadow: ring },
            '& .MuiButton-startIcon, & .MuiButton-endIcon': { margin: 0 },
          },
          outlined: { borderColor: app === 'portal' ? c.lineStrong : c.line, background: c.surface, color: c.ink, '&:hover': { background: c.hover, borderColor: c.lineStrong } },
          text: { color: c.primary, '&:hover': { background: c.hover } },
        },
        variants: [
          { props: { variant: 'outlined', color: 'error' }, style: { color: c.danger, borderColor: c.dangerLine, '&:hover': { background: c.dangerSoft, borderColor: c.danger } } },
          { props: { variant: 'text', color: 'error' }, style: { color: c.danger } },
          { props: { variant: 'contained', color: 'primary' }, style: { '&:active': { background: c.primaryActive } } },
          { props: { variant: 'contained', color: 'secondary' }, style: { background: c.primary, color: c.onPrimary, '&:hover': { background: c.primaryHover } } },
        ],
      },
      MuiIconButton: {
        styleOverrides: {
          root: {
            width: app === 'portal' ? 44 : 32,
            height: app === 'portal' ? 44 : 32,
            padding: 0,
            borderRadius: s.radius,
            color: c.ink2,
            '&:hover': { background: c.hover, color: c.ink },
            '&.Mui-focusVisible': { boxShadow: ring },
          },
        },
      },
      MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' }, outlined: { borderColor: c.line, borderRadius: s.panel } } },
      MuiOutlinedInput: {
        defaultProps: { notched: false },
        styleOverrides: {
          root: {
            borderRadius: s.radius,
            background: c.surface,
            fontSize: rem(s.inputText),
            minHeight: s.control,
            '& .MuiOutlinedInput-notchedOutline': { borderColor: c.lineStrong, top: 0, '& legend': { display: 'none' } },
            '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: c.ink2 },
            '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderColor: c.primary, borderWidth: 2 },
            '&.Mui-error .MuiOutlinedInput-notchedOutline': { borderColor: c.danger },
            // The field shows its focus with its border.
            '& :focus-visible': { boxShadow: 'none' },
          },
          input: {
            padding: app === 'portal' ? '12px 14px' : '6px 10px',
            height: 'auto',
            lineHeight: app === 'portal' ? rem(24) : rem(20),
            '&::placeholder': { color: c.ink3, opacity: 1 },
          },
          multiline: { padding: 0 },
        },
      },
      MuiTextField: { defaultProps: { variant: 'outlined', size: app === 'portal' ? 'medium' : 'small', fullWidth: true } },
      MuiInputLabel: {
        defaultProps: { shrink: true, disableAnimation: true },
        styleOverrides: {
          root: {
            position: 'static',
            transform: 'none',
            fontSize: app === 'portal' ? rem(16) : rem(13),
            fontWeight: 600,
            color: c.ink,
            marginBottom: 4,
            '&.Mui-focused': { color: c.ink },
          },
        },
      },
      MuiFormHelperText: { styleOverrides: { root: { marginLeft: 0, fontSize: app === 'portal' ? rem(14) : rem(12), color: c.ink3, '&.Mui-error': { color: c.danger } } } },
      MuiSelect: {
        styleOverrides: {
          select: { padding: app === 'portal' ? '12px 40px 12px 14px' : '6px 32px 6px 10px', minHeight: '0 !important', lineHeight: app === 'portal' ? rem(24) : rem(20) },
          icon: { color: c.ink2 },
        },
      },
      MuiMenu: { styleOverrides: { paper: { border: `1px solid ${c.line}`, boxShadow: shadow.float, borderRadius: s.panel, marginTop: 4 }, list: { padding: 4 } } },
      MuiMenuItem: {
        styleOverrides: {
          root: {
            minHeight: app === 'portal' ? 44 : 30,
            borderRadius: 6,
            fontSize: app === 'portal' ? rem(16) : rem(13),
            gap: 8,
            padding: app === 'portal' ? '8px 12px' : '4px 8px',
            '&.Mui-selected, &.Mui-selected:hover': { background: c.selected },
            '&.Mui-focusVisible': { boxShadow: `inset 0 0 0 2px ${c.focus}`, background: c.hover },
          },
        },
      },
      MuiPopover: { styleOverrides: { paper: { border: `1px solid ${c.line}`, boxShadow: shadow.float, borderRadius: s.panel } } },
      MuiDialog: { styleOverrides: { paper: { border: `1px solid ${c.line}`, boxShadow: shadow.dialog, borderRadius: 12, margin: 16 } } },
      MuiDialogTitle: { styleOverrides: { root: { ...(app === 'portal' ? h2 : { fontSize: rem(16), lineHeight: rem(24), fontWeight: 650 }), padding: '20px 20px 8px' } } },
      MuiDialogContent: { styleOverrides: { root: { padding: '8px 20px' } } },
      MuiDialogActions: { styleOverrides: { root: { padding: '16px 20px 20px', gap: 8 } } },
      MuiBackdrop: { styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { background: c.scrim } } } },
      MuiTooltip: {
        defaultProps: { enterDelay: 400 },
        styleOverrides: { tooltip: { background: c.ink, color: c.surface, fontSize: rem(12), lineHeight: rem(16), fontWeight: 500, borderRadius: 6, padding: '5px 8px' } },
      },
      MuiChip: {
        styleOverrides: {
          root: {
            height: 28,
            borderRadius: s.radius,
            fontSize: rem(12),
            fontWeight: 500,
            background: c.surface,
            border: `1px solid ${c.line}`,
            '&.Mui-focusVisible': { boxShadow: ring, background: c.surface },
          },
          clickable: { '&:hover': { background: c.hover } },
        },
      },
      MuiTabs: { styleOverrides: { root: { minHeight: 40 }, indicator: { height: 2, background: c.primary } } },
      MuiTab: {
        styleOverrides: {
          root: {
            minHeight: 40,
            padding: '0 12px',
            textTransform: 'none',
            fontWeight: 600,
            fontSize: app === 'portal' ? rem(16) : rem(13),
            color: c.ink2,
            '&.Mui-selected': { color: c.ink },
            '&.Mui-focusVisible': { boxShadow: `inset ${ring}` },
          },
        },
      },
      MuiTableCell: {
        styleOverrides: {
          root: { ...table, borderColor: c.line, padding: app === 'portal' ? '10px 12px' : '0 12px', height: app === 'portal' ? undefined : 38, color: c.ink },
          head: { ...(app === 'portal' ? body2 : caption), fontWeight: 500, color: c.ink3, background: c.surface },
          sizeSmall: { height: 32, padding: '0 12px' },
        },
      },
      MuiTableRow: { styleOverrides: { root: { '&.MuiTableRow-hover:hover': { background: c.hover } } } },
      MuiCheckbox: {
        styleOverrides: {
          root: {
            color: c.lineStrong,
            padding: app === 'portal' ? 10 : 4,
            borderRadius: 6,
            '&.Mui-checked, &.MuiCheckbox-indeterminate': { color: c.primary },
            '&.Mui-focusVisible': { boxShadow: ring },
          },
        },
      },
      MuiRadio: { styleOverrides: { root: { color: c.lineStrong, '&.Mui-checked': { color: c.primary }, '&.Mui-focusVisible': { boxShadow: ring } } } },
      MuiSwitch: {
        styleOverrides: {
          root: { width: 44, height: 28, padding: 2 },
          switchBase: {
            padding: 5,
            '&.Mui-checked': { transform: 'translateX(16px)', color: c.onPrimary, '& + .MuiSwitch-track': { background: c.primary, opacity: 1 } },
            '&.Mui-focusVisible .MuiSwitch-thumb': { boxShadow: ring },
          },
          thumb: { width: 18, height: 18, boxShadow: 'none', background: c.surface },
          track: { borderRadius: 999, background: c.lineStrong, opacity: 1 },
        },
      },
      MuiLink: { defaultProps: { underline: 'hover' }, styleOverrides: { root: { color: c.primary, fontWeight: 600, textUnderlineOffset: 3 } } },
      MuiAlert: {
        defaultProps: { icon: false },
        styleOverrides: { root: { borderRadius: s.panel, border: '1px solid', fontSize: body2.fontSize, padding: '10px 14px' } },
        variants: [
          { props: { severity: 'error' }, style: { background: c.dangerSoft, color: c.onDangerSoft, borderColor: c.dangerLine } },
          { props: { severity: 'warning' }, style: { background: c.attentionSoft, color: c.onAttentionSoft, borderColor: c.attentionLine } },
          { props: { severity: 'success' }, style: { background: c.successSoft, color: c.onSuccessSoft, borderColor: c.success } },
          { props: { severity: 'info' }, style: { background: c.infoSoft, color: c.onInfoSoft, borderColor: c.info } },
        ],
      },
      MuiSkeleton: { defaultProps: { animation: 'pulse' }, styleOverrides: { root: { background: c.sunken, borderRadius: 6, transform: 'none' } } },
      MuiAutocomplete: {
        styleOverrides: {
          paper: { border: `1px solid ${c.line}`, boxShadow: shadow.float, borderRadius: s.panel },
          inputRoot: { padding: '0 8px !important' },
          option: { fontSize: app === 'portal' ? rem(16) : rem(13) },
        },
      },
    },
  })
}

// Each app takes one; the other must not cost it anything.
export const portalTheme = /* @__PURE__ */ themeFor('portal')
export const consoleTheme = /* @__PURE__ */ themeFor('console')
