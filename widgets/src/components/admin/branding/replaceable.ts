/** Which of our texts a tenant may replace, and how long each may be; `tenants/texts.py` says the same. */
import type { TextKey } from "../../../base/speech.ts";

const WORD = 40;
const LINE = 80;
const TEXT = 300;

type Replaceable = readonly [key: TextKey, most: number];

export const WELCOME: readonly Replaceable[] = [
  ["chat.choose", LINE],
  ["chat.choose_next", TEXT],
  ["list.empty", LINE],
  ["list.empty_next", TEXT],
  ["composer.write_here", LINE],
];

export const WORDS: readonly Replaceable[] = [
  ["list.label", WORD],
  ["list.new", WORD],
  ["list.home", WORD],
  ["list.section_channel", WORD],
  ["list.section_direct", WORD],
  ["list.section_group", WORD],
  ["list.spaces", WORD],
  ["space.title", WORD],
  ["spaces.find", WORD],
  ["founding.space", WORD],
  ["founding.channel", WORD],
  ["starter.space", WORD],
  ["starter.channel", WORD],
  ["starter.announcement", WORD],
  ["privacy.title", WORD],
  ["admin.title", WORD],
];

export const HELP: readonly Replaceable[] = [["list.help", WORD]];

/** Where some stand: we say the same word in more than one place. */
export const WHERE: Readonly<Partial<Record<TextKey, TextKey>>> = {
  "space.title": "branding.word_heading",
  "founding.space": "branding.word_button",
  "founding.channel": "branding.word_button",
  "starter.space": "branding.word_starter",
  "starter.channel": "branding.word_starter",
  "starter.announcement": "branding.word_starter",
};
