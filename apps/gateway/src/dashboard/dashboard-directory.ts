import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';

/** Where the built dashboard is: beside the gateway, whose own files lie equally deep in `src` and in `dist`. */
@Injectable()
export class DashboardDirectory {
  readonly path: string = fileURLToPath(new URL('../../../dashboard/dist/', import.meta.url));
}
