import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';

/** Where the gateway's build has put the page of the events; `src` and `dist` lie equally deep. */
@Injectable()
export class AsyncApiDirectory {
  readonly path: string = fileURLToPath(new URL('../../dist/asyncapi-page/', import.meta.url));
}
