import { type Actor, isStaff } from "@/lib/actor";
import type { ParleySocket } from "@/lib/realtime/handlers/handler";
import { publish, type RealtimeServer } from "@/lib/realtime/publish";
import { sessionRoom, staffRoom, userRoom } from "@/lib/realtime/rooms";
import { heldAmong } from "@/lib/sessions/queries";

type Participants = { id: string; customer_id: number; agent_id: number | null };

const isParticipant = (user_id: number, session: Participants) =>
  user_id === session.customer_id || user_id === session.agent_id;

async function followers(io: Pick<RealtimeServer, "in">, session_id: string) {
  const sockets = await io.in(sessionRoom(session_id)).fetchSockets();
  return new Set(sockets.map((socket) => socket.data.known.actor.user_id));
}

function publishPresence(session_id: string, user_id: number, is_online: boolean): void {
  publish({ type: "presence", presence: { session_id, user_id, is_online } });
}

/**
 * Joins the rooms of a session that the socket's actor may read. The others see a participant come,
 * and the newcomer is told which participants are there. Staff who only look are not shown.
 */
export async function enterSession(socket: ParleySocket, session: Participants): Promise<void> {
  const { user_id } = socket.data.known.actor;
  const there = await followers(socket.nsp, session.id);
  await socket.join(sessionRoom(session.id));
  if (isStaff(socket.data.known.actor)) await socket.join(staffRoom(session.id));
  if (isParticipant(user_id, session) && !there.has(user_id)) {
    publishPresence(session.id, user_id, true);
  }
  for (const other of there) {
    if (other === user_id || !isParticipant(other, session)) continue;
    socket.emit("chat:presence", { session_id: session.id, user_id: other, is_online: true });
  }
}

/** A chat got its agent: each of the two learns whether the other is there. */
export async function introduce(io: RealtimeServer, session: Participants): Promise<void> {
  const { id: session_id, customer_id, agent_id } = session;
  if (!agent_id) return;
  const there = await followers(io, session_id);
  if (there.has(agent_id)) publishPresence(session_id, agent_id, true);
  io.in(userRoom(agent_id)).emit("chat:presence", {
    session_id,
    user_id: customer_id,
    is_online: there.has(customer_id),
  });
}

export async function leaveSession(socket: ParleySocket, session_id: string): Promise<void> {
  await socket.leave(sessionRoom(session_id));
  await socket.leave(staffRoom(session_id));
  await announceGone(socket.nsp, socket.data.known.actor, [session_id]);
}

/** The others see a participant go, once none of their sockets is left in a session's room. */
export async function announceGone(
  io: Pick<RealtimeServer, "in">,
  actor: Actor,
  session_ids: string[],
): Promise<void> {
  const shown = isStaff(actor) ? await heldAmong(actor, session_ids) : session_ids;
  for (const session_id of shown) {
    const there = await followers(io, session_id);
    if (!there.has(actor.user_id)) publishPresence(session_id, actor.user_id, false);
  }
}
