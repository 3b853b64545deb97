/** Where relays listen: the payload is a StoryHead as JSON. */
export const CHANNEL = 'dateline_appended';
