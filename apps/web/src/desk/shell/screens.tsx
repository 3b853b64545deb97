import { useEffect } from 'preact/hooks';
import { useDesk } from './at-desk.js';
import { useWords } from './language.js';
import { lazily } from './lazily.js';
import { useRoute } from './route.js';
import { StoriesScreen } from './stories-screen.js';
import { TopBar } from './top-bar.js';
import { SHELL_WORDS } from './words.js';

const ReporterScreen = lazily(() => import('../reporter/reporter-screen.js').then((it) => it.ReporterScreen));
const EditorScreen = lazily(() => import('../editor/editor-screen.js').then((it) => it.EditorScreen));

const NewsroomScreen = lazily(() => import('../admin/newsroom-screen.js').then((it) => it.NewsroomScreen));

/** Which screen a place shows. */
export function Screens({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const { place } = useRoute();
  const { who, isOver, isFull, signInAgain } = useDesk();
  const words = useWords(SHELL_WORDS);
  const files = who.role === 'reporter' || (place.story !== null && place.screen === 'file');
  const isOut = isOver && !files; // who files goes on: it is kept until they are back
  useEffect(() => {
    if (isOut) signInAgain();
  }, [isOut, signInAgain]);
  return (
    <>
      <TopBar onSignedOut={onSignedOut} />
      {isFull && (
        <p class="why-not" role="alert">
          {words.full}
        </p>
      )}
      {place.story === null ? <OfNewsroom /> : <OfStory story={place.story} files={files} />}
    </>
  );
}

function OfNewsroom() {
  return useRoute().place.screen === '' ? <StoriesScreen /> : <NewsroomScreen />;
}

function OfStory({ story, files }: { readonly story: string; readonly files: boolean }) {
  const { screen } = useRoute().place;
  if (files) return <ReporterScreen key={story} story={story} />;
  return screen === 'setup' ? <NewsroomScreen key={story} /> : <EditorScreen key={story} story={story} />;
}
