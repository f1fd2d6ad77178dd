import { randomBytes } from "node:crypto";
import { access, constants, link, mkdir, open, readFile, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, messageOf, unavailable, unless } from "@/db/embedded/failures";

/** Where everything of an embedded PostgreSQL is. */
export type Place = ReturnType<typeof placeIn>;

function placeIn(data_dir: string) {
  return {
    data_dir,
    cluster: join(data_dir, "postgres"),
    log_file: join(data_dir, "postgres.log"),
    password_file: join(data_dir, "postgres-password"),
  };
}

/** In the words of who starts Parley; whatever else there is keeps the system's. */
const PROBLEMS: Record<string, string> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "that disk can only be read",
  EEXIST: "a file is in its place",
  ENOTDIR: "a file is in its way",
};

/** The real path, because a running postmaster is recognised by it. */
export async function openPlace(data_dir: string): Promise<Place> {
  const usable = constants.R_OK | constants.W_OK | constants.X_OK;
  try {
    await mkdir(data_dir, { recursive: true });
    const place = placeIn(await realpath(data_dir));
    await access(place.data_dir, usable);
    await access(place.cluster, usable).catch(unless("ENOENT"));
    return place;
  } catch (error) {
    throw unavailable(
      `Parley cannot keep its database in ${data_dir}: ${PROBLEMS[`${codeOf(error)}`] ?? messageOf(error)}; put that right, or name another directory with PARLEY_DATA_DIR.`,
      error,
    );
  }
}

/** `link` makes the file appear whole or not at all, and never over one that is there. */
export async function readOrMakePassword({ data_dir, password_file }: Place): Promise<string> {
  const read = () => readFile(password_file, "utf8").catch(unless("ENOENT"));
  const known = await read();
  if (known) return known.trim();
  const draft = `${password_file}.${randomBytes(6).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(`${randomBytes(24).toString("base64url")}\n`);
    await file.sync();
    await link(draft, password_file).catch(unless("EEXIST"));
  } finally {
    await file.close();
    await rm(draft);
  }
  await syncDirectory(data_dir);
  return (await readFile(password_file, "utf8")).trim();
}

export async function syncDirectory(path: string): Promise<void> {
  // Windows opens no directories.
  if (process.platform === "win32") return;
  const directory = await open(path);
  await directory.sync();
  await directory.close();
}
