import { isStaff } from "@/lib/actor";
import { acceptSession, releaseSession, transferSession } from "@/lib/assignment/commands";
import { readConversation } from "@/lib/messages/queries";
import type { On } from "@/lib/realtime/handlers/handler";
import { showPosition } from "@/lib/realtime/positions";
import { enterSession, leaveSession, staysInSession } from "@/lib/realtime/presence";
import { endSession, startSession } from "@/lib/sessions/commands";
import { joinInput, sessionInput, startInput, transferInput } from "@/lib/sessions/contract";
import { authorizedSession } from "@/lib/sessions/queries";

export function sessionHandlers(on: On): void {
  on("chat:start", startInput, async (actor, input, caller, socket) => {
    const started = await startSession(actor, input, caller);
    // A retry finds a chat that was started before this socket was there.
    await enterSession(socket, started.session);
    return started;
  });
  on("chat:accept", sessionInput, acceptSession);
  on("chat:release", sessionInput, releaseSession);
  on("chat:transfer", transferInput, transferSession);
  on("chat:end", sessionInput, endSession);

  on("chat:join", joinInput, async (actor, input, _caller, socket) => {
    for (;;) {
      const session = await authorizedSession(actor, input.session_id, "session.read");
      // First the room and then the log: what is committed in between comes twice rather than never.
      await enterSession(socket, session);
      const conversation = await readConversation(actor, input).catch(async (error) => {
        // A right that ended in between: whoever took it away may have looked before we were there.
        await leaveSession(socket, session.id);
        throw error;
      });
      // Put out meanwhile, by a change that the answer tells of already: it would not be noticed.
      if (!staysInSession(socket, conversation.session)) continue;
      if (session.status === "pending" && !isStaff(actor)) await showPosition(socket, session.id);
      return conversation;
    }
  });

  on("chat:leave", sessionInput, async (actor, input, _caller, socket) => {
    await authorizedSession(actor, input.session_id, "session.read");
    await leaveSession(socket, input.session_id);
    return {};
  });
}
