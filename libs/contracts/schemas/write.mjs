import { writeFile } from 'node:fs/promises';
import { catalogue, jsonSchemaOf } from '../dist/index.js';

for (const event of catalogue) {
  const file = new URL(`${event.type}.v${event.version}.schema.json`, import.meta.url);
  await writeFile(file, JSON.stringify(jsonSchemaOf(event)));
}
