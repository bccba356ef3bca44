/** Threads and their inbox lead to each other: they are loaded together. */
import "../inbox/inbox.ts";
import "./thread.ts";
