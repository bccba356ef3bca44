/** What an author is told of rules, and what anybody may report, is loaded together. */
import "./judged.ts";
import "./dispute.ts";
import "./report.ts";
