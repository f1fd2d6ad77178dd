import type { Metadata } from "next";
import { CustomerChat } from "@/components/customer/customer-chat";
import { signedIn } from "@/lib/http/session";
import { listOwnSessions } from "@/lib/sessions/queries";

export const metadata: Metadata = { title: { absolute: "Parley" } };

export default async function ChatPage() {
  const customer = await signedIn("customer");
  if (!customer) return <CustomerChat person={null} chats={{ items: [], next_cursor: null }} />;
  const { user_id, name, is_guest } = customer;
  const chats = await listOwnSessions(customer, { limit: 20 });
  return <CustomerChat key={user_id} person={{ user_id, name, is_guest }} chats={chats} />;
}
