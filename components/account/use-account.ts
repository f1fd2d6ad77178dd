import { useQuery } from "@tanstack/react-query";
import { callApi } from "@/lib/client/api";
import type { Login } from "@/lib/logins/contract";
import type { TwoFactor, TwoFactorSetup } from "@/lib/two-factor/contract";

const call = <T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown) =>
  callApi<T>({ side: "staff" }, method, path, body);

/** Where one is signed in. */
export const useLogins = () =>
  useQuery({
    queryKey: ["logins"],
    queryFn: async () => (await call<{ logins: Login[] }>("GET", "/api/me/logins")).logins,
  });

/** Whether one's second factor is on. */
export const useTwoFactor = () =>
  useQuery({
    queryKey: ["two-factor"],
    queryFn: async () =>
      (await call<{ two_factor: TwoFactor }>("GET", "/api/me/two-factor")).two_factor,
  });

/** What changes one's own account; each throws a CallError. */
export const account = {
  endLogin: (login_id: string) => call("DELETE", `/api/me/logins/${login_id}`),
  endOtherLogins: () => call("DELETE", "/api/me/logins"),
  beginTwoFactor: (password: string) =>
    call<TwoFactorSetup>("POST", "/api/me/two-factor", {
      password,
    }),
  confirmTwoFactor: (code: string) =>
    call<{ recovery_codes: string[] }>("PUT", "/api/me/two-factor", { code }),
  renewRecoveryCodes: (password: string) =>
    call<{ recovery_codes: string[] }>("POST", "/api/me/two-factor/recovery-codes", { password }),
  endTwoFactor: (password: string) => call("DELETE", "/api/me/two-factor", { password }),
};
