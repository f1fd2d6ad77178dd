import { expect, test } from "vitest";
import type { Account } from "@/lib/users/contract";
import { isFound } from "./staff-text";

const account = {
  name: "José Núñez",
  email: "jn@example.org",
  role: "agent",
  skills: ["billing", "German"],
} as Account;

test("staff are found by words of their name, e-mail, role and skills, in any order", () => {
  expect(isFound(account, "german jose")).toBe(true);
  expect(isFound(account, " NUÑEZ  agent ")).toBe(true);
  expect(isFound(account, "example.org")).toBe(true);
  expect(isFound(account, "jose admin")).toBe(false);
});

test("an empty search finds all, also who has no e-mail", () => {
  expect(isFound({ ...account, email: null }, "  ")).toBe(true);
});
