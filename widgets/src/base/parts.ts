/** What a page may style with `::part()`; every outer element hands all of them on. */
const NAMES = `
  acknowledge actions advice author avatar badge beginning body bubble bubble-own completions
  composer composer-about composer-closed composer-text connection covered day dialog empty filter
  flags hit home judged keyword link list-header logo mention mention-badge message notice panes people
  pinned place policy popover priority problem quote reaction record-chip row search segments send status subject
  subject-action subject-chip subject-state texting thread thread-origin timeline title to-end tombstone typing
  unread-line upload file picture
`;

/** Their list, as `exportparts` takes it. */
export const PARTS: string = NAMES.trim().split(/\s+/).join(",");
