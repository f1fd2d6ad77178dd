import { publish, type RealtimeServer } from "@/lib/realtime/publish";
import { sessionOfRoom } from "@/lib/realtime/rooms";
import { readShowing } from "@/lib/sessions/queries";

/** Everyone who sees a session with this person sees their new name in it. */
export async function tellRenamed(io: RealtimeServer, user_id: number): Promise<void> {
  const followed = [...io.sockets.adapter.rooms.keys()].map(sessionOfRoom);
  const ids = followed.filter((id) => id !== null);
  for (const session of await readShowing(user_id, ids)) {
    publish({ type: "session_renamed", session });
  }
}
