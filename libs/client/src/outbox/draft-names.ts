/** Where new posts of a live blog are kept while they are written, and corrections of an update. */
export const draftsOf = (story: string) => `draft/${story}`;
export const correctionsOf = (update: string) => `correction/${update}`;
export const isDraft = (name: string) => /^(draft|correction)\//.test(name);
