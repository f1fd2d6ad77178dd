import { plain } from "@/components/ui/plain-text";
import type { Agent } from "@/lib/agents/contract";

/** Whether each word of `search` is in the name, e-mail or skills; nothing matches all. */
export function isAgentFound(
  { name, skills }: Pick<Agent, "name" | "skills">,
  email: string | undefined,
  search: string,
): boolean {
  const words = plain(search).split(" ").filter(Boolean);
  const text = plain([name, email ?? "", ...skills].join(" "));
  return words.every((word) => text.includes(word));
}
