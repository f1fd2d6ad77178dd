import { afterAll, beforeAll, expect, test } from "vitest";
import { checkStorage } from "@/scripts/doctor/storage";
import { startS3 } from "@/testing/s3-server";

const keys = { region: "us-east-1", access_key_id: "AKIDEXAMPLE", secret_access_key: "secret" };
let s3: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  s3 = await startS3("parley", keys);
});
afterAll(() => s3.close());

test("a bucket that keeps files is left as it was", async () => {
  const found = await checkStorage({ ...keys, bucket: "parley", endpoint: s3.endpoint });
  expect(found).toMatchObject([{ verdict: "ok", about: "Files" }]);
  expect(s3.objects.size).toBe(0);
});

test.for([
  ["a bucket that is not there", { bucket: "another" }],
  ["a key that is wrong", { secret_access_key: "wrong" }],
  ["nothing at the address", { endpoint: "http://127.0.0.1:9" }],
] as const)("%s is said, with what to do", async ([, wrong]) => {
  const settings = { ...keys, bucket: "parley", endpoint: s3.endpoint, ...wrong };
  const [finding] = await checkStorage(settings);
  expect(finding).toMatchObject({ verdict: "fail", todo: expect.stringContaining("PARLEY_S3_") });
  expect(JSON.stringify(finding)).not.toContain(settings.secret_access_key);
});
