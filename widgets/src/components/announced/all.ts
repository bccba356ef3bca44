/** What there is of announcements is loaded together. */
import "../roster/roster.ts";
import "../waiting/waiting.ts";
import "./announced.ts";
