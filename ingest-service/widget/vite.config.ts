import { defineConfig } from 'vite';

// One classic script without imports, so that a page needs one tag and nothing else. Maven names the folder to build into.
export default defineConfig({
  logLevel: 'warn',
  build: {
    outDir: process.env['ONETHREAD_OUT'] ?? 'dist',
    emptyOutDir: false,
    target: 'es2021',
    // Colours stay as the design writes them; every browser of the last three years knows oklch.
    cssTarget: ['chrome111', 'safari16.4', 'firefox113'],
    sourcemap: false,
    lib: { entry: 'src/main.ts', formats: ['iife'], name: 'OnethreadWidget', fileName: () => 'widget.js' },
  },
});
