/** What is kept at hand, for all and for oneself, is loaded together. */
import "../saved/saved.ts";
import "./pins.ts";
