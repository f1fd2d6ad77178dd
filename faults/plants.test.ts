import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PLANTS } from "./plants";

/** A planted fault that finds nothing to replace would be found to be harmless. */
test.each(Object.entries(PLANTS))("%s replaces text that is there once", (_, { edits }) => {
  for (const { file, from, to } of edits) {
    const source = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
    expect(source.split(from), from).toHaveLength(2);
    expect(to).not.toBe(from);
  }
});
