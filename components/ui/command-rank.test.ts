import { expect, test } from "vitest";
import { rankCommands } from "./command-rank";

const commands = [
  { id: "release", label: "release this chat", text: "" },
  { id: "end", label: "end this chat", text: "" },
  { id: "lena", label: "lena berg", text: "when does it end" },
  { id: "spend", label: "spending", text: "" },
];
const ids = (query: string, recent: string[] = []) =>
  rankCommands(commands, query, recent).map(({ id }) => id);

test("the start of a name beats a word in it, a word in the text, and a part of a word", () => {
  expect(ids("end")).toEqual(["end", "lena", "spend"]);
});

test("every word has to be found, and letters may be left out of a name alone", () => {
  expect(ids("chat rel")).toEqual(["release"]);
  expect(ids("rlse")).toEqual(["release"]);
  expect(ids("wdend")).toEqual([]);
  expect(ids("end nothing")).toEqual([]);
});

test("without a query the recently used come first, and what is no more is left out", () => {
  expect(ids("", ["spend", "gone", "end"])).toEqual(["spend", "end", "release", "lena"]);
  expect(ids("end", ["spend"])).toEqual(["end", "lena", "spend"]);
});
