import { Body, Controller, HttpCode, HttpStatus, Inject, Logger, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem, OperatorRoutes, Problem } from '@orderflow/service';
import { BuiltInProvider } from './built-in-provider.js';
import { PAYMENT_PROVIDER, type PaymentProvider } from './payment-provider.js';
import { ProviderRequest, providerView, ProviderView } from './provider.dto.js';

/** Breaks the built-in payment provider and mends it, for drills. */
@ApiTags('payments')
@OperatorRoutes()
@Controller('payments/provider')
export class ProviderSwitchController {
  private readonly logger = new Logger(ProviderSwitchController.name);

  constructor(@Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider) {}

  /**
   * Takes effect with the next charge or refund that this process asks for. A batch is asked in one go, so all of it meets
   * the provider either broken or well; one that has its answers already keeps them and commits.
   */
  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Break the built-in provider, or mend it',
    description:
      'While it is broken it answers as if it had revoked our key: the event of each order that is to be charged or ' +
      'refunded becomes a dead letter at once. Mend it, then redrive them. Only this process knows, until it ends.',
  })
  @ApiOkResponse({ type: ProviderView })
  @ApiProblem(HttpStatus.CONFLICT, 'PAYMENT_PROVIDER.NOT_BUILT_IN', 'The provider is a remote one')
  set(@Body() { broken }: ProviderRequest): ProviderView {
    if (!(this.provider instanceof BuiltInProvider)) throw notBuiltIn();
    if (this.provider.broken !== broken) {
      this.provider.broken = broken;
      this.logger.warn(`An operator has ${broken ? 'broken' : 'mended'} the built-in payment provider`);
    }
    return providerView(this.provider);
  }
}

const notBuiltIn = (): Problem =>
  new Problem({
    status: HttpStatus.CONFLICT,
    code: 'PAYMENT_PROVIDER.NOT_BUILT_IN',
    detail: 'Charges go to a remote provider (PAYMENT_PROVIDER_URL): only the built-in one can be broken here',
  });
