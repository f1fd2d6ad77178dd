import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { unavailable } from "./embedded/failures";
import { reasonOf } from "./reason";

test("of a failed query it is what the database said", () => {
  const said = new Error("permission denied for schema public");
  expect(reasonOf(new DrizzleQueryError("create table", [], said))).toBe(said.message);
});

test("a sentence for who starts Parley stands for its cause", () => {
  const sentence = "This user may not write there.";
  expect(reasonOf(unavailable(sentence, new Error("EACCES")))).toBe(sentence);
});
