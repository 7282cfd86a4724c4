import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// `make dev` runs the API on SAMI_PORT. Keep the browser's Host header, because the server compares it with
// Origin to reject cross-site changes.
const backend = {
  target: `http://127.0.0.1:${process.env.SAMI_PORT ?? '8000'}`,
  changeOrigin: false,
}

/** The server serves docs.html at /docs, and so does `npm run dev`. */
const docsAddress: Plugin = {
  name: 'sami:docs-address',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.url?.split('?')[0] === '/docs') request.url = '/docs.html'
      next()
    })
  },
}

/**
 * A TanStack mutation keeps its variables, and passwords and keys must not be in a cache. So the panel has no
 * mutations. Without them the first load is 1 kB smaller, and using one throws an error.
 */
const noMutations: Plugin = {
  name: 'sami:no-mutations',
  apply: 'build',
  transform(_code, id) {
    if (!/query-core\/build\/modern\/mutationCache\.js$/.test(id)) return null
    return {
      code: `export class MutationCache {
        getAll() { return [] }
        findAll() { return [] }
        clear() {}
        resumePausedMutations() { return Promise.resolve() }
        build() { throw new Error('The panel has no mutations: see vite.config.ts') }
      }`,
      map: null,
    }
  },
}

// `npm run build` builds twice into one folder: the panel, then (`--mode docs`) the API reference. Built
// separately, they share no chunk, and Scalar can't add a byte to the panel's first load.
export default defineConfig(({ mode }) => {
  const docs = mode === 'docs'
  return {
    plugins: [react(), tailwindcss(), docsAddress, ...(docs ? [] : [noMutations])],
    resolve: { alias: { '@': here('./src') } },
    // Vue's build flags, for the API reference only.
    define: {
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    server: {
      host: '127.0.0.1',
      proxy: {
        '/api': backend,
        '/v1': backend,
        '/openapi.json': backend,
        '/healthz': backend,
      },
    },
    preview: { host: '127.0.0.1' },
    build: {
      emptyOutDir: !docs,
      // The page's Content-Security-Policy forbids data: fonts, inline scripts and inline styles.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      manifest: docs ? '.vite/manifest-docs.json' : '.vite/manifest.json',
      // Scalar is large by nature. The panel has its own budget: `npm run size`.
      chunkSizeWarningLimit: docs ? 4000 : 500,
      rolldownOptions: {
        input: docs ? { docs: here('./docs.html') } : { index: here('./index.html') },
        // By default, the bundler splits the first load wherever lazy code shares a module with it. Many
        // small files compress worse than one.
        ...(!docs && {
          output: {
            codeSplitting: {
              groups: [
                { name: 'panel', tags: ['$initial'] },
                { name: 'sign-in', test: '/features/session/(sign-in-(page|error)|use-sign-in)' },
              ],
            },
          },
        }),
      },
    },
    test: {
      environment: 'jsdom',
      setupFiles: ['src/testing/setup.ts'],
      include: ['src/**/*.test.{ts,tsx}'],
      restoreMocks: true,
      testTimeout: 20_000,
      // By default, Vitest leaves one core free, which is half of two.
      maxWorkers: '100%',
      // Expiry is computed in UTC. A zone that isn't UTC reveals code that gets this wrong.
      env: { TZ: 'America/St_Johns' },
    },
  }
})
