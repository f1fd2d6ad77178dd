import { type Side, sideOf } from "@/lib/client/api";
import { type ChatClient, createChatClient } from "@/lib/client/chat-client";
import { createStaffLists } from "@/lib/client/staff-lists";
import { type Line, openLine } from "@/testing/line";
import { origin } from "@/testing/origin";
import { makeAdmin, makeAgent, makeCustomer, makeGuest, type Person } from "@/testing/people";

/** One client of somebody, on a line of its own. */
export type Seat = {
  name: string;
  person: Person;
  line: Line;
  client: ChatClient;
  /** Opens the page again: what was followed is followed. */
  reload(): void;
};

export type World = {
  seats: Seat[];
  /** An admin who only calls REST, so that there always is one. */
  boss: Person;
  /** The chats that were started, as far as an answer said so. */
  sessions: string[];
  /** Who was shut out, by their ids. */
  inactive: Set<number>;
  close(): void;
};

function openClient(person: Person, base_url: string): ChatClient {
  const side: Side = sideOf(person);
  const { id: user_id, role, token } = person;
  const createLists = side === "staff" ? createStaffLists : undefined;
  return createChatClient({ side, token, base_url }, { user_id, role }, undefined, createLists);
}

async function openSeat(name: string, person: Person): Promise<Seat> {
  const line = await openLine(origin());
  const seat: Seat = {
    name,
    person,
    line,
    client: openClient(person, line.url),
    reload() {
      const followed = Object.keys(seat.client.getState().conversations);
      seat.client.close();
      seat.client = openClient(person, line.url);
      for (const session_id of followed) seat.client.follow(session_id);
    },
  };
  return seat;
}

/** A client of the same person that loads what the seat's client follows, from nothing. */
export function freshClient(seat: Seat): ChatClient {
  const client = openClient(seat.person, origin());
  for (const session_id of Object.keys(seat.client.getState().conversations)) {
    client.follow(session_id);
  }
  return client;
}

/** Three customers, one of them a guest and one with two tabs; two agents; an admin. */
export async function makeWorld(): Promise<World> {
  const [gus, cora, carl, anna, bert, ada, boss] = await Promise.all([
    makeGuest(),
    makeCustomer(),
    makeCustomer(),
    makeAgent({ max_concurrent_chats: 8 }),
    makeAgent({ max_concurrent_chats: 4 }),
    makeAdmin({ max_concurrent_chats: 4 }),
    makeAdmin(),
  ]);
  const seats = await Promise.all([
    openSeat("gus", gus),
    openSeat("cora", cora),
    openSeat("carl", carl),
    openSeat("carl's other tab", carl),
    openSeat("anna", anna),
    openSeat("bert", bert),
    openSeat("ada", ada),
  ]);
  return {
    seats,
    boss,
    sessions: [],
    inactive: new Set(),
    close() {
      for (const { client, line } of seats) {
        client.close();
        void line.close();
      }
    },
  };
}

/** A refused message stays on the screen, as it should; here its person throws it away. */
export function discardRefused({ client }: Seat): void {
  for (const [session_id, entries] of Object.entries(client.getState().outgoing)) {
    for (const { state, client_id } of entries) {
      if (state === "failed") client.discard(session_id, client_id);
    }
  }
}

/** Whoever was let in again after they were shut out opens their page anew. */
export function openAgain(seat: Seat): void {
  if (seat.client.getState().connection === "refused") seat.reload();
}
