/** Microseconds on the clock that all processes of a machine share. */
export function microseconds(): number;
