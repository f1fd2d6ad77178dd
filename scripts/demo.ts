/**
 * Fills an empty database with a made-up shop, so that there is something to look at:
 * npm run demo [-- --heavy | -- --chats 20 --messages 1000]
 * The options add one more agent, who holds so many active chats of so many messages each.
 */
import { sentenceOf } from "@/db/reason";
import { readEnv } from "@/lib/env";
import { withEmptyDatabase } from "@/scripts/demo/database";
import { fillDatabase } from "@/scripts/demo/fill";
import { readOptions } from "@/scripts/demo/options";

try {
  const heavy = readOptions(process.argv.slice(2));
  const env = readEnv();
  const accounts = await withEmptyDatabase(env, () => fillDatabase(heavy));
  const widths = { name: 0, email: 0 };
  for (const { name, email } of accounts) {
    widths.name = Math.max(widths.name, name.length);
    widths.email = Math.max(widths.email, email.length);
  }
  console.log("The shop “Lampwick & Oak” is in the database. Nobody else knows these passwords:\n");
  for (const { name, email, password, role } of accounts) {
    const person = `${name.padEnd(widths.name)}  ${email.padEnd(widths.email)}`;
    console.log(`  ${role.padEnd(8)}  ${person}  ${password}`);
  }
  const address = env.PARLEY_URL?.replace(/\/$/, "") ?? `http://localhost:${env.PORT}`;
  console.log(`
Start it with the same settings: npm start
  Agents     ${address}/inbox
  Admins     ${address}/admin
  Customers  ${address}/chat`);
} catch (error) {
  console.error(`No demo was made. ${sentenceOf(error)}`);
  process.exitCode = 1;
}
