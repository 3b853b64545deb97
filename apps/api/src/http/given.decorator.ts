import { ValidateIf } from 'class-validator';

/** May be left out. Unlike class-validator's IsOptional a null is not "left out": it is checked, and refused. */
export const Given = () => ValidateIf((_, value) => value !== undefined);
/** May be null, but must be said. */
export const NullOr = () => ValidateIf((_, value) => value !== null);
/** May be null or left out. */
export const OrNull = () => ValidateIf((_, value) => value !== undefined && value !== null);
