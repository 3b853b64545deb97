import { useContext, useState } from 'preact/hooks';
import type { AuditEntry, AuditPage } from '#contract/desk';
import { useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { Field } from '../../shell/field.js';
import { LanguageContext, localeOf, useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { WhyNot } from '../../shell/why-not.js';
import { SHELL_WORDS } from '../../shell/words.js';
import { ADMIN_WORDS } from '../words.js';
import { saveExport } from './save-export.js';

const NO_FILTER = { story: '', actor: '', action: '' };
const ADDRESS = '/v1/audit';

/** Who did what when, the newest first. */
export function AuditScreen() {
  const words = useWords(ADMIN_WORDS);
  const shell = useWords(SHELL_WORDS);
  const { api, session } = useDesk();
  const [typed, setTyped] = useState(NO_FILTER);
  const [address, setAddress] = useState(ADDRESS);
  const { value, error } = useAsked(address, () => api.get<AuditPage>(address));
  const exporting = useSending();
  const query = () =>
    new URLSearchParams(Object.entries(typed).filter(([, text]) => text.trim() !== '')).toString();
  const field = (name: keyof typeof NO_FILTER) => (text: string) =>
    setTyped((before) => ({ ...before, [name]: text }));
  return (
    <main class="sheet-page wide">
      <h1>{shell.audit}</h1>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          setAddress(`${ADDRESS}?${query()}`);
        }}
      >
        <Field label={words.story} value={typed.story} onText={field('story')} />
        <Field label={words.actor} value={typed.actor} onText={field('actor')} />
        <Field label={words.action} value={typed.action} onText={field('action')} />
        <button type="submit">{words.filter}</button>
      </form>
      <WhyNot error={error} />
      <Entries entries={value?.entries ?? []} />
      <p class="acts">
        {address !== ADDRESS && (
          <button type="button" onClick={() => setAddress(ADDRESS)}>
            {words.newest}
          </button>
        )}
        {value?.older && (
          <button type="button" onClick={() => setAddress(value.older ?? ADDRESS)}>
            {words.older}
          </button>
        )}
        <button
          type="button"
          disabled={exporting.isUnderWay}
          onClick={() => void exporting.send(() => saveExport(session, `${ADDRESS}/export?${query()}`))}
        >
          {words.export}
        </button>
      </p>
      <WhyNot error={exporting.error} />
    </main>
  );
}

function Entries({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const words = useWords(ADMIN_WORDS);
  const language = useContext(LanguageContext);
  const clock = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'short', timeStyle: 'medium' });
  if (entries.length === 0) return <p>{words.none}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section class="scrolled" aria-label={words.detail} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {[words.when, words.actor, words.action, words.story, words.about, words.detail].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ at, actor, action, story, about, detail, seq, deskSeq }) => (
            <tr key={`${at} ${story} ${seq} ${deskSeq} ${about} ${action}`}>
              <td data-head={words.when}>
                <time dateTime={at}>{clock.format(new Date(at))}</time>
              </td>
              <td data-head={words.actor}>{actor ?? words.nobody}</td>
              <td data-head={words.action}>{action}</td>
              <td data-head={words.story}>{story ?? '–'}</td>
              <td data-head={words.about}>
                <code>{about?.slice(0, 13) ?? '–'}</code>
              </td>
              <td data-head={words.detail}>
                <code>{Object.keys(detail).length > 0 ? JSON.stringify(detail) : ''}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
