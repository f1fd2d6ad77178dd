import { ensureBuild } from "@/lib/build";
import { makeChats } from "./chats";
import { planCores } from "./cores";
import { endAll } from "./endings";
import { measure } from "./measure";
import { startPostgres } from "./postgres";
import { startApp, type Variant } from "./servers";
import { startTeam } from "./team";

await ensureBuild();
const cores = planCores();
try {
  const postgres = await startPostgres({ core: cores.postgres });
  for (const variant of (process.argv[2] ?? "relay,naive,parley").split(",") as Variant[]) {
    const database = await postgres.makeDatabase();
    const chats = await makeChats(database.url, 500);
    const app = await startApp(variant, { core: cores.app, database_url: database.url });
    const team = startTeam(cores.generators);
    console.time("connect");
    await team.connect(app.url, chats, variant === "parley");
    console.timeEnd("connect");
    for (const pace of ["closed", 500, 2000] as const) {
      const figures = await measure(
        team,
        pace,
        { app: app.pid, postgres: postgres.pid },
        { warm_up: 3, window: 5 },
        1,
      );
      console.log(variant, pace, JSON.stringify(figures));
    }
    console.log(JSON.stringify(await team.check()), app.log().slice(0, 1000));
    await team.end();
    await app.end();
    await database.drop();
  }
} finally {
  await endAll();
}
