/** Which of our texts a tenant may replace, and how long each may be; `tenants/texts.py` says the same. */
import type { TextKey } from "../../../base/speech.ts";

const WORD = 40;
const LINE = 80;
const TEXT = 300;

/** `at` says where it stands, for words that say the same. */
type Replaceable = readonly [key: TextKey, most: number, at?: TextKey];

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
  ["space.title", WORD, "branding.word_heading"],
  ["spaces.find", WORD],
  ["founding.space", WORD, "branding.word_button"],
  ["founding.channel", WORD, "branding.word_button"],
  ["starter.space", WORD, "branding.word_starter"],
  ["starter.channel", WORD, "branding.word_starter"],
  ["starter.announcement", WORD, "branding.word_starter"],
  ["privacy.title", WORD],
  ["admin.title", WORD],
];

export const HELP: readonly Replaceable[] = [["list.help", WORD]];
