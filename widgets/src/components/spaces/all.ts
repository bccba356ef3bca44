/** The views of spaces lead to each other: they are loaded together. */
import "./audience.ts";
import "./directory.ts";
import "./founding.ts";
import "./roll.ts";
import "./rule.ts";
import "./space.ts";
