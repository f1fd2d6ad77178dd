import { clsx } from "clsx";
import type { Agent } from "@/lib/agents/contract";

type LoadProps = {
  agent: Pick<Agent, "active_chats" | "max_concurrent_chats">;
  className?: string;
};

/** How many chats an agent holds of those they may: a bar, and `2 of 5`. */
export function Load({ agent: { active_chats, max_concurrent_chats }, className }: LoadProps) {
  if (active_chats === 0 && max_concurrent_chats === 0) {
    return <span className={clsx("text-sm text-text-muted", className)}>Takes no chats</span>;
  }
  const is_full = active_chats >= max_concurrent_chats;
  const share = is_full ? 1 : active_chats / max_concurrent_chats;
  return (
    <span
      className={clsx(
        "inline-flex shrink-0 items-center gap-2 text-sm whitespace-nowrap tabular-nums",
        is_full ? "font-medium text-warning-text" : "text-text-muted",
        className,
      )}
    >
      <span
        aria-hidden="true"
        className="flex h-1.5 w-12 overflow-hidden rounded-full bg-border forced-colors:hidden"
      >
        <span
          className={is_full ? "bg-warning" : "bg-accent"}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span>
        {active_chats} of {max_concurrent_chats}
        <span className="sr-only"> chats</span>
        {is_full && ", full"}
      </span>
    </span>
  );
}
