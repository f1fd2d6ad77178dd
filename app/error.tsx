"use client";

const button = "min-h-11 rounded-md px-3 font-medium transition-colors";

/**
 * What a page shows when the server could not make it, or the browser could not go on with it.
 * Every page brings it along, in a file of its own: what it shared with them would come twice.
 */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="grid min-h-window place-items-center">
      <div className="max-w-sm p-8 text-center text-balance">
        <h1 className="text-md font-medium">The page could not be shown.</h1>
        <p className="mt-1 text-text-muted">
          Your chats are kept on the server, and what you were writing is kept in this tab.
        </p>
        <div className="mt-4 flex flex-wrap justify-center gap-2">
          <button
            type="button"
            onClick={() => location.reload()}
            className={`${button} bg-accent text-on-accent hover:bg-accent-hover`}
          >
            Load the page again
          </button>
          <button
            type="button"
            onClick={reset}
            className={`${button} border border-border bg-surface-raised shadow-sm hover:bg-neutral-soft`}
          >
            Try again
          </button>
        </div>
      </div>
    </main>
  );
}
