"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { toErrorBody } from "@/lib/client/api";

const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // The server may be on this very machine: being without the internet says nothing.
        networkMode: "always",
        retry: (failures, error) => toErrorBody(error).retryable && failures < 2,
      },
    },
  });

/** A store of what was fetched, for a page that has none of its own. */
export function StaffQueries({ children }: { children: ReactNode }) {
  const [queries] = useState(makeQueryClient);
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}
