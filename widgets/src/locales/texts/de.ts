import texts from "./de.json" with { type: "json" };

export default texts;
