import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ChatsScreen } from "@/components/admin/chats-screen";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Chats" };

export default async function AdminChatsPage({ searchParams }: PageProps<"/admin/chats">) {
  if (!(await signedIn("staff"))) {
    const filters = Object.entries(await searchParams).map(([key, value]) => [key, String(value)]);
    const query = new URLSearchParams(filters).toString();
    redirect(`/login?next=${encodeURIComponent(query ? `/admin/chats?${query}` : "/admin/chats")}`);
  }
  return <ChatsScreen />;
}
