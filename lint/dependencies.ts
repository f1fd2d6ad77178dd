/** The part of package-lock.json that is looked at. */
export type Lock = { packages: Record<string, Locked> };
type Locked = {
  license?: string;
  optional?: boolean;
  integrity?: string;
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
};

export type Dependency = { name: string; licence: string };

/**
 * Those under which a package may be used in, or to build, what is under the MIT licence: by their
 * SPDX names. Of a library under the LGPL its users may take another build, as npm lets them.
 */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-4.0",
  "ISC",
  "LGPL-3.0-or-later",
  "MIT",
  "MPL-2.0",
  "PSF-2.0",
  "Unlicense",
]);

/** They say it in a field that npm no longer reads. */
const SAID_ELSEWHERE: Record<string, string> = { "xmlhttprequest-ssl": "MIT" };

const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + 13);

/** All packages of the lockfile, each name once, in the order of their names. */
export function listDependencies({ packages }: Lock): Dependency[] {
  // The build for another platform is not installed here; it has the licence of what it is a part of.
  const of_the_whole = new Map<string, string | undefined>();
  for (const { optionalDependencies = {}, license } of Object.values(packages)) {
    for (const name of Object.keys(optionalDependencies)) of_the_whole.set(name, license);
  }
  const licences = new Map<string, Set<string>>();
  for (const [path, { license }] of Object.entries(packages)) {
    if (!path) continue;
    const name = nameOf(path);
    const licence = license ?? SAID_ELSEWHERE[name] ?? of_the_whole.get(name) ?? "unknown";
    licences.set(name, (licences.get(name) ?? new Set()).add(licence));
  }
  return [...licences]
    .map(([name, found]) => ({ name, licence: [...found].sort().join(" AND ") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const isAllowed = (licence: string) =>
  licence
    .split(" AND ")
    .every((part) => part.split(" OR ").some((one) => ALLOWED.has(one.replace(/[()]/g, ""))));

/** The rows of the page that lists them, as `writePage` makes them. */
const rowsIn = (page: string) =>
  new Set(page.split("\n").filter((line) => /^\| (?!package |---)/.test(line)));

const rowOf = ({ name, licence }: Dependency) => `| ${name} | ${licence} |`;

/**
 * What is wrong with the dependencies, a sentence each: one that is not in the list or has left it,
 * a licence that was not agreed to, a package that npm could not verify, an install script that
 * nobody decided on.
 * @param page docs/dependencies.md
 * @param allowScripts of package.json
 */
export function checkDependencies(
  lock: Lock,
  page: string,
  allowScripts: Record<string, boolean>,
): string[] {
  const rows = rowsIn(page);
  const wrong: string[] = [];
  for (const dependency of listDependencies(lock)) {
    const { name, licence } = dependency;
    if (!rows.delete(rowOf(dependency))) {
      wrong.push(`${name} (${licence}) is not in docs/dependencies.md.`);
    }
    if (!isAllowed(licence)) wrong.push(`${name} has a licence to be decided on: ${licence}.`);
  }
  for (const row of rows) wrong.push(`docs/dependencies.md lists what is not installed: ${row}`);
  for (const [path, found] of Object.entries(lock.packages)) {
    if (!path) continue;
    const { integrity, optional, hasInstallScript } = found;
    const name = nameOf(path);
    // npm knows none of a build for a platform that its registry did not have when it locked it.
    if (!integrity && !optional) wrong.push(`${path} has no checksum in package-lock.json.`);
    if (hasInstallScript && allowScripts[name] === undefined) {
      wrong.push(`${name} runs a script when it is installed: decide in allowScripts.`);
    }
  }
  return wrong;
}

const HEAD = `# Dependencies

Every package that a clone installs, for any platform, with its licence. \`npm run licences\` makes
this page from the lockfile; \`npm run check\`, and with it every test, fails where a package is not in
it, has a licence that was not agreed to, has no checksum, or runs a script at its installation that
\`allowScripts\` in package.json does not decide on. So a new dependency, also one of a dependency, is
seen in the change that brings it.

\`npm run sbom\` prints those that run in production, with their versions and checksums, as a software
bill of materials in CycloneDX's format.

| package | licence |
| --- | --- |
`;

export const writePage = (lock: Lock): string =>
  `${HEAD}${listDependencies(lock).map(rowOf).join("\n")}\n`;
