import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { unavailable } from "./embedded/failures";
import { reasonOf, sentenceOf } from "./reason";

test("of a failed query it is what the database said", () => {
  const said = new Error("permission denied for schema public");
  expect(reasonOf(new DrizzleQueryError("create table", [], said))).toBe(said.message);
});

test("a sentence for who starts Parley stands for its cause", () => {
  const sentence = "This user may not write there.";
  expect(reasonOf(unavailable(sentence, new Error("EACCES")))).toBe(sentence);
});

test("what the database said is told as that, and everything ends as a sentence does", () => {
  const said = Object.assign(new Error('database "chat" does not exist'), {
    name: "PostgresError",
  });
  const sentence = 'The database says: database "chat" does not exist.';
  expect(sentenceOf(said)).toBe(sentence);
  expect(sentenceOf(new DrizzleQueryError("select", [], said))).toBe(sentence);
  expect(sentenceOf(new Error("It is taken."))).toBe("It is taken.");
  expect(sentenceOf("gone")).toBe("gone.");
});

test("a full disk is said in plain words", () => {
  const error = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    code: "ENOSPC",
  });
  expect(sentenceOf(error)).toMatch(/^There is no room left on the disk: /);
});
