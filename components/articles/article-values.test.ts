import { expect, test } from "vitest";
import type { KbArticle } from "@/lib/kb/contract";
import { changedFields, inputOf, valuesOf } from "./article-values";

const article = { title: "Returns", category: null, summary: "", content: "Text" } as KbArticle;

test("what was typed and taken back is no change, and what is empty is told from what is not typed", () => {
  const saved = valuesOf(article);
  expect(changedFields({}, saved)).toEqual([]);
  expect(changedFields({ title: "Returns", category: "" }, saved)).toEqual([]);
  expect(changedFields({ title: "", category: "Orders", content: "Text " }, saved)).toEqual([
    "title",
    "category",
    "content",
  ]);
  expect(changedFields({ title: "" }, valuesOf(null))).toEqual([]);
});

test("only what is given is sent; a category of no words is none, and a text stays as it is", () => {
  expect(inputOf({ category: " ", content: " a\n" })).toEqual({ category: null, content: " a\n" });
  expect(inputOf({ title: " a ", summary: " " })).toEqual({ title: "a", summary: "" });
});
