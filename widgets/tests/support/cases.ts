/**
 * The cases of property tests are the same each time, so that what fails is the change and not the
 * draw. `make explore` sets ONRECORD_EXPLORE: new cases, that many times 100 where a test names no number.
 */
import fc from "fast-check";

const explore = Number(process.env["ONRECORD_EXPLORE"] ?? 0);

fc.configureGlobal(explore > 0 ? { numRuns: 100 * explore } : { seed: 20_261_126 });
