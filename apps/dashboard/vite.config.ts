import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

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

const COMPRESSIONS = { '.br': promisify(brotliCompress), '.gz': promisify(gzip) };

/** Writes `X.br` and `X.gz` beside each file X: the gateway sends them to whoever understands them. */
const compressed = (): Plugin => ({
  name: 'compressed',
  async writeBundle({ dir }, bundle) {
    for (const file of Object.keys(bundle).map((name) => join(dir!, name))) {
      const bytes = await readFile(file);
      for (const [ending, compress] of Object.entries(COMPRESSIONS))
        await writeFile(file + ending, await compress(bytes));
    }
  },
});

export default defineConfig({
  plugins: [compressed()],
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
