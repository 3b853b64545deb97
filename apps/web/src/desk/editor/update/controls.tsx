import type { TargetedInputEvent } from 'preact';
import { useId } from 'preact/hooks';

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly (readonly [V, string])[];
  readonly onChoice: (value: V) => void;
  readonly id?: string;
}

/** A choice under a small label. */
export function Choice<V extends string>({ label, value, options, onChoice, id }: ChoiceProps<V>) {
  const own = useId();
  return (
    <p class="field small">
      <label for={id ?? own}>{label}</label>
      <select id={id ?? own} value={value} onChange={(event) => onChoice(event.currentTarget.value as V)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </p>
  );
}

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly id?: string;
  readonly type?: 'text' | 'datetime-local' | 'search' | 'url';
  readonly numeric?: boolean;
  readonly required?: boolean;
  readonly maxLength?: number;
}

/** A line of text under a small label. */
export function Line({ label, onText, id, numeric, type = 'text', ...rest }: LineProps) {
  const own = useId();
  const input = {
    ...rest,
    id: id ?? own,
    autocomplete: 'off',
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onText(event.currentTarget.value),
  };
  return (
    <p class="field small">
      <label for={id ?? own}>{label}</label>
      {type === 'text' && <input type="text" inputMode={numeric ? 'numeric' : 'text'} {...input} />}
      {type === 'search' && <input type="search" {...input} />}
      {type === 'url' && <input type="url" {...input} />}
      {type === 'datetime-local' && <input type="datetime-local" {...input} />}
    </p>
  );
}

interface AreaProps {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly rows?: number;
  readonly required?: boolean;
  readonly id?: string;
}

export function Area({ label, onText, id, rows = 3, ...rest }: AreaProps) {
  const own = useId();
  return (
    <p class="field small">
      <label for={id ?? own}>{label}</label>
      <textarea {...rest} id={id ?? own} rows={rows} onInput={(event) => onText(event.currentTarget.value)} />
    </p>
  );
}

interface TickProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onTick: (isOn: boolean) => void;
}

export function Tick({ label, isOn, onTick }: TickProps) {
  return (
    <label class="tick">
      <input type="checkbox" checked={isOn} onChange={(event) => onTick(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
