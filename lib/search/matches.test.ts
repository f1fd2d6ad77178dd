import { expect, test } from "vitest";
import { matchesIn, termsOf, toQuery } from "@/lib/search/matches";

test.for([
  ["Hello, WORLD", ["hello", "world"]],
  ["  a-1043 & b|c:* !d '\\' <-> ", ["a", "1043", "b", "c", "d"]],
  ["überfällig Größe", ["überfällig", "größe"]],
  ["مرحبا بكم", ["مرحبا", "بكم"]],
  ["👍 ???", []],
] as const)("%s has the words %j", ([search, terms]) => {
  expect(termsOf(search)).toEqual(terms);
});

test("the last word is the beginning of one, the others are whole", () => {
  expect(toQuery(["hello", "wor"])).toBe("'hello' & 'wor':*");
});

test.for([
  // Whole words, and the typed part of the last one.
  ["Hello world, hello Worldwide", "hello wor", ["Hello", "wor", "hello", "Wor"]],
  // The first is no beginning of a word.
  ["hell hello", "hell wor", ["hell"]],
  // Places count characters: an emoji is one.
  ["👍👍 lamp 👍 lamps", "lamp", ["lamp", "lamp"]],
  ["ann@example.org", "example", ["example"]],
  ["nothing of it", "lamp", []],
] as const)("in “%s”, “%s” is found as %j", ([content, search, found]) => {
  const characters = [...content];
  const places = matchesIn(content, termsOf(search));
  expect(places.map(([start, end]) => characters.slice(start, end).join(""))).toEqual(found);
});

test("more than a hundred places are not counted up", () => {
  expect(matchesIn("a ".repeat(5000), ["a"])).toHaveLength(100);
});
