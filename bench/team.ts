import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Chat } from "./chats";
import { pinned } from "./cores";
import { atTheEnd } from "./endings";
import type { Answers, Measured, Orders, Pace } from "./generator";
import { type Faults, NO_FAULTS } from "./ledger";

/** What all of the generators saw together. */
export type Seen = Omit<Measured, "done" | "seconds"> & { per_second: number };
export type Checked = { acknowledged: number; faults: Faults; first_refusal: unknown };

/** The generator processes, which do everything at the same time. */
export type Team = {
  connect(url: string, chats: Chat[], has_seq: boolean): Promise<void>;
  /** Loads the server with `pace` in all, until `close`. */
  start(pace: Pace, seed: number): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
  settle(): Promise<Seen>;
  check(): Promise<Checked>;
  end(): Promise<void>;
};

type Reply = { answer: unknown } | { error: string };

/** @param cores one for each process */
export function startTeam(cores: (string | null)[]): Team {
  const members = cores.map((core) => {
    const command = [process.execPath, "--import", "tsx", "bench/generator.ts"];
    const [file = "", ...args] = pinned(core, command);
    return spawn(file, args, {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      serialization: "advanced",
    });
  });
  const end = atTheEnd(() => Promise.all(members.map(endMember)));

  const all = <O extends keyof Orders>(order: O, input: (index: number) => Orders[O]) =>
    Promise.all(members.map((member, index) => ask(member, order, input(index))));

  return {
    async connect(url, chats, has_seq) {
      const share = Math.ceil(chats.length / members.length);
      await all("connect", (index) => ({
        url,
        chats: chats.slice(index * share, (index + 1) * share),
        has_seq,
      }));
    },
    async start(pace, seed) {
      await all("start", (index) => ({
        pace: pace === "closed" ? pace : pace / members.length,
        phase: index / members.length,
        seed: seed + index,
      }));
    },
    open: async () => void (await all("open", () => ({}))),
    close: async () => void (await all("close", () => ({}))),
    async settle() {
      const seen = await all("settle", () => ({}));
      return {
        per_second: seen.reduce((sum, { done, seconds }) => sum + done / seconds, 0),
        busy: Math.max(...seen.map(({ busy }) => busy)),
        to_delivery: joined(seen.map(({ to_delivery }) => to_delivery)),
        to_acknowledgement: joined(seen.map(({ to_acknowledgement }) => to_acknowledgement)),
      };
    },
    async check() {
      const checked = await all("check", () => ({}));
      const faults = { ...NO_FAULTS };
      for (const one of checked) {
        for (const name of Object.keys(faults) as (keyof Faults)[])
          faults[name] += one.faults[name];
      }
      return {
        acknowledged: checked.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
        faults,
        first_refusal: checked.find(({ first_refusal }) => first_refusal)?.first_refusal,
      };
    },
    end,
  };
}

async function ask<O extends keyof Orders>(
  member: ChildProcess,
  order: O,
  input: Orders[O],
): Promise<Answers[O]> {
  const gone = new AbortController();
  const exit = once(member, "exit", { signal: gone.signal }).then(([code]) => {
    throw new Error(`A generator ended with ${code} instead of an answer to ${order}.`);
  });
  exit.catch(() => {});
  member.send([order, input]);
  const [reply] = (await Promise.race([once(member, "message"), exit])) as [Reply];
  gone.abort();
  if ("error" in reply) throw new Error(`A generator failed at ${order}: ${reply.error}`);
  return reply.answer as Answers[O];
}

async function endMember(member: ChildProcess): Promise<void> {
  if (member.exitCode !== null || member.signalCode !== null) return;
  const exit = once(member, "exit");
  member.kill("SIGKILL");
  await exit;
}

function joined(parts: Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
