import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { callApi, type Identity } from "@/lib/client/api";
import type { List } from "@/lib/sessions/contract";
import type { Account, CreateStaffInput, UpdateUserInput } from "@/lib/users/contract";

export const STAFF = ["staff"] as const;
const STAFF_SIDE: Identity = { side: "staff" };
/** No event tells what another admin changes in an account; in milliseconds. */
const LOOK_AGAIN = 20_000;

const byName = (a: Account, b: Account) => a.name.localeCompare(b.name) || a.id - b.id;

async function everyAccount(role: "agent" | "admin"): Promise<Account[]> {
  const items: Account[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const more: string = cursor && `&cursor=${cursor}`;
    const path = `/api/users?role=${role}&limit=200${more}`;
    const page: List<Account> = await callApi(STAFF_SIDE, "GET", path);
    items.push(...page.items);
    cursor = page.next_cursor;
  }
  return items;
}

async function loadStaff(): Promise<Account[]> {
  const [agents, admins] = await Promise.all([everyAccount("agent"), everyAccount("admin")]);
  // A role that changes between the two answers is in both of them.
  const by_id = new Map([...agents, ...admins].map((account) => [account.id, account]));
  return [...by_id.values()].sort(byName);
}

/** All staff, by name; also the deactivated ones. */
export function useStaff() {
  return useQuery({ queryKey: STAFF, queryFn: loadStaff, refetchInterval: LOOK_AGAIN });
}

/** Tells whether somebody has not used their setup link yet. */
export function useIsInvited(): (person: { id: number }) => boolean {
  const { data } = useStaff();
  return ({ id }) => data?.some((one) => one.id === id && one.is_invited) ?? false;
}

/** Of the staff, by user id, as far as they are known by now. */
export function useEmails(): ReadonlyMap<number, string> {
  const { data } = useStaff();
  return useMemo(
    () => new Map((data ?? []).flatMap(({ id, email }) => (email ? [[id, email] as const] : []))),
    [data],
  );
}

type Change = Omit<UpdateUserInput, "user_id">;

/** Changes an account; the list has it as soon as it is answered. @throws CallError */
export function useUpdateStaff(user_id: number) {
  const queries = useQueryClient();
  return async (change: Change): Promise<Account> => {
    const path = `/api/users/${user_id}`;
    const { user } = await callApi<{ user: Account }>(STAFF_SIDE, "PATCH", path, change);
    putAccount(queries, user);
    return user;
  };
}

/** Adds a member of staff. @throws CallError */
export function useCreateStaff() {
  const queries = useQueryClient();
  return async (input: CreateStaffInput) => {
    type Created = { user: Account; setup_path: string | null };
    const created = await callApi<Created>(STAFF_SIDE, "POST", "/api/users", input);
    putAccount(queries, created.user);
    return created;
  };
}

/** Another link with which staff choose a password. @throws CallError */
export function renewSetupLink(user_id: number): Promise<{ setup_path: string }> {
  return callApi(STAFF_SIDE, "POST", `/api/users/${user_id}/setup-link`);
}

/** Turns off the second factor of staff. @throws CallError */
export function useResetTwoFactor(user_id: number) {
  const queries = useQueryClient();
  return async () => {
    const path = `/api/users/${user_id}/two-factor`;
    const { user } = await callApi<{ user: Account }>(STAFF_SIDE, "DELETE", path);
    putAccount(queries, user);
  };
}

function putAccount(queries: QueryClient, account: Account): void {
  queries.setQueryData<Account[]>(
    STAFF,
    (staff) => staff && [...staff.filter((one) => one.id !== account.id), account].sort(byName),
  );
  void queries.invalidateQueries({ queryKey: STAFF });
}
