import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from '@manifold/ui/build/compressed.ts'
import { budget } from './build/budget.ts'
import { serviceWorker } from './build/worker.ts'

const server = process.env.API ?? 'http://localhost:8000'

export default defineConfig({
  plugins: [react(), serviceWorker(), budget({ firstLoad: 250_000 }), compressed()],
  build: { target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: false, chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': { target: server, headers: { origin: server } }, '/emergency': server } },
})
