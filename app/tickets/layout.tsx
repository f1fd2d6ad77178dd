import type { ReactNode } from "react";
import { TicketsShell } from "@/components/tickets/tickets-shell";
import { signedIn } from "@/lib/http/session";

export default async function TicketsLayout({ children }: { children: ReactNode }) {
  const actor = await signedIn("staff");
  // The page sends them to sign in: it knows its own address.
  if (!actor) return children;
  const { user_id, role, name } = actor;
  return <TicketsShell me={{ user_id, role, name }}>{children}</TicketsShell>;
}
