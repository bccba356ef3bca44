/** Who is in a space, by hand and by rule: the chat shows it, and the portal. */
import "./roll.ts";
import "./rule.ts";
