import type { Metadata } from "next";
import { CustomerChat } from "@/components/customer/customer-chat";
import { signedIn } from "@/lib/http/session";
import { listOwnSessions } from "@/lib/sessions/queries";

export const metadata: Metadata = { title: { absolute: "Parley" } };

export default async function ChatPage({ searchParams }: PageProps<"/chat">) {
  const { session } = await searchParams;
  const asked_for = typeof session === "string" ? session : null;
  const customer = await signedIn("customer");
  if (!customer) {
    const none = { items: [], next_cursor: null };
    return <CustomerChat person={null} chats={none} asked_for={asked_for} />;
  }
  const { user_id, name, is_guest } = customer;
  const person = { user_id, name, is_guest };
  const chats = await listOwnSessions(customer, { limit: 20 });
  return <CustomerChat key={user_id} person={person} chats={chats} asked_for={asked_for} />;
}
