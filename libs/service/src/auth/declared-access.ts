import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from './requires.js';

/** Sees to it that nobody forgets to say whom a route lets in: a service with such a route does not start. */
@Injectable()
export class DeclaredAccess implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const forgotten = this.discovery.getControllers().flatMap(({ metatype }) => this.undeclaredOf(metatype));
    if (forgotten.length === 0) return;
    throw new Error(`Neither @Requires() nor @Public() says whom these let in: ${forgotten.join(', ')}`);
  }

  private undeclaredOf(controller: unknown): string[] {
    if (typeof controller !== 'function' || this.reflector.get<unknown>(ACCESS, controller)) return [];
    const prototype = controller.prototype as Record<string, () => unknown>;
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => Reflect.hasMetadata(PATH_METADATA, prototype[name]!))
      .filter((name) => !this.reflector.get<unknown>(ACCESS, prototype[name]!))
      .map((name) => `${controller.name}.${name}`);
  }
}
