import { useRoute } from '../shell/route.js';
import { AccountScreen } from './account-screen.js';
import './admin.css';
import { AuditScreen } from './audit/audit-screen.js';
import { PeopleScreen } from './people/people-screen.js';
import { NewStoryScreen } from './setup/new-story-screen.js';
import { SetupScreen } from './setup/setup-screen.js';

/** What is looked after rarely, and by few. */
export function NewsroomScreen() {
  const { place } = useRoute();
  if (place.story !== null) return <SetupScreen story={place.story} />;
  switch (place.screen) {
    case 'new':
      return <NewStoryScreen />;
    case 'people':
      return <PeopleScreen />;
    case 'audit':
      return <AuditScreen />;
    default:
      return <AccountScreen />;
  }
}
