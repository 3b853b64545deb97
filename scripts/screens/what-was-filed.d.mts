export const TONIGHT: string;
