/** Writes docs/dependencies.md anew: look at what has changed in it before you commit it. */
import { readFileSync, writeFileSync } from "node:fs";
import { writePage } from "../lint/dependencies";

writeFileSync(
  "docs/dependencies.md",
  writePage(JSON.parse(readFileSync("package-lock.json", "utf8"))),
);
