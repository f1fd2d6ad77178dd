"use client";

import { useCallback } from "react";
import { useToast } from "@/components/ui/toast";
import { toErrorBody } from "@/lib/client/api";
import { signOut } from "@/lib/client/sign-in";

/** Signs this browser out; where that fails it says so. */
export function useSignOut() {
  const toast = useToast();
  return useCallback(async () => {
    try {
      await signOut("staff");
      location.assign("/login");
    } catch (error) {
      toast({
        tone: "danger",
        title: "You are still signed in.",
        description: toErrorBody(error).message,
      });
    }
  }, [toast]);
}
