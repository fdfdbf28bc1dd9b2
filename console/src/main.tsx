import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { StyleProvider, consoleTheme } from '@manifold/ui'
import '@manifold/ui/fonts'
import '#shell/tokens.css'
import '#shell/base.css'
import '#shell/table.css'
import '#shell/frame.css'
import { App } from '#app.tsx'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <StyleProvider>
      <ThemeProvider theme={consoleTheme} defaultMode="system">
        <CssBaseline />
        <BrowserRouter basename="/admin">
          <App />
        </BrowserRouter>
      </ThemeProvider>
    </StyleProvider>
  </StrictMode>,
)
