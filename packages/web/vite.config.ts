import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the API answers while developing: the real server, or `dev/mock-api.ts`. */
const apiUrl = process.env['CUEMARK_URL'] ?? 'http://127.0.0.1:3524'

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': apiUrl } },
  preview: { proxy: { '/api': apiUrl } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows files of our own origin only, so nothing becomes a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 600,
  },
})
