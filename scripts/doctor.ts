/**
 * Looks at all that Parley stands on and says what to do about what is wrong:
 * npm run doctor [-- https://chat.example.com]
 * With the address at which people reach Parley also at the proxy in front of it. It changes
 * nothing, but for a small object that it puts into a bucket for a moment, and exits with 1 when something is wrong.
 */
import { configFrom } from "@/lib/config";
import { inheritedEnvironment } from "@/lib/env";
import { type Finding, failed, toSum, toText, warning, wordsOf } from "@/scripts/doctor/finding";
import { checkForwarded } from "@/scripts/doctor/forwarded";
import { checkMachine } from "@/scripts/doctor/machine";
import { checkPort, isFree } from "@/scripts/doctor/port";
import { checkProxy, isAddress } from "@/scripts/doctor/proxy";
import { checkSettings } from "@/scripts/doctor/settings";

const [address] = process.argv.slice(2);
const { findings, env } = checkSettings(inheritedEnvironment());
const are_right = findings.every(({ verdict }) => verdict !== "fail");
tell(findings);

await look("Machine", () => checkMachine(env));
await look("Port", () => checkPort(env));
await look("Database", checkDatabase);
await look("Files", checkFiles);
if (address) await look("Proxy", () => checkAddress(address));

console.log(`\n${toSum(findings)}`);
process.exitCode = findings.some(({ verdict }) => verdict === "fail") ? 1 : 0;

/** A look that fails is a finding too, and the others go on. */
async function look(about: string, check: () => Promise<Finding[]>): Promise<void> {
  const found = await check().catch((error) => [
    failed(about, `it could not be looked at: ${wordsOf(error)}`, "See what that means."),
  ]);
  tell(found);
  findings.push(...found);
}

function tell(found: Finding[]): void {
  for (const finding of found) console.log(toText(finding));
}

async function checkAddress(given: string): Promise<Finding[]> {
  const can_listen = env.PORT !== 0 && isAddress(given) && (await isFree(env));
  // The server may also be another machine's: then nothing arrives here, and it answers itself.
  const found = can_listen ? await checkForwarded(given, env) : [];
  return found.some(({ verdict }) => verdict === "ok") ? found : checkProxy(given);
}

async function checkFiles(): Promise<Finding[]> {
  const settings = configFrom(env, "").s3;
  if (!are_right || !settings) return [];
  const { checkStorage } = await import("@/scripts/doctor/storage");
  return checkStorage(settings);
}

async function checkDatabase(): Promise<Finding[]> {
  if (!are_right) {
    const todo = "Put the settings right, and look again.";
    return [warning("Database", "not looked at", todo)];
  }
  // These read the settings as they are loaded, and throw where they are wrong.
  if (env.DATABASE_URL) {
    const { checkDatabase } = await import("@/scripts/doctor/database");
    return checkDatabase(env.DATABASE_URL);
  }
  const { checkEmbedded } = await import("@/scripts/doctor/embedded");
  return checkEmbedded(env.PARLEY_DATA_DIR);
}
