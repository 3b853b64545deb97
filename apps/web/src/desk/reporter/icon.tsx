const PATHS = {
  send: 'M3 20l18-8L3 4v6l12 2-12 2z',
  figure: 'M4 20V10h3v10zm6 0V4h3v16zm6 0v-7h3v7z',
  photo:
    'M9 4l-2 2H4a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h16a1 1 0 0 0 1-1V7a1 1 0 0 0-1-1h-3l-2-2zm3 5a4 4 0 1 1 0 8 4 4 0 0 1 0-8z',
  evidence: 'M6 17h3l2-4V7H5v6h3zm8 0h3l2-4V7h-6v6h3z',
  phone: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm1 4v4.6l3.5 2-.9 1.6L11 12.7V7z',
  sending: 'M12 4l6 7h-4v8h-4v-8H6z',
  live: 'M1.5 12.5l1.4-1.4L7 15.2l-1.4 1.4zM7 12.5l1.4-1.4 4.1 4.1L21.6 6 23 7.4 12.5 18z',
  desk: 'M4 4h16v16H4zm2 2v8h3a3 3 0 0 0 6 0h3V6z',
  refused: 'M11 5h2v9h-2zm0 11h2v2.5h-2z',
  withdrawn: 'M9 6L3 12l6 6v-4h6a3 3 0 0 0 0-6h-2v-2h2a5 5 0 0 1 0 10H9z',
  more: 'M5 10a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm7 0a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm7 0a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  remove: 'M6.4 5L12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z',
} as const;
export type IconName = keyof typeof PATHS;

/** Says nothing: what it stands for is said beside it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="currentColor" fill-rule="evenodd" />
    </svg>
  );
}
