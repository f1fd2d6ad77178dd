import { SearchX } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export function NoSuchTicket() {
  return (
    <EmptyState
      icon={<SearchX />}
      title={<h1>This ticket is not open to you</h1>}
      action={
        <Link href="/tickets" className={buttonClass()}>
          All tickets
        </Link>
      }
    >
      A colleague has it, or it does not exist.
    </EmptyState>
  );
}
