import type { Seat } from "./chats";
import type { GeneratorWork, Measured, Pace } from "./generator";
import { type Faults, NO_FAULTS } from "./ledger";
import { type Member, startMember } from "./member";

/** What all of the generators saw together. */
export type Seen = Omit<Measured, "done" | "seconds"> & { per_second: number };
export type Checked = { acknowledged: number; faults: Faults; first_refusal: unknown };

export type Team = ReturnType<typeof startTeam>;

/** The generator processes, which do everything at the same time: one for each of the cores. */
export function startTeam(cores: (string | null)[]) {
  const members = cores.map((core) => startMember<GeneratorWork>("generator.ts", core));
  const all = <T>(ask: (member: Member<GeneratorWork>, index: number) => Promise<T>) =>
    Promise.all(members.map(ask));

  return {
    /** @param groups those that stay in one process, such as both ends of a chat */
    async connect(url: string, groups: Seat[][], has_seq: boolean): Promise<void> {
      const share = Math.ceil(groups.length / members.length);
      await all((member, index) => {
        const seats = groups.slice(index * share, (index + 1) * share).flat();
        return member.ask("connect", { url, seats, has_seq });
      });
    },
    async disconnect(): Promise<void> {
      await all((member) => member.ask("disconnect"));
    },
    /** Loads the server with `pace` in all, until `close`. */
    async start(pace: Pace, seed: number): Promise<void> {
      await all((member, index) =>
        member.ask("start", {
          pace: pace === "closed" ? pace : pace / members.length,
          phase: index / members.length,
          seed: seed + index,
        }),
      );
    },
    async open(): Promise<void> {
      await all((member) => member.ask("open"));
    },
    async close(): Promise<void> {
      await all((member) => member.ask("close"));
    },
    /** What was measured, once all of it has come. */
    async settle(): Promise<Seen> {
      const seen = await all((member) => member.ask("settle"));
      return {
        per_second: seen.reduce((sum, { done, seconds }) => sum + done / seconds, 0),
        busy: Math.max(...seen.map(({ busy }) => busy)),
        to_delivery: joined(seen.map(({ to_delivery }) => to_delivery)),
        to_acknowledgement: joined(seen.map(({ to_acknowledgement }) => to_acknowledgement)),
      };
    },
    /** What went wrong in all loads until now. */
    async check(): Promise<Checked> {
      const checked = await all((member) => member.ask("check"));
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
    async end(): Promise<void> {
      await all((member) => member.end());
    },
  };
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
