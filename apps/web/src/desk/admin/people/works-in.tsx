import type { Memberships } from '#contract/people';
import { useWords } from '../../shell/language.js';
import { ADMIN_WORDS } from '../words.js';

/** Where somebody works, in a line. */
export function WorksIn({ memberships }: { readonly memberships: Memberships }) {
  const words = useWords(ADMIN_WORDS);
  const places = memberships?.map(({ story, cities }) =>
    [story ?? words.everywhere, cities && `(${cities.join(', ') || words.nowhere})`]
      .filter(Boolean)
      .join(' '),
  );
  const said = places === undefined ? words.everywhere : places.join('; ') || words.nowhere;
  return (
    <span class="hint">
      {words.where}: {said}
    </span>
  );
}
