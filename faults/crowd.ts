import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Methods, Setup, Status } from "./clients";
import type { Final } from "./finals";

const PROGRAM = fileURLToPath(new URL("clients.ts", import.meta.url));

type Answer = { id: number; data?: unknown; error?: string };
type Input<M extends keyof Methods> = Parameters<Methods[M]>[0];
type Data<M extends keyof Methods> = Awaited<ReturnType<Methods[M]>>;

export type Crowd = Awaited<ReturnType<typeof openCrowd>>;

/** A process of clients, and the way to call its methods. */
export async function openCrowd(setup: Setup) {
  const child = fork(PROGRAM, { execArgv: ["--import", "tsx"] });
  const exit = once(child, "exit");
  const asked = new Map<number, (answer: Answer) => void>();
  let last = 0;
  child.on("message", (answer: Answer) => asked.get(answer.id)?.(answer));
  void exit.then(([code, signal]) => {
    const error = `A process of clients ended with ${signal ?? code}.`;
    for (const [id, settle] of asked) settle({ id, error });
  });

  function call<M extends keyof Methods>(method: M, input: Input<M>): Promise<Data<M>> {
    const id = ++last;
    return new Promise((resolve, reject) => {
      asked.set(id, ({ data, error }) => {
        asked.delete(id);
        if (error === undefined) resolve(data as Data<M>);
        else reject(new Error(error));
      });
      child.send({ id, method, input }, (error) => error && reject(error));
    });
  }

  await call("open", setup);
  return {
    file: setup.file,
    places: setup.places,
    chats: setup.chats,
    call,
    status: (): Promise<Status> => call("status", undefined),
    /** Ends the process, after `finish` or in any case. */
    async close(): Promise<void> {
      child.kill("SIGKILL");
      await exit;
    },
    async finish(): Promise<Final[]> {
      return call("finish", undefined);
    },
  };
}

/** The sum of several processes. */
export async function statusOf(crowds: Crowd[]): Promise<Status> {
  const all = await Promise.all(crowds.map((crowd) => crowd.status()));
  const sum = (of: (one: Status) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    clients: sum((one) => one.clients),
    online: sum((one) => one.online),
    ready: sum((one) => one.ready),
    invoked: sum((one) => one.invoked),
    waiting: sum((one) => one.waiting),
    refused: sum((one) => one.refused),
    visits: sum((one) => one.visits),
    oldest: Math.max(0, ...all.map((one) => one.oldest)),
    quiet_for: Math.min(...all.map((one) => one.quiet_for)),
    arrivals: Object.assign({}, ...all.map((one) => one.arrivals)),
    departures: Object.assign({}, ...all.map((one) => one.departures)),
  };
}
