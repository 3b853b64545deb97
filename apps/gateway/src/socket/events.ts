import { type Action, POLICY } from '#domain/story/policy';

/** The events a socket may send, each with its row of the policy table. */
export const SOCKET_EVENTS = {
  follow: 'story.follow',
  unfollow: 'story.follow',
  attend: 'desk_log.read',
  unattend: 'story.follow',
  post: 'update.post',
} as const satisfies Record<string, Action>;
type SocketEvent = keyof typeof SOCKET_EVENTS;

/** Whether there is such an event and one without a token may send it. With a token the api decides. */
export function isHeard(event: unknown, isSignedIn: boolean): event is SocketEvent {
  if (typeof event !== 'string' || !Object.hasOwn(SOCKET_EVENTS, event)) return false;
  return isSignedIn || POLICY[SOCKET_EVENTS[event as SocketEvent]] === 'everyone';
}
