/** The count before the title of a page. Pure. */

const MOST = 99;

/** What stands before a title while something is unread. */
export function mark(unread: number): string {
  if (unread <= 0) return "";
  return unread > MOST ? `(${MOST}+) ` : `(${unread}) `;
}

/** A title as the page has it now, with one mark in place of the mark that we put there before. */
export function retitled(title: string, before: string, now: string): string {
  const marked = before !== "" && `${title} `.startsWith(before);
  return `${now}${marked ? title.slice(before.length) : title}`.trim();
}
