import type { Role } from './command.js';

/** `everyone` needs no token. Roles include what those before them may do: reporter, editor, admin. */
type Needs = 'everyone' | Role;

/**
 * The one table of who may do what. Every route names its row; one that names none answers 403 to everybody.
 * Narrower tokens (one story, some cities, a reporter's own updates) are held to that in `domain/story/permission`, and
 * what they read, as of the desk log, where it is read.
 */
export const POLICY = {
  'story.list': 'everyone',
  'story.read': 'everyone',
  'story.follow': 'everyone',
  'story.open': 'editor',
  'story.introduce': 'editor',
  'story.pause': 'editor',
  'story.close': 'editor',
  'story.reopen': 'editor',
  'story.archive': 'editor',
  'desk_story.list': 'reporter',
  'desk_story.read': 'reporter',
  'update.read': 'everyone',
  'update.look_into': 'reporter',
  'update.search': 'reporter',
  'search.everywhere': 'reporter',
  'update.post': 'reporter',
  'lease.list': 'reporter',
  'lease.take': 'reporter',
  'update.revise': 'reporter',
  'update.merge': 'editor',
  'update.retract': 'reporter',
  'update.undo': 'reporter',
  'update.restore': 'editor',
  'update.erase': 'admin',
  'filing.read': 'reporter',
  'filing.draft': 'reporter',
  'filing.submit': 'reporter',
  'filing.publish': 'editor',
  'filing.send_back': 'editor',
  'filing.discard': 'editor',
  'desk_settings.read': 'editor',
  'desk_settings.set': 'editor',
  'key_event.set': 'editor',
  'pin.set': 'editor',
  'pin.reorder': 'editor',
  'board.read': 'editor',
  'board.save': 'editor',
  'preference.read': 'editor',
  'preference.set': 'editor',
  'ruling.make': 'editor',
  'guard.read': 'editor',
  'guard.set': 'editor',
  'hold.list': 'editor',
  'flag.list': 'editor',
  'flag.answer': 'editor',
  'delivery.send': 'admin',
  'note.list': 'reporter',
  'note.write': 'editor',
  'note.answer': 'reporter',
  'handover.read': 'editor',
  'handover.write': 'editor',
  'desk_log.read': 'reporter',
  'audit.read': 'admin',
  'audit.export': 'admin',
  'token.revoke': 'admin',
  'session.read': 'reporter',
  'session.list': 'reporter',
  'session.close': 'reporter',
  'password.change': 'reporter',
  'session.open': 'everyone',
  'session.end': 'everyone',
  'password.set': 'everyone',
  'person.list': 'editor',
  'person.invite': 'admin',
  'person.change': 'admin',
  'person.freeze': 'editor',
  'person.reset': 'admin',
  'api_key.list': 'admin',
  'api_key.make': 'admin',
  'api_key.end': 'admin',
  'place.search': 'reporter',
  'photo.upload': 'reporter',
  'photo.read': 'reporter',
  'photo.list': 'editor',
  'photo.review': 'editor',
  'media.read': 'everyone',
  'page.read': 'everyone',
  'health.read': 'everyone',
  'metrics.read': 'everyone',
} as const satisfies Record<string, Needs>;
export type Action = keyof typeof POLICY;
/** Rows about who asks, and of what is public. Every other row of no single story is for those who are members everywhere. */
export const ABOUT_ONESELF: readonly Action[] = [
  'session.read',
  'session.list',
  'session.close',
  'password.change',
  'desk_story.list',
  'search.everywhere',
  'place.search',
];
/** Under this name a route carries its row of the table. */
export const ACTION = 'dateline:action';

const RANK: Record<Needs, number> = { everyone: 0, reporter: 1, editor: 2, admin: 3 };

export function allows(action: Action, role: Role | null): boolean {
  return RANK[role ?? 'everyone'] >= RANK[POLICY[action]];
}
