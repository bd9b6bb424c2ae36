import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { Authenticator } from './authenticator.js';
import { DeclaredAccess } from './declared-access.js';

/** Who asks, and whether a route is for them. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [Authenticator, DeclaredAccess, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [Authenticator],
})
export class AuthModule {}
