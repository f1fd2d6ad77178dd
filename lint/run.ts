import { readFileSync } from "node:fs";
import { checkWalls } from "./check";
import { checkDependencies } from "./dependencies";

const read = (file: string) => readFileSync(file, "utf8");

const { violations, graph } = checkWalls(".");
for (const { rule, why, from, to } of violations) {
  console.error(`${rule}: ${from} → ${to}\n  ${why}`);
}
console.log(
  `walls: ${violations.length || "no"} violations in ${graph.files.length} files, ${graph.edges.length} imports`,
);

const lock = JSON.parse(read("package-lock.json"));
const { allowScripts } = JSON.parse(read("package.json"));
const wrong = checkDependencies(lock, read("docs/dependencies.md"), allowScripts);
for (const sentence of wrong) console.error(sentence);
console.log(`dependencies: ${wrong.length === 0 ? "all in the list" : "see npm run licences"}`);

process.exitCode = violations.length + wrong.length > 0 ? 1 : 0;
