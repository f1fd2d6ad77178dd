import { isStaff } from "@/lib/actor";
import type { ParleySocket } from "@/lib/realtime/handlers/handler";
import { entryOf, publish, type RealtimeServer } from "@/lib/realtime/publish";
import { sessionRoom, staffRoom, userRoom } from "@/lib/realtime/rooms";
import { slot } from "@/lib/slot";

type Participants = { id: string; version: number; customer_id: number; agent_id: number | null };
type Sockets = Pick<RealtimeServer, "in">;

/** A session's room as this process knows it; there as long as anybody is in it. */
type Room = {
  participants: Participants;
  /** Who is shown to the others as being there. */
  shown: number[];
  /** Who has to be told of the others: those who came, and the agent who got the chat. */
  newcomers: ((there: Set<number>) => void)[];
  looking: Promise<void> | null;
  again: boolean;
};

const rooms = slot<Map<string, Room>>("presence");

function all(): Map<string, Room> {
  const found = rooms.peek() ?? new Map<string, Room>();
  rooms.set(found);
  return found;
}

function roomOf({ id, version, customer_id, agent_id }: Participants): Room {
  // Who hands a whole session over has not all of it kept for as long as somebody is in its room.
  const participants = { id, version, customer_id, agent_id };
  const room = all().get(id) ?? {
    participants,
    shown: [],
    newcomers: [],
    looking: null,
    again: false,
  };
  if (version > room.participants.version) room.participants = participants;
  all().set(id, room);
  return room;
}

const others = ({ customer_id, agent_id }: Participants, user_id: number) =>
  [customer_id, agent_id].filter((other) => other !== null && other !== user_id) as number[];

/**
 * Joins the rooms of a session that the socket's actor may read. The others see a participant come,
 * and the newcomer is told which participants are there. Staff who only look are not shown.
 */
export async function enterSession(socket: ParleySocket, session: Participants): Promise<void> {
  const { id: session_id, version } = session;
  const { actor } = socket.data.known;
  const earlier = entryOf(socket.data, session_id);
  // Who was here before may remember people who went while they were away.
  const is_back = earlier !== undefined;
  const entered = (socket.data.entered ?? []).filter((entry) => entry !== earlier);
  // A list and no object by ids: V8 would make a class for each id, or a dictionary.
  socket.data.entered = [...entered, { session_id, version }];
  await socket.join(
    isStaff(actor) ? [sessionRoom(session_id), staffRoom(session_id)] : [sessionRoom(session_id)],
  );
  const room = roomOf(session);
  room.newcomers.push((there) => {
    for (const user_id of others(room.participants, actor.user_id)) {
      const is_online = there.has(user_id);
      if (is_online || is_back) socket.emit("chat:presence", { session_id, user_id, is_online });
    }
  });
  await look(socket.nsp, session_id);
}

/**
 * Whether a socket that entered a session is still in its room, or has no use for it any more. It
 * is not put out for a change that it was told of as it came.
 */
export function staysInSession(socket: ParleySocket, { id, version }: Participants): boolean {
  const entry = entryOf(socket.data, id);
  if (entry) entry.version = Math.max(entry.version, version);
  return socket.rooms.has(sessionRoom(id)) || !socket.connected;
}

/** A chat got its agent, or lost them: each side learns whether the other is there. */
export async function introduce(io: RealtimeServer, session: Participants): Promise<void> {
  const { id: session_id, customer_id, agent_id } = session;
  const room = roomOf(session);
  if (agent_id !== null) {
    room.newcomers.push((there) => {
      const is_online = there.has(customer_id);
      const presence = { session_id, user_id: customer_id, is_online };
      io.in(userRoom(agent_id)).emit("chat:presence", presence);
    });
  }
  await look(io, session_id);
}

export async function leaveSession(socket: ParleySocket, session_id: string): Promise<void> {
  await socket.leave(sessionRoom(session_id));
  await socket.leave(staffRoom(session_id));
  await announceGone(socket.nsp, [session_id]);
}

/** Sockets left these sessions: the others see a participant go who has none left there. */
export async function announceGone(io: Sockets, session_ids: string[]): Promise<void> {
  await Promise.all(session_ids.map((session_id) => look(io, session_id)));
}

/**
 * Tells who came and who went since the last look. One look at a time for each session, so that
 * what was seen earlier is never told later.
 */
function look(io: Sockets, session_id: string): Promise<void> {
  const room = all().get(session_id);
  if (!room) return Promise.resolve();
  room.again = true;
  room.looking ??= lookOn(io, session_id, room);
  return room.looking;
}

async function lookOn(io: Sockets, session_id: string, room: Room): Promise<void> {
  try {
    while (room.again) {
      room.again = false;
      const sockets = await io.in(sessionRoom(session_id)).fetchSockets();
      const there = new Set(sockets.map((socket) => socket.data.known.actor.user_id));
      for (const tell of room.newcomers.splice(0)) tell(there);
      tellChanges(room, there);
      if (sockets.length === 0 && !room.again) all().delete(session_id);
    }
  } finally {
    room.looking = null;
  }
}

function tellChanges(room: Room, there: Set<number>): void {
  const { id: session_id, customer_id, agent_id } = room.participants;
  for (const user_id of new Set([...room.shown, customer_id, agent_id])) {
    if (user_id === null) continue;
    const is_online = there.has(user_id) && (user_id === customer_id || user_id === agent_id);
    if (is_online === room.shown.includes(user_id)) continue;
    const others_shown = room.shown.filter((other) => other !== user_id);
    room.shown = is_online ? [...others_shown, user_id] : others_shown;
    publish({ type: "presence", presence: { session_id, user_id, is_online } });
  }
}
