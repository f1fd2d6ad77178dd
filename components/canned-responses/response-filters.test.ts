import { expect, test } from "vitest";
import type { CannedResponse } from "@/lib/canned-responses/contract";
import {
  categoriesOf,
  filterResponses,
  NO_FILTERS,
  offeredResponses,
  tagsOf,
} from "./response-filters";

const response = (name: string, more: Partial<CannedResponse> = {}): CannedResponse => ({
  id: name,
  name,
  content: "",
  category: null,
  tags: [],
  is_active: true,
  is_shared: false,
  use_count: 0,
  created_at: "",
  updated_at: "",
  ...more,
});

const all = [
  response("Goodbye", { is_shared: true, category: "Words", use_count: 3 }),
  response("Greeting", { content: "Hello José", category: "Words", tags: ["first"] }),
  response("Holidays", { is_active: false, tags: ["late", "first"], use_count: 9 }),
];
const names = (found: CannedResponse[]) => found.map(({ name }) => name);
const filtered = (filters: Partial<typeof NO_FILTERS>) =>
  names(filterResponses(all, { ...NO_FILTERS, ...filters }));

test("each filter narrows, and together they narrow more", () => {
  expect(filtered({})).toEqual(["Goodbye", "Greeting", "Holidays"]);
  expect(filtered({ owner: "own" })).toEqual(["Greeting", "Holidays"]);
  expect(filtered({ owner: "shared" })).toEqual(["Goodbye"]);
  expect(filtered({ category: "Words" })).toEqual(["Goodbye", "Greeting"]);
  expect(filtered({ tag: "first" })).toEqual(["Greeting", "Holidays"]);
  expect(filtered({ state: "inactive" })).toEqual(["Holidays"]);
  expect(filtered({ state: "active", tag: "first" })).toEqual(["Greeting"]);
  expect(filtered({ q: "jose" })).toEqual(["Greeting"]);
  expect(filtered({ q: "late", state: "active" })).toEqual([]);
});

test("a chat is offered what is active: the most used first, and what is typed finds the best first", () => {
  expect(names(offeredResponses(all, ""))).toEqual(["Goodbye", "Greeting"]);
  expect(names(offeredResponses(all, "gre"))[0]).toBe("Greeting");
  expect(names(offeredResponses(all, "holidays"))).toEqual([]);
});

test("categories and tags are listed once, in order", () => {
  expect(categoriesOf(all)).toEqual(["Words"]);
  expect(tagsOf(all)).toEqual(["first", "late"]);
});
