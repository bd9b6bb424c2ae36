import { defineConfig } from 'vite';

/** What the gateway answers; everything else is the page's. */
const API = [
  '/analytics',
  '/dead-letters',
  '/docs',
  '/health',
  '/inventory',
  '/invariants',
  '/live',
  '/notifications',
  '/orders',
  '/payments',
  '/prices',
  '/system',
  '/topics',
  '/transactions',
];
const gateway = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  base: './',
  build: {
    target: 'es2022',
    // The gateway's Content-Security-Policy allows files of its own only: nothing is put into the page or into a data URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { proxy: Object.fromEntries(API.map((path) => [path, { target: gateway, changeOrigin: false }])) },
});
