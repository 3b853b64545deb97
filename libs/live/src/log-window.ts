/** Events a story's log holds: twice what a resume may carry. */
export const LOG_WINDOW = 1_000;
