/** Instants say how they relate to UTC: clock changes make "01:30" two of them. */
export const WITH_OFFSET = /(Z|[+-]\d\d:\d\d)$/;
export const OFFSET_MESSAGE = { message: 'must end in Z or an offset, as 2021-01-23T15:00:00+03:00' };
