import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';
import { classes } from './classes';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  /** The label is read out only. */
  readonly labelHidden?: boolean;
  readonly class?: string;
  /** The control, with these attributes. */
  readonly children: (attributes: FieldAttributes) => ComponentChildren;
}

interface FieldAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

/** A control with its label, hint and error. */
export function Field({ label, hint, error, labelHidden, class: extra, children }: FieldProps) {
  const id = useId();
  const told = error ?? hint;
  return (
    <div class={classes('field', extra)}>
      <label for={id} class={labelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': told === undefined ? undefined : `${id}-told`,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {told !== undefined && (
        <small id={`${id}-told`} class={error === undefined ? 'muted' : 'field-error'}>
          {told}
        </small>
      )}
    </div>
  );
}

type FieldOptions = Omit<FieldProps, 'children'>;

interface TextFieldProps
  extends
    FieldOptions,
    Pick<
      InputHTMLAttributes<HTMLInputElement>,
      | 'placeholder'
      | 'min'
      | 'max'
      | 'step'
      | 'required'
      | 'autocomplete'
      | 'list'
      | 'autofocus'
      | 'pattern'
      | 'readonly'
    > {
  readonly type?: 'text' | 'search' | 'number' | 'datetime-local' | 'password';
  readonly value: string;
  readonly onInput: (value: string) => void;
}

export function TextField({ label, hint, error, labelHidden, class: extra, type, onInput, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} labelHidden={labelHidden} class={extra}>
      {(attributes) => (
        <input
          type={type ?? 'text'}
          {...attributes}
          {...input}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface SelectFieldProps extends FieldOptions {
  readonly value: string;
  /** A text is its own label. */
  readonly options: readonly (string | { readonly value: string; readonly label: string })[];
  readonly onChange: (value: string) => void;
}

export function SelectField({ value, options, onChange, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      {(attributes) => (
        <select {...attributes} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map((option) => {
            const choice = typeof option === 'string' ? { value: option, label: option } : option;
            return (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            );
          })}
        </select>
      )}
    </Field>
  );
}

interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export const CheckField = ({ label, checked, onChange }: CheckFieldProps) => (
  <label class="check">
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
    {label}
  </label>
);
