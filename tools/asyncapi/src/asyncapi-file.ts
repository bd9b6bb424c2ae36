import { join } from 'node:path';
import { workspaceRoot } from '@orderflow/platform';

/** Where the document is committed; the gateway shows it. */
export const ASYNCAPI_FILE = join(workspaceRoot, 'docs/asyncapi.yaml');
