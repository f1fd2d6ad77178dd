import type { Sql } from "postgres";
import { LOG_CONNECTIONS } from "@/db/client";
import { connect } from "@/db/connect";
import { settingsThatRisk } from "@/db/durability";
import { type Finding, failed, passed, warning, wordsOf } from "@/scripts/doctor/finding";

const ABOUT = "Database";
const OLDEST_POSTGRES = 140_000;
/** What a server opens: its pool, those for the log, one for the start. */
export const CONNECTIONS = 20 + LOG_CONNECTIONS + 1;
/** How far the two clocks may be apart, in milliseconds. */
const CLOCKS = { most: 60_000, enough: 2000 };

export type Facts = {
  version_num: number;
  version: string;
  encoding: string;
  is_replica: boolean;
  fsync: string;
  synchronous_commit: string;
  full_page_writes: string;
  /** Whether Parley may make what it needs: the schema's tables. */
  may_create: boolean;
  /** That a server may still open; what a running one has open counts as free. */
  connections_left: number;
  /** Of the database's clock before this machine's, in milliseconds. */
  clock_ahead: number;
  /** When the newest message was written, before the database's own clock; milliseconds. */
  newest_ahead: number;
};

/** What the facts mean. */
export function judgeDatabase(facts: Facts): Finding[] {
  return [
    judgeVersion(facts),
    judgeDurability(facts),
    ...judgeRights(facts),
    judgeConnections(facts),
    ...judgeClocks(facts),
  ];
}

function judgeVersion({ version, version_num }: Facts): Finding {
  if (version_num >= OLDEST_POSTGRES) return passed(ABOUT, `PostgreSQL ${version} answers`);
  const todo = "Use PostgreSQL 14 or later.";
  return failed(ABOUT, `PostgreSQL ${version} is too old`, todo);
}

function judgeDurability({ fsync, synchronous_commit, full_page_writes }: Facts): Finding {
  const off = settingsThatRisk({ fsync, synchronous_commit, full_page_writes });
  if (off.length === 0) return passed("Durability", "what is committed is on the disk");
  return failed(
    "Durability",
    `${off.join(" and ")} ${off.length > 1 ? "are" : "is"} off: what was acknowledged may be lost`,
    `Switch ${off.join(" and ")} on for this server, database and user.`,
  );
}

function judgeRights({ encoding, is_replica, may_create }: Facts): Finding[] {
  const findings: Finding[] = [];
  if (encoding !== "UTF8") {
    const todo = "Make a database with “encoding 'UTF8' template template0” and name that one.";
    findings.push(failed(ABOUT, `its encoding is ${encoding}, which has not all letters`, todo));
  }
  if (is_replica) {
    const todo = "Name the primary server in DATABASE_URL.";
    findings.push(failed(ABOUT, "it is a replica, which takes no messages", todo));
  }
  if (!may_create) {
    const todo =
      "Make this user the owner (“alter database … owner to …”), or grant create on the database and on its schema public.";
    findings.push(failed(ABOUT, "this user may not make tables in it", todo));
  }
  return findings;
}

function judgeConnections({ connections_left: left }: Facts): Finding {
  const says = `${left} more are free, a server opens up to ${CONNECTIONS}`;
  if (left >= CONNECTIONS) return passed("Connections", says);
  const todo = "Raise max_connections, or the limit of this user or database.";
  // It starts with a few, and is slow where it cannot have more.
  return left < LOG_CONNECTIONS + 2
    ? failed("Connections", says, todo)
    : warning("Connections", says, todo);
}

function judgeClocks({ clock_ahead, newest_ahead }: Facts): Finding[] {
  const apart = Math.abs(clock_ahead);
  const says = `${(apart / 1000).toFixed(apart < 10_000 ? 1 : 0)} s between this clock and the database's`;
  const todo = "Switch on the synchronisation of the clock on both machines.";
  const clocks =
    apart <= CLOCKS.enough
      ? passed("Clocks", says)
      : apart <= CLOCKS.most
        ? warning("Clocks", says, todo)
        : failed("Clocks", says, todo);
  if (newest_ahead <= CLOCKS.enough) return [clocks];
  const set_back = warning(
    "Clocks",
    `the newest message is ${Math.round(newest_ahead / 1000)} s in the database's future`,
    "See whether its clock was set back: waits and reports are wrong until it has caught up.",
  );
  return [clocks, set_back];
}

/** Reads the facts through one connection and changes nothing. */
async function readFacts(client: Sql): Promise<Facts> {
  const [row] = await client`
    select current_setting('server_version_num')::int as version_num,
      split_part(current_setting('server_version'), ' ', 1) as version,
      current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as is_replica,
      current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as synchronous_commit,
      current_setting('full_page_writes') as full_page_writes,
      has_database_privilege(current_database(), 'create')
        and has_schema_privilege('public', 'create') as may_create,
      least(
        current_setting('max_connections')::int
          - current_setting('superuser_reserved_connections')::int
          - (select sum(numbackends) from pg_stat_database),
        (select nullif(datconnlimit, -1) - numbackends from pg_database
          join pg_stat_database using (datname) where datname = current_database()),
        (select nullif(rolconnlimit, -1) - (select count(*) from pg_stat_activity
          where usename = current_user) from pg_roles where rolname = current_user)
      )::int + 1 + (select count(*)::int from pg_stat_activity
        where application_name = 'parley' and datname = current_database()) as connections_left,
      to_regclass('public.messages') is not null as has_messages`;
  const { has_messages, ...facts } = row as Omit<Facts, "clock_ahead" | "newest_ahead"> & {
    has_messages: boolean;
  };
  const [newest] = has_messages
    ? await client`
      select extract(epoch from max(created_at) - clock_timestamp())::float8 * 1000 as ahead
      from public.messages`
    : [];
  const newest_ahead = Math.max(0, newest?.ahead ?? 0);
  return { ...facts, clock_ahead: await measureClock(client), newest_ahead };
}

const LOOKS = 3;

/** The shortest of a few round trips tells best. */
async function measureClock(client: Sql): Promise<number> {
  let best = { took: Infinity, ahead: 0 };
  for (let look = 0; look < LOOKS; look++) {
    const asked_at = Date.now();
    const [row] = await client`select extract(epoch from clock_timestamp())::float8 * 1000 as at`;
    const took = Date.now() - asked_at;
    if (took < best.took) best = { took, ahead: (row?.at as number) - (asked_at + took / 2) };
  }
  return best.ahead;
}

/** Looks at the database at `url`, and changes nothing in it. */
export async function checkDatabase(url: string): Promise<Finding[]> {
  const client = connect(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    return judgeDatabase(await readFacts(client));
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? "");
    return [failed(ABOUT, `it does not answer: ${wordsOf(error)}`, todoFor(code))];
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** What to do when no connection comes about. Codes of the system, of postgres.js, SQLSTATEs. */
export function todoFor(code: string): string {
  if (/^28/.test(code)) return "Put the user and the password of that server into DATABASE_URL.";
  if (code === "3D000") return "Create that database (“createdb”), or name another one.";
  if (code === "53300") return "Raise max_connections, or end what holds them.";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "Correct the host in DATABASE_URL.";
  if (code === "ECONNREFUSED") {
    return "Start PostgreSQL there, let it listen on that address (listen_addresses), or correct DATABASE_URL.";
  }
  if (code === "ENOENT" || code === "EACCES") {
    return "Start PostgreSQL there, or let host= in DATABASE_URL name the directory of its socket, which this user may enter.";
  }
  if (code === "CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return "See whether a firewall is between this machine and that one.";
  }
  return "See what PostgreSQL's own log says about it, and correct DATABASE_URL.";
}
