import { useState } from 'preact/hooks';
import type { Invariant, Violation } from '../../api/invariants';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { Table, type Column } from '../../ui/Table';
import { offenderOf } from './offender';
import { moreText } from './verdict';

interface OffendersProps {
  readonly invariant: Invariant;
  /** Read out. */
  readonly label: string;
}

const FIRST = 5;

/** What violates an invariant, each with a link to where it can be looked into. */
export function Offenders({ invariant, label }: OffendersProps) {
  const { service, violations } = invariant;
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, violations.length - FIRST);
  const columns: Column<Violation>[] = [
    { title: 'Id', cell: ({ id }) => <code>{id}</code> },
    { title: 'What is wrong', class: 'offence', cell: ({ detail }) => detail },
    { title: 'See', cell: (violation) => <Whereabouts violation={violation} service={service} /> },
  ];
  const more = moreText(invariant);
  return (
    <>
      <Table
        caption={label}
        columns={columns}
        rows={violations.slice(0, violations.length - hidden)}
        keyOf={({ id, detail }) => `${id} ${detail}`}
      />
      <p class="row">
        {hidden > 0 && (
          <Button small onClick={() => setAll(true)}>
            Show {hidden} more
          </Button>
        )}
        {hidden === 0 && more !== '' && <span class="muted">{more}</span>}
        <CopyButton label="Copy ids" text={() => violations.map(({ id }) => id).join('\n')} />
      </p>
    </>
  );
}

function Whereabouts({ violation, service }: { readonly violation: Violation; readonly service: string }) {
  const offender = offenderOf(violation, service);
  if (!offender) return <span class="muted">–</span>;
  return (
    <a href={offender.href} aria-label={`${violation.id}: ${offender.label}`}>
      {offender.label}
    </a>
  );
}
