import { LONGEST_SEND } from "@/lib/answer";
import { markSeen, sendMessage } from "@/lib/messages/commands";
import { seenInput, sendMessageInput, typingInput } from "@/lib/messages/contract";
import type { On } from "@/lib/realtime/handlers/handler";
import { showTyping } from "@/lib/realtime/typing";
import { authorizedSession } from "@/lib/sessions/queries";

export function messageHandlers(on: On): void {
  on("chat:send_message", sendMessageInput, sendMessage, LONGEST_SEND);
  on("chat:seen", seenInput, markSeen);

  on("chat:typing", typingInput, async (actor, { session_id, is_typing }) => {
    await authorizedSession(actor, session_id, "message.typing");
    showTyping({ session_id, user_id: actor.user_id, name: actor.name, is_typing });
    return {};
  });
}
