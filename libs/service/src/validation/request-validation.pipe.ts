import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { accept } from './accept.js';
import { fieldErrorsOf } from './field-errors.js';
import { invalidRequest } from './invalid-request.js';
import { findUnstorable } from './storable.js';

/** Turns a request's body, query and parameters into their classes; unknown fields and wrong values are 400. */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      exceptionFactory: (errors) => invalidRequest(fieldErrorsOf(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return super.transform(value, metadata);
    if (metadata.type === 'body' && !metadata.data) mustBeObject(value);
    const unstorable = findUnstorable(value, metadata.data ?? '');
    if (unstorable) throw invalidRequest([unstorable]);
    const accepted = metadata.metatype && accept(value, metadata.metatype);
    return accepted ?? super.transform(value, metadata);
  }
}

function mustBeObject(body: unknown): void {
  const acceptable = body === undefined || (typeof body === 'object' && body !== null && !Array.isArray(body));
  if (!acceptable) throw invalidRequest([{ field: 'body', message: 'must be a JSON object' }]);
}
