import { checkWalls } from "./check";

const { violations, graph } = checkWalls(".");
for (const { rule, why, from, to } of violations) {
  console.error(`${rule}: ${from} → ${to}\n  ${why}`);
}
console.log(
  `walls: ${violations.length || "no"} violations in ${graph.files.length} files, ${graph.edges.length} imports`,
);
process.exitCode = violations.length > 0 ? 1 : 0;
