import type { GuardSettings } from '#contract/guard';
import type { Source } from '#contract/story';
import { Field } from '../../shell/field.js';
import { useWords } from '../../shell/language.js';
import { ADMIN_WORDS } from '../words.js';
import { withBound, withSourceGuard } from './guarded.js';

interface SourceGuardsProps {
  readonly sources: readonly Source[];
  readonly metrics: readonly string[];
  readonly guard: GuardSettings;
  readonly onChange: (guard: GuardSettings) => void;
}

/** Of each source: whether it is verified, and the most it may say of the two metrics that matter most. */
export function SourceGuards({ sources, metrics, guard, onChange }: SourceGuardsProps) {
  const words = useWords(ADMIN_WORDS);
  return (
    <ul class="chosen">
      {sources.map(({ id, name }) => {
        const held = guard.sources[id];
        return (
          <li key={id} class="guarded">
            <label class="tick">
              <input
                type="checkbox"
                checked={held?.verification !== 'unverified'}
                onChange={({ currentTarget: { checked } }) =>
                  onChange(withSourceGuard(guard, id, { verification: checked ? 'verified' : 'unverified' }))
                }
              />{' '}
              <b>{name}</b> {words.verified}
            </label>
            {metrics.slice(0, 2).map((metric) => (
              <Field
                key={metric}
                label={words.bound(name, (words.metricNames[metric] ?? metric).toLowerCase())}
                hint={held?.bounds?.[metric] === undefined ? words.noBound : undefined}
                value={String(held?.bounds?.[metric] ?? '')}
                onText={(text) => onChange(withBound(guard, { source: id, metric, text }))}
              />
            ))}
          </li>
        );
      })}
    </ul>
  );
}
