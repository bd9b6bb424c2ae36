import { ApiProperty } from '@nestjs/swagger';
import { ApiChoice, ApiText } from '../fields/fields.js';
import type { EncodedJson, EncodedText } from './bytes.js';

const ANY_ARRAY = { type: 'array', items: {} };

/** A message's partition key, as `textOrBase64` writes it. */
export class KeyView implements EncodedText {
  @ApiChoice(['text', 'base64'], { description: 'text where the bytes are UTF-8 that can be printed' })
  readonly encoding!: EncodedText['encoding'];
  @ApiText({ min: 0, max: 1_048_576, example: '01993e5a-7c1e-7d8a-b5a3-0f6f3c1d2e4b' }) readonly data!: string;
}

/** A message's value, as `jsonOrBase64` writes it. */
export class PayloadView {
  @ApiChoice(['json', 'base64'], { description: 'json where the bytes are JSON in UTF-8' })
  readonly encoding!: EncodedJson['encoding'];
  @ApiProperty({
    description: 'The value, or its bytes in base64',
    nullable: true, // JSON's null
    oneOf: [{ type: 'object' }, ANY_ARRAY, { type: 'string' }, { type: 'number' }, { type: 'boolean' }],
    example: { orderId: '01993e5a-7c1e-7d8a-b5a3-0f6f3c1d2e4b', customerId: 'CUST-123' },
  })
  readonly data!: unknown;
}
