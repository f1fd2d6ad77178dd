import { expect, test } from "vitest";
import { typedSince } from "./typed-since";

test("what was typed while a save was under way is not done with the save", () => {
  const sent: Partial<Record<string, string>> = { title: "Returns", content: "Within 30 days" };
  expect(typedSince(sent, sent)).toEqual({});
  expect(typedSince({ ...sent, content: "Within 30 days, at no cost" }, sent)).toEqual({
    content: "Within 30 days, at no cost",
  });
  expect(typedSince({ ...sent, content: "", summary: "How" }, sent)).toEqual({
    content: "",
    summary: "How",
  });
});
