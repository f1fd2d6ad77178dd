import { SearchX } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";

/** A list that the search has emptied. */
export function NothingFound({ title }: { title: string }) {
  return (
    <EmptyState icon={<SearchX />} title={title}>
      Search by customer, subject or last words
      <span className="pointer-coarse:hidden">
        ; <Kbd keys="Escape" className="align-middle" /> in the field clears it
      </span>
      .
    </EmptyState>
  );
}
