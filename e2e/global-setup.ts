import { ensureBuild } from "@/lib/build";

/** Once, before the workers: each of them starts a server, and none of those has to build then. */
export default async function globalSetup(): Promise<void> {
  await ensureBuild();
}
