import type { ReactNode } from "react";
import { AdminShell } from "@/components/admin/admin-shell";
import { AdminsOnly } from "@/components/admin/admins-only";
import { signedIn } from "@/lib/http/session";
import { may } from "@/lib/rights";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await signedIn("staff");
  // The page sends them to sign in: it knows its own address.
  if (!actor) return children;
  if (!may(actor.role, "session.list_all")) return <AdminsOnly />;
  const { user_id, role, name } = actor;
  return <AdminShell me={{ user_id, role, name }}>{children}</AdminShell>;
}
