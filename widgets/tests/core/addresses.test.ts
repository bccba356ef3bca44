import { expect, test } from "vitest";

import { addressOf, placeOf } from "../../src/base/addresses.ts";

test("an address leads where it came from, whatever the id is made of", () => {
  for (const conversation of ["cnv_1", "a/b", "ä%20", "<&>"]) {
    for (const message of [null, "msg_2", "x/y"]) {
      const place = { conversation, message };
      expect(placeOf(addressOf(place))).toEqual(place);
    }
  }
});

test("any other fragment names nothing, and a broken one breaks nothing", () => {
  const nowhere = { conversation: null, message: null };
  for (const hash of ["", "#", "#top", "#/c/", "#/d/x"]) expect(placeOf(hash)).toEqual(nowhere);
  expect(placeOf("#/c/%E0%A4%A")).toEqual({ conversation: "%E0%A4%A", message: null });
});
