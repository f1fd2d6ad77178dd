import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  constants,
  copyFile,
  cp,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inheritedEnvironment } from "@/lib/env";
import { PLANTS, type Plant } from "./plants";
import type { Summary } from "./summary";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** With a fault in it much does not come about that is waited for, in seconds. */
const PATIENCE = "20";
/** What is of one place alone, or comes of itself. */
const LEFT_OUT = [".git", ".next", ".data", "node_modules", "test-results", "playwright-report"];

/**
 * Plants a fault into a copy of the source and runs the checker there.
 * @returns whether the checker was red for that very reason
 * @throws Error when there is no such plant, or the source is no longer what it was made for
 */
export async function findsPlant(name: string, seed: number): Promise<boolean> {
  const plant = PLANTS[name];
  if (!plant) throw new Error(`There is no plant ${name}, but ${Object.keys(PLANTS).join(", ")}.`);
  const copy = await mkdtemp(join(tmpdir(), `parley-plant-${name}-`));
  let is_found = false;
  try {
    await copySource(copy);
    await sow(plant, copy);
    const scratch = join(copy, "tmp");
    await mkdir(scratch);
    const args = ["--only", plant.only.join(), "--seed", String(seed), "--patience", PATIENCE];
    const child = spawn(process.execPath, ["--import", "tsx", "faults/run.ts", ...args], {
      cwd: copy,
      // What it leaves goes with the copy.
      env: { ...inheritedEnvironment(), TMPDIR: scratch },
      stdio: "inherit",
    });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => child.kill(signal));
    }
    await once(child, "exit");
    const text = await readFile(join(copy, "test-results/faults.json"), "utf8");
    const count = (JSON.parse(text) as Summary).verdict[plant.reveals];
    is_found = count > 0;
    console.log(
      is_found
        ? `${name} was found: ${count} ${plant.reveals}.`
        : `${name} was not found: the verdict has no ${plant.reveals}.`,
    );
  } finally {
    await rm(copy, { recursive: true });
  }
  return is_found;
}

async function copySource(copy: string): Promise<void> {
  await cp(ROOT, copy, {
    recursive: true,
    filter: (path) => !LEFT_OUT.includes(relative(ROOT, path).split(/[\\/]/)[0] ?? ""),
  });
  // No link to the directory: the build takes nothing from outside of its root.
  await linkFiles(join(ROOT, "node_modules"), join(copy, "node_modules"));
}

/** The same files under other names; copies of them where that cannot be. */
async function linkFiles(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkFiles(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else {
      await link(source, target).catch(() => copyFile(source, target, constants.COPYFILE_FICLONE));
    }
  }
}

async function sow({ edits }: Plant, copy: string): Promise<void> {
  for (const { file, from, to } of edits) {
    const path = join(copy, file);
    const parts = (await readFile(path, "utf8")).split(from);
    if (parts.length !== 2) {
      throw new Error(`${file} has ${parts.length - 1} times, and not once:\n${from}`);
    }
    await writeFile(path, parts.join(to));
  }
}
