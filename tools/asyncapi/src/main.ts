import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { ASYNCAPI_FILE } from './asyncapi-file.js';
import { asyncApiDocument } from './document.js';

const HEADER = '# Written by: npm run contracts:asyncapi\n';

await writeFile(
  ASYNCAPI_FILE,
  HEADER + stringify(asyncApiDocument(), { aliasDuplicateObjects: false, blockQuote: 'literal' }),
);
