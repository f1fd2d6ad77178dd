import { beforeEach, expect, test, vi } from "vitest";
import { newId } from "@/lib/ids";
import { createKbArticle } from "@/lib/kb/commands";
import { toHtml } from "@/lib/kb/markdown";
import { listPublished } from "@/lib/kb/queries";
import { textOf } from "@/lib/kb/texts";
import { withDatabase } from "@/testing/database";
import { makeAdmin } from "@/testing/people";

vi.mock("@/lib/kb/markdown", async (original) => {
  const actual = await original<typeof import("@/lib/kb/markdown")>();
  return { ...actual, toHtml: vi.fn(actual.toHtml) };
});

const drawn = vi.mocked(toHtml);
beforeEach(() => {
  drawn.mockClear();
});

withDatabase();

test("whoever searches again has nothing drawn again", async () => {
  const { actor } = await makeAdmin();
  const content = "Send it back in *30* days.";
  await createKbArticle(actor, { title: "Returns", content, status: "published" });
  drawn.mockClear();
  for (const _ of [1, 2, 3]) {
    const { items } = await listPublished({ q: "days" }, { ip_address: null });
    expect(items.map(({ passage }) => passage)).toEqual(["Send it back in 30 days."]);
  }
  expect(drawn).toHaveBeenCalledTimes(1);
});

test("a version is drawn once, and another one anew", async () => {
  const id = newId();
  for (const _ of [1, 2, 3]) {
    expect(await textOf({ id, version: 1, content: "In **30** days" })).toBe("In 30 days");
  }
  expect(drawn).toHaveBeenCalledTimes(1);
  expect(await textOf({ id, version: 2, content: "In 14 days" })).toBe("In 14 days");
  expect(drawn).toHaveBeenCalledTimes(2);
});

test("others have their turn between two", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const content = "Lamps, *boxes* and `codes`. ".repeat(700);
  for (let n = 0; n < 10; n++) await textOf({ id: newId(), version: 1, content });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});

test("of more than five million characters the ones that were drawn first are drawn again", async () => {
  const content = "a".repeat(20_000);
  const ids = Array.from({ length: 260 }, newId);
  for (const id of ids) await textOf({ id, version: 1, content });
  drawn.mockClear();
  await textOf({ id: ids.at(-1) ?? "", version: 1, content });
  expect(drawn).not.toHaveBeenCalled();
  await textOf({ id: ids[0] ?? "", version: 1, content });
  expect(drawn).toHaveBeenCalledTimes(1);
});
