import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { TicketsScreen } from "@/components/tickets/tickets-screen";
import { signedIn } from "@/lib/http/session";

export const metadata: Metadata = { title: "Tickets" };

export default async function TicketsPage({ searchParams }: PageProps<"/tickets">) {
  if (!(await signedIn("staff"))) {
    const filters = Object.entries(await searchParams).map(([key, value]) => [key, String(value)]);
    const query = new URLSearchParams(filters).toString();
    redirect(`/login?next=${encodeURIComponent(query ? `/tickets?${query}` : "/tickets")}`);
  }
  return <TicketsScreen />;
}
