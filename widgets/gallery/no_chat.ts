/** The gallery has no server: its elements are always given a store. */
export function createChat(): never {
  throw new Error("give the element a store");
}
