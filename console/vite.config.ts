import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from '@manifold/ui/build/compressed.ts'

const server = process.env.API ?? 'http://localhost:8000'

export default defineConfig({
  base: '/admin/',
  plugins: [react(), compressed()],
  // react-admin brings its own copy of the router; with two of them its pages would not see the address.
  resolve: { dedupe: ['react', 'react-dom', 'react-router', 'react-router-dom', '@tanstack/react-query', '@emotion/react', '@emotion/styled', '@mui/material'] },
  build: { target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: false, chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': { target: server, headers: { origin: server } } } },
})
