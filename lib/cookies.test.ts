import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setConfig } from "@/lib/config";
import { cookieName, tokenIn } from "@/lib/cookies";
import { testConfig } from "@/testing/database";

beforeEach(() => setConfig(testConfig()));
afterEach(() => setConfig(undefined));

const asked = (cookie: string | null, side: string | null = null) =>
  tokenIn({ authorization: null, cookie, side });

describe("the names", () => {
  test("behind https they are bound to this very host", () => {
    expect(cookieName("staff")).toBe("parley.staff.session");
    setConfig(testConfig({ PARLEY_URL: "https://chat.example.org" }));
    expect(cookieName("staff")).toBe("__Host-parley.staff.session");
    expect(cookieName("customer", "csrf")).toBe("__Host-parley.customer.csrf");
    // One that any page of a sibling's host could have set does not count.
    expect(asked("parley.staff.session=a")).toEqual({ token: null, is_bearer: false });
  });
});

test.for([
  ["", null],
  ["parley.staff.session", null],
  ["parley.staff.session=", null],
  ["parley.staff.session=a", "a"],
  ["a=b;parley.staff.session=a=b ; c", "a=b"],
  ["parley.staff.session.0=a; parley.staff.session.1=b", "ab"],
  ["parley.staff.session.1=b", null],
  ["xparley.staff.session=a", null],
  ["__proto__=a; constructor=b", null],
] as const)("the cookie header %j", ([cookie, token]) => {
  expect(asked(cookie).token).toBe(token);
});

test("nothing at all is nobody", () => {
  expect(asked(null)).toEqual({ token: null, is_bearer: false });
  expect(
    tokenIn({ authorization: undefined, cookie: undefined, side: undefined }).token,
  ).toBeNull();
});

test.for([
  ["Bearer a", "a"],
  ["bearer a", "a"],
  ["Bearer", null],
  ["Bearer ", null],
  ["Bearer a b", null],
] as const)("the authorization %j counts, and no cookie besides", ([authorization, token]) => {
  const cookie = "parley.staff.session=c";
  expect(tokenIn({ authorization, cookie, side: null })).toEqual({ token, is_bearer: true });
});

test.for(["Basic a", "a", ""])("the authorization %j is somebody else's", (authorization) => {
  const cookie = "parley.staff.session=c";
  expect(tokenIn({ authorization, cookie, side: null })).toEqual({ token: "c", is_bearer: false });
});
