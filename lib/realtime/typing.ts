import type { Typing } from "@/lib/realtime/events";
import { publish } from "@/lib/realtime/publish";
import { slot } from "@/lib/slot";

/** Typing that is not said again ends by itself, in milliseconds. */
const TYPING_ENDS_AFTER = 3000;

const timers = slot<Map<string, NodeJS.Timeout>>("typing");

/** Shows to the others that somebody types, or no longer does. */
export function showTyping(typing: Typing): void {
  const running = timers.peek() ?? new Map<string, NodeJS.Timeout>();
  timers.set(running);
  const key = `${typing.session_id} ${typing.user_id}`;
  clearTimeout(running.get(key));
  running.delete(key);
  if (typing.is_typing) {
    const end = () => showTyping({ ...typing, is_typing: false });
    running.set(key, setTimeout(end, TYPING_ENDS_AFTER).unref());
  }
  publish({ type: "typing", typing });
}
