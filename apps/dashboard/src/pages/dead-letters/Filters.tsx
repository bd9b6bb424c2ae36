import { DEAD_LETTER_SERVICES } from '../../api/dead-letters';
import { CheckField, SelectField } from '../../ui/Field';
import { titleOfService } from '../../ui/services';
import type { DeadLettersView } from './view';

interface FiltersProps {
  readonly view: DeadLettersView;
  readonly onShow: (view: DeadLettersView) => void;
}

const SERVICES = [
  { value: '', label: 'All services' },
  ...DEAD_LETTER_SERVICES.map((service) => ({ value: service, label: titleOfService(service) })),
];

export const Filters = ({ view, onShow }: FiltersProps) => (
  <div class="toolbar">
    <SelectField
      label="Service"
      value={view.service ?? ''}
      options={SERVICES}
      onChange={(value) =>
        onShow({ service: DEAD_LETTER_SERVICES.find((service) => service === value), resolved: view.resolved })
      }
    />
    <CheckField
      label="List handled and discarded ones, too (seven days)"
      checked={view.resolved}
      onChange={(resolved) => onShow({ ...view, resolved })}
    />
  </div>
);
