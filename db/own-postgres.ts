import { startEmbeddedPostgres } from "@/db/embedded/start";
import { holdAlone } from "@/db/hold-alone";
import { untilThere } from "@/db/until-there";

export type OwnPostgres = {
  url: string;
  /** It is no longer started again when it dies: the server is about to end. */
  leave(): Promise<void>;
  /** Gives it free and ends it. */
  stop(): Promise<void>;
};

/**
 * The embedded PostgreSQL as this server's own: held alone, and started again whenever it dies.
 * @throws Error with one sentence when it cannot be started or another server holds it
 */
export function ownPostgres(data_dir: string): Promise<OwnPostgres> {
  // One that is killed before it is held may come back on another port.
  return untilThere(async () => {
    const postgres = await startEmbeddedPostgres({ data_dir });
    // Another server's database is not this one's to end.
    const release = await holdAlone(postgres.url);
    const leave = postgres.keep();
    return {
      url: postgres.url,
      leave,
      async stop() {
        await leave();
        await release().finally(postgres.stop);
      },
    };
  });
}
