import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkDependencies, type Lock, listDependencies, writePage } from "./dependencies";

const lock = (packages: Lock["packages"]): Lock => ({ packages: { "": {}, ...packages } });
const checked = { license: "MIT", integrity: "sha512-x" };

const clean = lock({
  "node_modules/a": { ...checked, optionalDependencies: { "a-linux": "1.0.0" } },
  "node_modules/a-linux": { integrity: "sha512-x" },
  "node_modules/a/node_modules/b": { ...checked, license: "(MIT OR GPL-3.0)" },
  "node_modules/@c/d": { ...checked, license: "Apache-2.0 AND LGPL-3.0-or-later" },
});

const withMore = (packages: Lock["packages"]) => lock({ ...clean.packages, ...packages });

describe("dependencies", () => {
  test("are listed once each, a part for one platform with the licence of the whole", () => {
    expect(listDependencies(clean)).toEqual([
      { name: "@c/d", licence: "Apache-2.0 AND LGPL-3.0-or-later" },
      { name: "a", licence: "MIT" },
      { name: "a-linux", licence: "MIT" },
      { name: "b", licence: "(MIT OR GPL-3.0)" },
    ]);
  });

  test("that are in the list and have what they need are right", () => {
    expect(checkDependencies(clean, writePage(clean), {})).toEqual([]);
  });

  test.each<[string, Lock["packages"], RegExp]>([
    ["a new one", { "node_modules/e": checked }, /e \(MIT\) is not in docs/],
    ["a changed licence", { "node_modules/a": { ...checked, license: "ISC" } }, /a \(ISC\) is not/],
    ["no checksum", { "node_modules/a": { license: "MIT" } }, /a has no checksum/],
    [
      "an install script",
      { "node_modules/a": { ...checked, hasInstallScript: true } },
      /a runs a script/,
    ],
  ])("%s is told", (_, more, sentence) => {
    const wrong = checkDependencies(withMore(more), writePage(clean), { b: true });
    expect(wrong).toContainEqual(expect.stringMatching(sentence));
  });

  test("of a licence that was not agreed to, or of none, are told also when they are listed", () => {
    for (const license of ["GPL-3.0", "MIT AND GPL-3.0", undefined]) {
      const found = withMore({ "node_modules/e": { license, integrity: "sha512-x" } });
      const wrong = checkDependencies(found, writePage(found), {});
      expect(wrong).toEqual([expect.stringMatching(/^e has a licence to be decided on/)]);
    }
  });

  test("that have left are told", () => {
    const page = writePage(withMore({ "node_modules/e": checked }));
    expect(checkDependencies(clean, page, {})).toEqual([
      "docs/dependencies.md lists what is not installed: | e | MIT |",
    ]);
  });

  test("of Parley itself are right", () => {
    const read = (file: string) => readFileSync(file, "utf8");
    const { allowScripts } = JSON.parse(read("package.json"));
    const page = read("docs/dependencies.md");
    expect(checkDependencies(JSON.parse(read("package-lock.json")), page, allowScripts)).toEqual(
      [],
    );
  });
});
