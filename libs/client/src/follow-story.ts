import { Follower, type FollowOptions } from './follower.js';
import { overSocket } from './over-socket.js';
import { overSse } from './over-sse.js';

export interface FollowStoryOptions extends FollowOptions {
  readonly transport: 'sse' | 'socket';
}
export interface Following {
  close(): void;
}

/**
 * Follows a story for as long as it is open: notices gaps, resumes from its position, reconnects by itself. The view
 * never goes back within an epoch. Every address is below `url`; readers need no token.
 */
export function followStory({ transport, ...options }: FollowStoryOptions): Following {
  return new Follower(options, transport === 'sse' ? overSse : overSocket);
}
