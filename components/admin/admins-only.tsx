import { Lock } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** What an agent sees instead of these pages. */
export function AdminsOnly() {
  return (
    <main className="grid min-h-window place-items-center">
      <EmptyState
        icon={<Lock />}
        title={<h1>Admins only</h1>}
        action={
          <Link href="/inbox" className={buttonClass({ variant: "primary" })}>
            Go to the inbox
          </Link>
        }
      >
        You are signed in as an agent. Ask an admin if you need these pages.
      </EmptyState>
    </main>
  );
}
