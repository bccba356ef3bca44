/** What a page may style with `::part()`; every outer element hands all of them on. */
export const PARTS: string = [
  ...["actions", "author", "avatar", "badge", "beginning", "body", "bubble", "bubble-own"],
  ...["completions", "composer", "composer-about", "composer-closed", "composer-text"],
  ...["connection", "day", "dialog", "empty", "filter", "link", "list-header", "logo"],
  ...[
    "mention",
    "mention-badge",
    "message",
    "notice",
    "panes",
    "people",
    "popover",
    "problem",
    "quote",
  ],
  ...["record-chip", "row", "send", "status", "timeline", "title", "to-end", "tombstone"],
  ...["typing", "unread-line"],
].join(",");
