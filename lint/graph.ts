import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path/posix";
import { COMPUTED, type Import, importsOf } from "./imports";

/**
 * `to` is a file of the project (`lib/env.ts`), a package (`npm:zod`), a builtin (`node:fs`),
 * or what could not be found (`missing:./gone`, `missing:(computed)`).
 */
export type Edge = Import & { from: string; to: string };
export type Graph = { files: string[]; edges: Edge[] };

const SOURCE = /\.[cm]?[jt]sx?$/;
const NO_SOURCES = new Set(["node_modules", "public", "test-results", "playwright-report"]);
const ENDINGS = ["", ".ts", ".tsx", ".mts", ".js", ".mjs", ".cjs", "/index.ts", "/index.tsx"];

export function readGraph(root: string): Graph {
  const files = sourcesIn(root);
  const edges = files.flatMap((from) => {
    const source = readFileSync(path.join(root, from), "utf8");
    try {
      return importsOf(source, from.endsWith("x")).map((one) => ({
        ...one,
        from,
        to: resolve(root, from, one.specifier),
      }));
    } catch (cause) {
      throw new Error(`${from} cannot be parsed`, { cause });
    }
  });
  return { files, edges };
}

function sourcesIn(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && !NO_SOURCES.has(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(path.join(root, entry.name), { recursive: true, encoding: "utf8" }).map(
            (below) => `${entry.name}/${below.replaceAll("\\", "/")}`,
          )
        : entry.name,
    )
    .filter((file) => SOURCE.test(file) && !file.endsWith(".d.ts"))
    .sort();
}

function resolve(root: string, from: string, specifier: string): string {
  if (specifier === COMPUTED) return `missing:${specifier}`;
  if (isBuiltin(specifier)) return `node:${specifier.replace(/^node:/, "")}`;

  // `@/` is the one alias of tsconfig.json. Another would read as a package, and be undeclared.
  const isOurs = /^(\.|@\/)/.test(specifier);
  if (!isOurs) return `npm:${specifier}`;

  const target = specifier.startsWith("@/")
    ? path.normalize(specifier.slice(2))
    : path.join(path.dirname(from), specifier);
  const found = [...ENDINGS.map((ending) => target + ending), ...asTypeScript(target)].find(
    (file) => isFile(path.join(root, file)),
  );
  return found ?? `missing:${specifier}`;
}

/** `./a.js` may mean `./a.ts`, as node's own resolution wants it written. */
function asTypeScript(target: string): string[] {
  return /\.js$/.test(target) ? [target.replace(/js$/, "ts"), target.replace(/js$/, "tsx")] : [];
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}
