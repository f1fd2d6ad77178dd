import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Config } from "@/lib/config";
import { newId } from "@/lib/ids";
import { s3 } from "@/lib/uploads/s3";
import { type Finding, failed, passed, wordsOf } from "@/scripts/doctor/finding";

/** Whether a file goes into the bucket, comes back and goes away again: one is put there for a moment. */
export async function checkStorage(settings: S3Config): Promise<Finding[]> {
  const place = `the bucket ${settings.bucket}`;
  const storage = s3(settings);
  const key = newId();
  const folder = await mkdtemp(join(tmpdir(), "parley-doctor-"));
  const path = join(folder, "file");
  try {
    await writeFile(path, key);
    await storage.put(key, path);
    let read = "";
    for await (const chunk of await storage.read(key)) read += chunk;
    if (read !== key) throw new Error("what came back was another file");
    await storage.remove(key);
    return [passed("Files", `${place} keeps them`)];
  } catch (error) {
    const todo =
      "Check PARLEY_S3_ENDPOINT, PARLEY_S3_REGION, the bucket and the keys: they must be allowed to put, get and delete objects. The line above this one has the answer of the storage.";
    return [failed("Files", `${place} does not keep them: ${wordsOf(error)}`, todo)];
  } finally {
    await rm(folder, { recursive: true });
  }
}
