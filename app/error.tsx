"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** What a page shows when the server could not make it, or the browser could not go on with it. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <h1 className="sr-only">Error</h1>
      <EmptyState
        title="The page could not be shown."
        action={
          <>
            <Button variant="primary" onClick={() => location.reload()}>
              Load the page again
            </Button>
            <Button onClick={reset}>Try again</Button>
          </>
        }
      >
        Your chats are kept on the server, and what you were writing is kept in this tab.
      </EmptyState>
    </main>
  );
}
