import { readFileSync } from "node:fs";
import path from "node:path";
import { type Edge, type Graph, readGraph } from "./graph";
import { COMPUTED } from "./imports";
import { PRODUCT, TEST, WALLS, type Wall } from "./walls";

export type Violation = { rule: string; why: string; from: string; to: string };
type Manifest = Record<
  "dependencies" | "devDependencies" | "optionalDependencies",
  Record<string, string> | undefined
>;

export function checkWalls(root: string): { violations: Violation[]; graph: Graph } {
  const graph = readGraph(root);
  const manifest: Manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const violations = [
    ...graph.edges.flatMap((edge) => crossed(edge) ?? handedOn(edge) ?? []),
    ...graph.edges.flatMap((edge) => badTarget(edge, manifest)),
    ...graph.files.flatMap(badName),
    ...circles(graph),
  ];
  return { violations, graph };
}

function crossed(edge: Edge): Violation | undefined {
  if (TEST.test(edge.from) || edge.to.startsWith("missing:")) return;
  const wall = WALLS.find((one) => crosses(edge, one));
  return wall && { rule: wall.name, why: wall.why, from: edge.from, to: edge.to };
}

function crosses({ from, to, isType }: Edge, wall: Wall): boolean {
  if (!wall.from.test(from) || wall.except?.test(from)) return false;
  if (isType && wall.allowsTypes) return false;
  const matches = (pattern: RegExp) => pattern.test(to);
  return (wall.only && !wall.only.some(matches)) || (wall.never?.some(matches) ?? false);
}

function isProduct(file: string): boolean {
  return PRODUCT.test(file) && !TEST.test(file);
}

function badTarget({ from, to }: Edge, manifest: Manifest): Violation[] {
  if (to === `missing:${COMPUTED}`) {
    // db/embedded/runner.ts picks the PostgreSQL of this platform by name.
    if (!isProduct(from) || from.startsWith("db/")) return [];
    const why = "No tool can tell what an import of a computed path brings in.";
    return [{ rule: "no-computed-import", why, from, to }];
  }
  if (to.startsWith("missing:")) {
    const why = "The file does not exist, or not under that spelling.";
    return [{ rule: "no-unresolved", why, from, to }];
  }
  if (!to.startsWith("npm:")) return [];

  const name = /^npm:((@[^/]+\/)?[^/]+)/.exec(to)?.[1] ?? to;
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  if (name in { ...dependencies, ...optionalDependencies }) return [];
  if (!devDependencies || !(name in devDependencies)) {
    const why = "A package that package.json does not name is there by chance.";
    return [{ rule: "no-undeclared-package", why, from, to }];
  }
  if (!isProduct(from)) return [];
  const why = "An installation for production has no devDependencies.";
  return [{ rule: "no-dev-dependency", why, from, to }];
}

/** A file that hands on what it may import lets others past the wall, unseen. */
function handedOn({ from, to, isReexport, isType }: Edge): Violation | undefined {
  const isGuarded = /^(npm|node):/.test(to) || (to.startsWith("db/") && !from.startsWith("db/"));
  if (!isReexport || isType || !isProduct(from) || !isGuarded) return;
  const why = "Packages and the database are imported where they are used, so each wall sees it.";
  return { rule: "no-laundering", why, from, to };
}

function badName(file: string): Violation[] {
  const rules = [
    {
      rule: "no-barrel",
      why: "A barrel hides which file is used and loads them all.",
      pattern: /(^|\/)index\.\w+$/,
    },
    {
      rule: "no-utils",
      why: "A file is named for its one job; utils and helpers have none.",
      pattern: /(^|[/.-])(utils?|helpers?)(?=[/.-])/i,
    },
    {
      rule: "app-is-routing",
      why: "app holds the files that Next routes by; the rest has a home in components or lib.",
      pattern:
        /^app\/(?!(.+\/)?(page|layout|template|loading|error|global-error|not-found|forbidden|unauthorized|default|route|icon|apple-icon|opengraph-image|manifest|robots|sitemap)\.tsx?$)(?!.*\.test\.tsx?$)/,
    },
  ];
  return rules
    .filter(({ pattern }) => pattern.test(file))
    .map(({ rule, why }) => ({ rule, why, from: file, to: file }));
}

/** Circles of types alone are left: the compiler erases them, and nouns do refer to each other. */
function circles({ files, edges }: Graph): Violation[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isType } of edges) {
    if (!isType) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const found: Violation[] = [];

  function follow(file: string, trail: string[]) {
    if (trail.includes(file)) {
      const circle = [...trail.slice(trail.indexOf(file)), file];
      const why = `What is loaded first depends on who asks: ${circle.join(" → ")}.`;
      found.push({ rule: "no-circle", why, from: file, to: circle[1] ?? file });
    } else if (!done.has(file)) {
      for (const target of next.get(file) ?? []) follow(target, [...trail, file]);
      done.add(file);
    }
  }
  for (const file of files) follow(file, []);
  return found;
}
