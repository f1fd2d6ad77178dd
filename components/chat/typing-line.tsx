"use client";

import { IsolatedText } from "@/components/ui/isolated-text";
import { useClientState } from "@/lib/client/use-chat-client";

/** Who is typing. Its place is always kept, so that nothing moves when somebody begins. */
export function TypingLine({ session_id }: { session_id: string }) {
  const typing = useClientState((state) => state.conversations[session_id]?.typing);
  const names = Object.values(typing ?? {});
  return (
    <p
      aria-live="polite"
      className="mx-auto flex h-6 w-full max-w-5xl min-w-0 shrink-0 items-center px-4 text-sm text-text-muted"
    >
      {names.length === 1 && (
        <>
          <IsolatedText truncate>{names[0]}</IsolatedText>
          <span className="shrink-0 whitespace-pre"> is typing</span>
        </>
      )}
      {names.length > 1 && "Several people are typing"}
    </p>
  );
}
