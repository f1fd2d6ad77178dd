import { expect, test } from "vitest";
import type { TicketComment, TicketPage } from "@/lib/tickets/contract";
import { withOlder } from "./with-older";

const page = (ids: string, has_more: boolean, subject = "old") =>
  ({
    ticket: { subject },
    comments: [...ids].map((id) => ({ id }) as TicketComment),
    has_more,
  }) as TicketPage;

test("older comments that were asked for stay when the ticket is looked at again", () => {
  const now = page("defg", true, "new");
  expect(withOlder(page("abcdef", false), now)).toEqual(page("abcdefg", false, "new"));
  expect(withOlder(page("cdef", true), now)).toEqual(page("cdefg", true, "new"));
});

test("where there is nothing older, or some between the two are missing, it is as it was answered", () => {
  const now = page("defg", true);
  expect(withOlder(undefined, now)).toBe(now);
  expect(withOlder(page("def", true), now)).toBe(now);
  expect(withOlder(page("ab", false), now)).toBe(now);
  const empty = page("", false);
  expect(withOlder(empty, empty)).toBe(empty);
});
