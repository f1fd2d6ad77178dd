import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll } from "vitest";
import { setConfig } from "@/lib/config";
import { startGateway } from "@/lib/realtime/gateway";
import { closeSockets } from "@/testing/connect";
import { makeDatabase, testConfig } from "@/testing/database";
import { setOrigin } from "@/testing/origin";
import { restListener } from "@/testing/rest-server";

/**
 * A server over a database of its own for the test file: REST and Socket.IO on one port, as in
 * server.ts. Another `make` opens another database. Its sockets are closed after each test, unless they were made before all.
 */
export function withServer(
  env: Record<string, string> = {},
  make: () => Promise<{ drop(): Promise<void> }> = makeDatabase,
): void {
  const endings: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const database = await make();
    endings.push(database.drop);
    setConfig(testConfig(env));
    const server: Server = createServer(restListener);
    const gateway = await startGateway(server);
    endings.push(async () => {
      server.closeAllConnections();
      await gateway.close();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    setOrigin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(closeSockets);
  afterAll(async () => {
    closeSockets();
    for (const end of endings.reverse()) await end();
  });
}
