import type { DynamicModule, Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { PATTERN_EXTRAS_METADATA } from '@nestjs/microservices/constants.js';
import type { EventClass } from '@orderflow/contracts';
import { HANDLING, type Handling } from '@orderflow/messaging';

/** The events that the `@EventPattern`s of a module and of all that it imports take; nothing is started for it. */
export function handledEvents(root: Type): EventClass[] {
  return [...new Set(controllersOf(root).flatMap(handlingsOf))];
}

type Imported = Type | DynamicModule;

function controllersOf(imported: Imported, seen = new Set<Imported>()): Type[] {
  if (seen.has(imported)) return [];
  seen.add(imported);
  const dynamic = 'module' in imported ? imported : undefined;
  const module = dynamic?.module ?? (imported as Type);
  const declared = <Item>(key: string) => (Reflect.getMetadata(key, module) ?? []) as Item[];
  const imports = [...declared<Imported>(MODULE_METADATA.IMPORTS), ...((dynamic?.imports ?? []) as Imported[])];
  return [
    ...declared<Type>(MODULE_METADATA.CONTROLLERS),
    ...(dynamic?.controllers ?? []),
    ...imports.flatMap((one) => controllersOf(one, seen)),
  ];
}

function handlingsOf({ prototype }: { readonly prototype: object }): EventClass[] {
  const methods = Object.values(Object.getOwnPropertyDescriptors(prototype)).map(({ value }) => value as unknown);
  return methods
    .filter((method): method is () => unknown => typeof method === 'function')
    .flatMap((method) => {
      const extras = Reflect.getMetadata(PATTERN_EXTRAS_METADATA, method) as Record<string, Handling> | undefined;
      return extras?.[HANDLING]?.events ?? [];
    });
}
