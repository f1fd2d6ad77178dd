import { ROLE } from "@/components/admin/words";
import { plain } from "@/components/ui/plain-text";
import type { Account } from "@/lib/users/contract";

/** Whether each word of `search` is in the name, e-mail, role or skills; nothing matches all. */
export function isFound({ name, email, role, skills }: Account, search: string): boolean {
  const words = plain(search).split(" ").filter(Boolean);
  const text = plain([name, email, ROLE[role], ...skills].join(" "));
  return words.every((word) => text.includes(word));
}
