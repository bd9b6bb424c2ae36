import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ServiceSettings } from './service-settings.js';
import { validateSettings, type SettingsClass } from './validate-settings.js';

/**
 * Provides the settings under their class and as `ServiceSettings`. They are read from the environment and from
 * `.env` in the current folder or the repository's root (seen from an app's folder); the environment wins.
 */
@Module({})
export class SettingsModule {
  static forRoot(settings: SettingsClass<ServiceSettings>): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      // A developer's own .env must not change what the tests see.
      imports: [
        ConfigModule.forRoot({ envFilePath: ['.env', '../../.env'], ignoreEnvFile: process.env.NODE_ENV === 'test' }),
      ],
      providers: [
        // Validated as the container starts and not as this module is declared, so that the boot code can report it.
        { provide: settings, useFactory: () => validateSettings(settings, process.env) },
        { provide: ServiceSettings, useExisting: settings },
      ],
      exports: [settings, ServiceSettings],
    };
  }
}
