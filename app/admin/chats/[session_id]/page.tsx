import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ChatScreen } from "@/components/admin/chat-screen";
import { NoSuchChat } from "@/components/admin/no-such-chat";
import { signedIn } from "@/lib/http/session";
import { sessionId } from "@/lib/input";

export const metadata: Metadata = { title: "Chat" };

export default async function AdminChatPage({ params }: PageProps<"/admin/chats/[session_id]">) {
  const { data: session_id } = sessionId.safeParse((await params).session_id);
  if (!(await signedIn("staff"))) {
    redirect(`/login?next=${session_id ? `/admin/chats/${session_id}` : "/admin"}`);
  }
  return session_id ? <ChatScreen session_id={session_id} /> : <NoSuchChat />;
}
