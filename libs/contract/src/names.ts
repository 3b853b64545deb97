/** Ids of stories, cities, sources and metrics: safe in URLs, keys and file names, and not what every object has. */
export const NAME =
  /^(?!(?:constructor|toString|valueOf|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString)$)[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
