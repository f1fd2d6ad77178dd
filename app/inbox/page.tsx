import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Inbox } from "@/components/inbox/inbox";
import { signedIn } from "@/lib/http/session";
import { sessionId } from "@/lib/input";

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage({ searchParams }: PageProps<"/inbox">) {
  const staff = await signedIn("staff");
  const { session } = await searchParams;
  const selected = sessionId.safeParse(session).data ?? null;
  if (!staff) {
    const here = selected ? `/inbox?session=${selected}` : "/inbox";
    redirect(`/login?next=${encodeURIComponent(here)}`);
  }
  const { user_id, role, name } = staff;
  return <Inbox me={{ user_id, role }} name={name} selected={selected} />;
}
