import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FILE, rightsPage } from "./rights-page";

test("the page of the rights is the table's: npm run rights writes it", () => {
  expect(readFileSync(FILE, "utf8")).toBe(rightsPage());
});

test("it says of each role what the table says", () => {
  const page = rightsPage();
  expect(page).toContain("| `session.assign` | – | – | yes |");
  expect(page).toContain("| `message.send` | own | assignee | assignee |");
});
