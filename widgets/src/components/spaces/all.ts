/** The views of spaces lead to each other: they are loaded together. */
import "./directory.ts";
import "./founding.ts";
import "./space.ts";
