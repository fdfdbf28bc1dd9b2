import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from '@manifold/ui/build/compressed.ts'
import { budget } from './build/budget.ts'
import { preload } from './build/preload.ts'
import { serviceWorker } from './build/worker.ts'

const server = process.env.API ?? 'http://localhost:8000'

export default defineConfig({
  plugins: [react(), preload(), serviceWorker(), budget({ firstLoad: 250_000 }), compressed()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        advancedChunks: {
          // Few and large: each file costs a slow phone its share of a round trip.
          groups: [
            { name: 'boot', test: /preload-helper/, priority: 9 },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'data', test: /node_modules\/(react-router|@tanstack|cookie|set-cookie-parser)\// },
            {
              name: 'style',
              test: /node_modules\/(@emotion|stylis|@mui\/(system|styled-engine|utils|private-theming)|@mui\/material\/(styles|utils|zero-styled|Button|ButtonBase|IconButton|Link|Typography|Box|CssBaseline|Skeleton|SvgIcon|transitions|CircularProgress))\/|ui\/src\/(theme|tokens)\.ts/,
            },
            {
              name: 'app',
              test: /(ui\/src\/(glyphs|icons|page|rows|toast|when)|client\/src\/(index|live|problem|request)|portal\/src\/(shell\/(badge|bar|broken|failure|frames|page|tabs|wall)|home\/(?!gas)|requests\/row|app|channel|draft|help|notices|parts|query|routes|session|start|tickets|words|worker)\b(?!\/))\.?\w*/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: server, headers: { origin: server } }, '/emergency': server } },
})
