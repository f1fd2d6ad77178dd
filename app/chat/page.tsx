import type { Metadata } from "next";
import { CustomerChat } from "@/components/customer/customer-chat";
import { signedIn } from "@/lib/http/session";
import type { Availability } from "@/lib/queue/contract";
import { readAvailability } from "@/lib/queue/queries";
import { listOwnSessions } from "@/lib/sessions/queries";

export const metadata: Metadata = {
  title: { absolute: "Parley" },
  manifest: "/chat.webmanifest",
  icons: { icon: "/icon.svg", apple: "/icons/chat-apple.png" },
};

export default async function ChatPage({ searchParams }: PageProps<"/chat">) {
  const { session } = await searchParams;
  const asked_for = typeof session === "string" ? session : null;
  const [customer, availability] = await Promise.all([signedIn("customer"), availabilityInTime()]);
  const asked = { asked_for, availability };
  if (!customer) {
    return <CustomerChat person={null} chats={{ items: [], next_cursor: null }} {...asked} />;
  }
  const { user_id, name, is_guest } = customer;
  const person = { user_id, name, is_guest };
  const chats = await listOwnSessions(customer, { limit: 20 });
  return <CustomerChat key={user_id} person={person} chats={chats} {...asked} />;
}

/** In milliseconds. The page opens without it, also while the database does not answer. */
const IN_TIME = 300;

async function availabilityInTime(): Promise<Availability | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), IN_TIME));
  return Promise.race([readAvailability().catch(() => null), late]);
}
