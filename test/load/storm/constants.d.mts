type Numbers<K extends string> = Readonly<Record<K, number>>;
export const RULES: Numbers<'resumeEvents' | 'resumeBytes' | 'headEvery' | 'pingEvery' | 'moveWithin'>;
export const GOALS: Numbers<'standingShare' | 'fanOut' | 'storm' | 'spare'>;
