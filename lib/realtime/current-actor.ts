import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { ParleySocket } from "@/lib/realtime/handlers/handler";
import { identify, identifyAgain, isFresh, type Known } from "@/lib/users/authenticate";

/** For how long a look at the database counts: one late round may pass, the promise of 5 s holds. */
const TRUSTED_FOR = 4000;

/** As much of a socket as knows who it is. */
type Holder = Pick<ParleySocket, "data"> & { disconnect(close?: boolean): unknown };

/** Takes what the database says now of who a socket is. One whose sign-in has ended is closed. */
function keep(socket: Holder, known: Known | null): Actor {
  if (known?.actor.role === socket.data.known.actor.role) {
    socket.data.known = known;
    return known.actor;
  }
  // A changed role means other rooms: the client comes back and gets them.
  setImmediate(() => socket.disconnect(true));
  throw new AppError("UNAUTHENTICATED", "Sign in again.");
}

/**
 * Who the socket is now; `recheck` sees to it that there is nothing to wait for. Where there is, all
 * that the socket sends meanwhile waits for the same look, so that it stays in its order.
 * @throws AppError UNAUTHENTICATED
 */
export function currentActor(socket: Holder): Actor | Promise<Actor> {
  const { data } = socket;
  if (data.look) return data.look;
  if (isFresh(data.known, TRUSTED_FOR)) return data.known.actor;
  data.look = identify(data.known.actor)
    .then((found) => keep(socket, found))
    .finally(() => {
      data.look = undefined;
    });
  return data.look;
}

/** Holds sockets against the database, all with one query. */
export async function recheck(sockets: Holder[]): Promise<void> {
  if (sockets.length === 0) return;
  const found = await identifyAgain(sockets.map((socket) => socket.data.known));
  for (const [n, socket] of sockets.entries()) {
    const known = found[n] ?? null;
    if (known && known.read_at < socket.data.known.read_at) continue;
    try {
      keep(socket, known);
    } catch {
      // It is closed.
    }
  }
}
