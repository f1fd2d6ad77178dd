import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <main className="grid min-h-window place-items-center">
      <h1 className="sr-only">Page not found</h1>
      <EmptyState
        title="There is no such page."
        action={
          <>
            <a href="/chat" className={buttonClass({ variant: "primary" })}>
              Go to the chat
            </a>
            <a href="/login" className={buttonClass()}>
              Go to the staff’s pages
            </a>
          </>
        }
      >
        The address may be wrong, or the page is gone.
      </EmptyState>
    </main>
  );
}
