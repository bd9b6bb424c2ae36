// Writes what `/asyncapi` serves, into dist/asyncapi-page or the folder that is named: the document, parsed here and not in
// each browser, the component that shows it, and the page around them. So the gateway needs neither a parser nor React.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Parser, stringify } from '@asyncapi/parser';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const page = process.argv[2] ? `${resolve(process.argv[2])}/` : here('../dist/asyncapi-page/');
const component = '@asyncapi/react-component';

const yaml = await readFile(here('../../../docs/asyncapi.yaml'), 'utf8');
const { document, diagnostics } = await new Parser().parse(yaml);
if (!document) throw new Error(`docs/asyncapi.yaml is no AsyncAPI: ${JSON.stringify(diagnostics, null, 2)}`);

await mkdir(page, { recursive: true });
await writeFile(`${page}asyncapi.yaml`, yaml);
await writeFile(`${page}asyncapi.json`, JSON.stringify(parse(yaml), null, 2));
await writeFile(`${page}parsed.json`, stringify(document));
await copyFile(require.resolve(`${component}/browser/standalone/without-parser.js`), `${page}component.js`);
await copyFile(require.resolve(`${component}/styles/default.min.css`), `${page}component.css`);
for (const file of ['index.html', 'page.js', 'page.css']) await copyFile(here(file), page + file);
for (const file of ['component.js', 'component.css', 'parsed.json'])
  await writeFile(`${page}${file}.gz`, gzipSync(await readFile(page + file), { level: 9 }));
