import { expect, test } from "vitest";
import { NO_FILTERS, queryOf, readFilters, writeFilters } from "./ticket-filters";

const read = (query: string) => readFilters(new URLSearchParams(query));

test("the address keeps the filters", () => {
  const filters = {
    status: "open",
    assignee: "me",
    priority: "high",
    customer: "7",
    zendesk: "gave_up",
    q: "desk lamp",
  } as const;
  expect(read(writeFilters(filters))).toEqual(filters);
  expect(read(writeFilters({ ...filters, assignee: "12" })).assignee).toBe("12");
});

test.each([
  "status=done&priority=huge&assignee=somebody&customer=x&zendesk=lost&q=%20%20",
  "assignee=0&customer=-1",
  "assignee=99999999999",
])("what is no filter is none: %s", (query) => {
  expect(read(query)).toEqual(NO_FILTERS);
});

test("a search is no longer than the server takes it, and has no line in it", () => {
  const { q } = read(`q=${"a".repeat(200)}`);
  expect(q).toHaveLength(100);
  expect(read("q=a%0A%09b").q).toBe("a b");
});

test("the server is asked by its own names", () => {
  expect(queryOf({ ...NO_FILTERS, customer: "7" }, "c")).toBe("customer_id=7&cursor=c");
});
