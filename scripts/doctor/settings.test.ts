import { expect, test } from "vitest";
import { readEnv } from "@/lib/env";
import { checkSettings } from "@/scripts/doctor/settings";

const verdicts = (source: Record<string, string>) =>
  checkSettings(source).findings.map(({ verdict, says }) => [verdict, says.split(":")[0]]);

test("settings that can be read are one line", () => {
  expect(verdicts({ PORT: "8080" })).toEqual([["ok", "every variable can be read"]]);
});

test("each wrong variable is named, and the others count", () => {
  const source = { PORT: "http", HOST: "127.0.0.1", PARLEY_LOG_LEVEL: "loud", PARLEY_URL: "chat" };
  expect(verdicts(source)).toEqual([
    ["fail", "The variable PORT is wrong"],
    ["fail", "The variable PARLEY_LOG_LEVEL is wrong"],
    ["fail", "The variable PARLEY_URL is wrong"],
  ]);
  expect(checkSettings(source).env).toMatchObject({ PORT: 3000, HOST: "127.0.0.1" });
});

test("half of the first admin is told", () => {
  const says = "PARLEY_ADMIN_EMAIL is set and PARLEY_ADMIN_PASSWORD is not";
  expect(verdicts({ PARLEY_ADMIN_EMAIL: "a@example.com" })).toEqual([["fail", says]]);
  expect(verdicts({ PARLEY_ADMIN_PASSWORD: "ten letters" })[0]?.[0]).toBe("fail");
  const both = { PARLEY_ADMIN_EMAIL: "a@example.com", PARLEY_ADMIN_PASSWORD: "ten letters" };
  expect(verdicts(both)[0]?.[0]).toBe("ok");
});

test("a secret that is too short is told once, and one that is needed with how to make it", () => {
  const DATABASE_URL = "postgres://parley@db/parley";
  expect(verdicts({ DATABASE_URL, PARLEY_SECRET: "short" })).toEqual([
    ["fail", "The variable PARLEY_SECRET is wrong"],
  ]);
  const [missing] = checkSettings({ DATABASE_URL }).findings;
  expect(missing?.says).toContain("make one with");
  expect(missing?.todo).toMatch(/^Set PARLEY_SECRET to what that prints/);
});

test("what is missing is told once, and what can be read alone counts", () => {
  const read: typeof readEnv = (source) => {
    if (source?.PARLEY_URL && !source.PARLEY_SECRET) {
      throw new Error("The variable PARLEY_SECRET is wrong: is needed.");
    }
    return readEnv(source);
  };
  const source = { PARLEY_URL: "https://chat.example.com", PORT: "8080" };
  const { findings, env } = checkSettings(source, read);
  expect(findings.map(({ says }) => says)).toEqual([
    "The variable PARLEY_SECRET is wrong: is needed",
  ]);
  expect(env.PORT).toBe(8080);
});
