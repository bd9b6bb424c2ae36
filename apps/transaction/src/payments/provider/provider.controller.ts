import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '@orderflow/service';
import { PAYMENT_PROVIDER, type PaymentProvider } from './payment-provider.js';
import { providerView, ProviderView } from './provider.dto.js';

@ApiTags('payments')
@Requires('admin')
@Controller('payments/provider')
export class ProviderController {
  constructor(@Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider) {}

  @Get()
  @ApiOperation({ summary: 'The payment provider, and whether it is broken on purpose' })
  @ApiOkResponse({ type: ProviderView })
  get(): ProviderView {
    return providerView(this.provider);
  }
}
