import type { ComponentChildren } from 'preact';

/** Names and values: `[['Status', <StatusBadge … />], …]`. */
export const Facts = ({ items }: { readonly items: readonly (readonly [string, ComponentChildren])[] }) => (
  <dl class="facts">
    {items.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
