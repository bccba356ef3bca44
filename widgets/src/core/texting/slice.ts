/** What is known of people outside whom one writes to, by their conversations. */
export interface Outside {
  /** Empty where they are known by their number alone. */
  readonly name: string;
  readonly number: string;
}

export interface TextingSlice {
  readonly outside: Readonly<Record<string, Outside>>;
}

export const NO_TEXTING: TextingSlice = { outside: {} };
