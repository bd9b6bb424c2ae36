import { Injectable } from '@nestjs/common';

/** Whether the service has begun to shut down: from then on it is not ready, and takes no new work. */
@Injectable()
export class Draining {
  #begun = false;

  get begun(): boolean {
    return this.#begun;
  }

  begin(): void {
    this.#begun = true;
  }
}
