/** What is said of the host's objects, in one chunk. */
import "./above.ts";
import "./chip.ts";
