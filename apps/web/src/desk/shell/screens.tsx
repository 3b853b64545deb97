import { useDesk } from './at-desk.js';
import { lazily } from './lazily.js';
import { useRoute } from './route.js';
import { StoriesScreen } from './stories-screen.js';
import { TopBar } from './top-bar.js';

const ReporterScreen = lazily(() => import('../reporter/reporter-screen.js').then((it) => it.ReporterScreen));
const EditorScreen = lazily(() => import('../editor/editor-screen.js').then((it) => it.EditorScreen));

/** Which screen a place shows. */
export function Screens({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const { place } = useRoute();
  const { who } = useDesk();
  const files = who.role === 'reporter' || place.screen === 'file';
  return (
    <>
      <TopBar onSignedOut={onSignedOut} />
      {place.story === null && <StoriesScreen />}
      {place.story !== null && files && <ReporterScreen key={place.story} story={place.story} />}
      {place.story !== null && !files && <EditorScreen key={place.story} story={place.story} />}
    </>
  );
}
