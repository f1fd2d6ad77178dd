import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What a network does to what passes through it. */
export type Weather =
  | { is: "fair" }
  /** Nothing gets in, and what is in is thrown out. */
  | { is: "cut" }
  /** Each piece arrives later by a time of its own, in milliseconds, and in order. */
  | { is: "slow"; later: () => number }
  /** Nothing is read from the server: its bytes pile up on its own side. */
  | { is: "unread" };

type Pair = {
  near: Socket;
  far: Socket;
  /** Nothing passes any more, and neither end is told. */
  is_frozen: boolean;
};

export type Network = Awaited<ReturnType<typeof openProxy>>;

/** A TCP proxy before the server at `target` (a port of this machine) with a weather of its own. */
export async function openProxy(target: number) {
  const pairs = new Set<Pair>();
  let weather: Weather = { is: "fair" };

  const server = createServer((near) => {
    if (weather.is === "cut") return near.resetAndDestroy();
    const far = connect(target, "127.0.0.1");
    const pair: Pair = { near, far, is_frozen: false };
    pairs.add(pair);
    for (const socket of [near, far]) socket.setNoDelay(true);
    pass(pair, near, far);
    pass(pair, far, near);
    if (weather.is === "unread") far.pause();
  });

  function pass(pair: Pair, from: Socket, to: Socket): void {
    /** When the last piece is due: no later one may overtake it. */
    let due = 0;
    /** In its turn behind the pieces that are on their way; `act` may find the end gone. */
    const inTurn = (act: () => void) => {
      const now = performance.now();
      due = Math.max(due, now + (weather.is === "slow" ? weather.later() : 0));
      if (due <= now) act();
      else setTimeout(act, due - now);
    };
    from.on("data", (piece) => {
      if (pair.is_frozen) return;
      inTurn(() => {
        if (pair.is_frozen || to.destroyed || to.write(piece) || from.isPaused()) return;
        from.pause();
        to.once("drain", () => {
          if (weather.is !== "unread" || from === pair.near) from.resume();
        });
      });
    });
    // A reset is passed on as what it is by `close`.
    from.on("error", () => {});
    from.on("close", (had_error) => {
      if (to.destroyed) pairs.delete(pair);
      // An end that went while its network was frozen or unread is not heard of on the other side.
      if (pair.is_frozen || (weather.is === "unread" && from === pair.near)) return;
      inTurn(() => {
        if (had_error) to.resetAndDestroy();
        else to.end();
      });
    });
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  function reset(): number {
    const count = pairs.size;
    for (const { near, far } of pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
    pairs.clear();
    return count;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    /** The ports by which the server knows what passes here. */
    farPorts: () => [...pairs].map(({ far }) => far.localPort),
    change(next: Weather): void {
      if (next.is === "cut") reset();
      if (next.is === "unread") for (const { far } of pairs) far.pause();
      if (weather.is === "unread" && next.is !== "unread") {
        for (const { near, far } of pairs) {
          if (near.destroyed) far.resetAndDestroy();
          else far.resume();
        }
      }
      weather = next;
    },
    /** Resets all connections; how many. New ones get in. */
    reset,
    /** Half-opens all connections: both ends stay open and hear nothing more. How many. */
    freeze(): number {
      for (const pair of pairs) pair.is_frozen = true;
      return pairs.size;
    },
    async close(): Promise<void> {
      server.close();
      reset();
      await once(server, "close");
    },
  };
}
