import react from '@vitejs/plugin-react';
import type { PluginOption } from 'vite';
import { defineConfig } from 'vitest/config';

// With ONETHREAD_FIXTURES the API is answered from memory (dev/), otherwise from a running Onethread.
const fixtures = process.env['ONETHREAD_FIXTURES'] !== undefined;
const backend = process.env['ONETHREAD_URL'] ?? 'http://127.0.0.1:21800';

async function fixturePlugin(): Promise<PluginOption> {
  const { fixtureServer } = await import('./dev/server.ts');
  return fixtureServer();
}

export default defineConfig(async () => ({
  plugins: [react(), fixtures ? await fixturePlugin() : undefined],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    host: '127.0.0.1',
    ...(fixtures
      ? {}
      : {
          proxy: {
            '/api': { target: backend },
            '/live': { target: backend, ws: true },
          },
        }),
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    testTimeout: 20_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
}));
