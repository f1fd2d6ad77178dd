import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { users } from "@/db/schema/users";
import { withoutValues } from "@/lib/log";
import { withDatabase } from "@/testing/database";

withDatabase();

const CANARY = "canary-0815\n    at nowhere";

/** As a line of the log. */
const written = (error: unknown) => JSON.stringify(withoutValues(error));

test("what a failed query was to write is in no line of the log; what failed is", async () => {
  const error = await db()
    .insert(users)
    .values({ name: CANARY, password_hash: CANARY, role: "nobody" as never } as never)
    .catch((reason) => reason);
  const wrapped = new Error("It could not be saved.", { cause: error });
  for (const line of [written(error), written(wrapped)]) {
    expect(line).not.toContain("canary");
    expect(line).toContain("insert into");
    expect(line).toContain("user_role");
    expect(line).toContain("log.test.ts");
  }
});

test("nor is the row of which PostgreSQL complains", async () => {
  const error = await db()
    .execute(sql`insert into users (name, role, is_guest) values (${CANARY}, null, false)`)
    .catch((reason) => reason);
  expect(JSON.stringify(error.cause.detail)).toContain("canary");
  expect(written(error)).not.toContain("canary");
  expect(written(error.cause)).not.toContain("canary");
});

test("what is no error is written as it is", () => {
  expect(withoutValues("TimeoutError")).toBe("TimeoutError");
});
