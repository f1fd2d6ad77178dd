import { execFile } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, test } from "./home";
import { environment } from "./server";

type Told = { code: number; lines: string[] };

/** `npm run doctor -- <address>` with the settings of a server. */
function askDoctor(settings: Record<string, string>, address: string): Promise<Told> {
  const args = ["--import", "tsx", "scripts/doctor.ts", address];
  const env = { ...environment(), HOST: "127.0.0.1", ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout) =>
      resolve({ code: error ? Number(error.code) : 0, lines: stdout.split("\n") }),
    );
  });
}

/** A proxy that tells the server another host than it was asked for. */
async function renamingProxy(url: string): Promise<{ url: string; close(): void }> {
  const { hostname, port } = new URL(url);
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.on("data", (part) => {
      far.write(part.toString().replace(/^Host: .*$/im, "Host: parley.internal"));
    });
    far.pipe(near);
    near.on("end", () => far.end());
    for (const one of [near, far]) one.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = (server.address() as AddressInfo).port;
  return { url: `http://127.0.0.1:${at}`, close: () => void server.close() };
}

test("the doctor finds a server that runs well, and what a proxy in front of it leaves out", async ({
  home,
}) => {
  const server = await home.start();
  const settings = { PARLEY_DATA_DIR: home.data_dir, PORT: new URL(server.url).port };

  const well = await askDoctor(settings, server.url);
  expect(well.lines.filter((line) => line.startsWith("✗"))).toEqual([]);
  expect(well.lines).toContain(`✓ ok    Port         Parley itself listens on ${settings.PORT}`);
  expect(well.lines).toContain("✓ ok    Forwarded    Parley knows this address as its own");
  expect(well.lines).toContain("✓ ok    Cookies      they fit an address without encryption");
  expect(well.lines).toContain("✓ ok    WebSocket    it opens, and Parley answers in it");
  expect(well.code).toBe(0);

  const proxy = await renamingProxy(server.url);
  const behind = await askDoctor(settings, proxy.url);
  proxy.close();
  expect(behind.lines.filter((line) => line.startsWith("✗"))).toEqual([
    "✗ fail  Forwarded    Parley takes itself to be at http://parley.internal",
    "✗ fail  WebSocket    Parley takes this address for a foreign page and refuses it",
  ]);
  expect(behind.lines.join("\n")).toContain(`Set PARLEY_URL=${proxy.url}`);
  expect(behind.code).toBe(1);

  // It only looked: the server and its database go on.
  expect((await fetch(`${server.url}/api/ready`)).ok).toBe(true);
  expect(server.errors()).toEqual([]);
});
