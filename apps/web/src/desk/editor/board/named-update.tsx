import { plainText } from '#pages/markdown';
import type { UpdateView } from '#contract/update';
import { useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { useStory } from '../state/at-story.js';

const CHARACTERS = 90;

/** An update by its first words; pressed, it is opened. */
export function NamedUpdate({ id, extra }: { readonly id: string; readonly extra?: string }) {
  const { api } = useDesk();
  const { address, snapshot, open } = useStory();
  const held =
    snapshot?.pins.find((each) => each.id === id) ?? snapshot?.updates.find((each) => each.id === id);
  const asked = useAsked(held ? null : `${address}/updates/${id}`, () =>
    api.get<{ update: UpdateView }>(`${address}/updates/${id}`),
  );
  const update = held ?? asked.value?.update;
  return (
    <button type="button" class="line" onClick={() => open(id)}>
      {update ? nameOf(update) : '…'}
      {extra && <small> {extra}</small>}
    </button>
  );
}

function nameOf(update: UpdateView): string {
  if (update.status === 'retracted') return update.note ?? '—';
  const text = update.headline ?? plainText(update.text.slice(0, CHARACTERS * 2));
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)}…` : text;
}
