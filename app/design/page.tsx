import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { DesignScreen } from "@/components/design/design-screen";
import { config } from "@/lib/config";

export const metadata: Metadata = { title: "Design", robots: { index: false } };

/** In development, and where PARLEY_DESIGN_PAGE asks for it; else there is no such page. */
export default async function DesignPage() {
  // The settings are those of the running server, which the build does not know.
  await connection();
  if (!config().design_page) notFound();
  return <DesignScreen />;
}
