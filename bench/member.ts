import { spawn } from "node:child_process";
import { once } from "node:events";
import { pinned } from "./cores";
import { atTheEnd } from "./endings";

/** What a process can be told to do, by name. */
// biome-ignore lint/suspicious/noExplicitAny: each has an input of its own
type Work = Record<string, (input: any) => unknown>;
type Reply = { answer: unknown } | { error: string };

/** A process of the bench that does what it is told, one thing at a time. */
export type Member<W extends Work> = {
  ask<O extends keyof W & string>(
    order: O,
    ...input: Parameters<W[O]>
  ): Promise<Awaited<ReturnType<W[O]>>>;
  end(): Promise<void>;
};

/** @param script in bench/, which calls `obey` */
export function startMember<W extends Work>(script: string, core: string | null): Member<W> {
  const command = [process.execPath, "--import", "tsx", `bench/${script}`];
  const [file = "", ...args] = pinned(core, command);
  const child = spawn(file, args, {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    serialization: "advanced",
    // Ctrl-C is for the bench, which ends it.
    detached: true,
  });
  const exit = once(child, "exit");
  return {
    async ask(order, ...input) {
      const reply = new Promise<Reply>((resolve) => child.once("message", resolve as never));
      // Where the channel is closed, the exit says it.
      child.send([order, ...input], () => {});
      const gone = exit.then(([code]): Reply => ({ error: `it ended with ${code}` }));
      const said = await Promise.race([reply, gone]);
      if ("error" in said) throw new Error(`${script} failed at ${order}: ${said.error}`);
      return said.answer as never;
    },
    end: atTheEnd(async () => {
      child.kill("SIGKILL");
      await exit;
    }),
  };
}

/** The other side of it: carries out what the parent asks for, and ends with the parent. */
export function obey(work: Work): void {
  process.on("message", async ([order, input]: [string, unknown]) => {
    try {
      process.send?.({ answer: await work[order]?.(input) });
    } catch (error) {
      process.send?.({ error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on("disconnect", () => process.exit());
}
