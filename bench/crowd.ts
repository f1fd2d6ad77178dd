import type { Seat } from "./chats";
import type { CrowdWork } from "./clients";
import { startMember } from "./member";

/** Processes full of clients of the product's own, one for each of the cores. */
export function startCrowd(cores: (string | null)[]) {
  const members = cores.map((core) => startMember<CrowdWork>("clients.ts", core));
  return {
    /** Resolves when each is connected and has its chat. */
    async follow(url: string, seats: Seat[]): Promise<void> {
      const share = Math.ceil(seats.length / members.length);
      await Promise.all(
        members.map((member, index) =>
          member.ask("follow", { url, seats: seats.slice(index * share, (index + 1) * share) }),
        ),
      );
    },
    /** From now on a client is there when its chat is exactly this log: the messages' ids. */
    async expect(logs: Map<string, string[]>): Promise<void> {
      await Promise.all(members.map((member) => member.ask("expect", logs)));
    },
    /** When the last was there, of `now()`, and how many were not in time. */
    async allThere(): Promise<{ last_at: number; missing: number }> {
      const there = await Promise.all(members.map((member) => member.ask("allThere")));
      return {
        last_at: Math.max(...there.map(({ last_at }) => last_at)),
        missing: there.reduce((sum, { missing }) => sum + missing, 0),
      };
    },
    async end(): Promise<void> {
      await Promise.all(members.map((member) => member.end()));
    },
  };
}
