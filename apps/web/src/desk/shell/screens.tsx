import { useEffect } from 'preact/hooks';
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
  const { who, isOver, signInAgain } = useDesk();
  const files = who.role === 'reporter' || (place.story !== null && place.screen === 'file');
  const isOut = isOver && !files; // who files goes on: it is kept until they are back
  useEffect(() => {
    if (isOut) signInAgain();
  }, [isOut, signInAgain]);
  return (
    <>
      <TopBar onSignedOut={onSignedOut} />
      {place.story === null && <StoriesScreen />}
      {place.story !== null && files && <ReporterScreen key={place.story} story={place.story} />}
      {place.story !== null && !files && <EditorScreen key={place.story} story={place.story} />}
    </>
  );
}
