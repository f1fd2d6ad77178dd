import type { Message } from "@/lib/messages/contract";

/** What went wrong with messages; each has to be 0. */
export type Faults = {
  refused: number;
  lost: number;
  doubled: number;
  out_of_order: number;
  /** Sessions whose `seq` are not 1, 2, 3, … */
  with_gaps: number;
};
export const NO_FAULTS: Faults = {
  refused: 0,
  lost: 0,
  doubled: 0,
  out_of_order: 0,
  with_gaps: 0,
};

type Sent = { sent_at: number; acknowledged_at?: number; delivered_at?: number };

/** One socket's messages under way, and what its partner has received of them so far. */
type Line = {
  last: number;
  last_delivered: number;
  last_seq: number;
  under_way: Map<number, Sent>;
};

/** As long as a UUID: which socket sent it, and its how many-th it is. */
const clientId = (seat: number, number: number) =>
  `${String(seat).padStart(8, "0")}-${String(number).padStart(27, "0")}`;

/**
 * What was sent, acknowledged and delivered. Seats are numbered; those of a chat are neighbours, 0
 * and 1, 2 and 3, …
 * @param has_seq whether the server gives each message its place in the session's log
 * @param onDone told when a message of this seat is both acknowledged and delivered
 */
export function openLedger({
  seats,
  has_seq,
  onDone,
}: {
  seats: number;
  has_seq: boolean;
  onDone(seat: number, sent: Required<Sent>): void;
}) {
  const faults = { ...NO_FAULTS };
  let acknowledged = 0;
  let first_refusal: unknown;
  const lines: Line[] = Array.from({ length: seats }, () => ({
    last: 0,
    last_delivered: 0,
    last_seq: 0,
    under_way: new Map(),
  }));
  /** For each chat the places that its messages were acknowledged with. */
  const places: number[][] = Array.from({ length: Math.ceil(seats / 2) }, () => []);
  const line = (seat: number) => lines[seat] as Line;

  function settle(seat: number, number: number, sent: Sent): void {
    if (sent.acknowledged_at === undefined || sent.delivered_at === undefined) return;
    line(seat).under_way.delete(number);
    onDone(seat, sent as Required<Sent>);
  }

  return {
    /** @returns the message's client_id */
    send(seat: number, at: number): string {
      const { under_way } = line(seat);
      const number = ++line(seat).last;
      under_way.set(number, { sent_at: at });
      return clientId(seat, number);
    },
    acknowledge(client_id: string, message: Message, at: number): void {
      const seat = Number(client_id.slice(0, 8));
      const number = Number(client_id.slice(9));
      const sent = line(seat).under_way.get(number);
      if (!sent || message.client_id !== client_id) {
        faults.doubled++;
        return;
      }
      acknowledged++;
      if (has_seq) places[seat >> 1]?.push(message.seq);
      sent.acknowledged_at = at;
      settle(seat, number, sent);
    },
    refuse(client_id: string, error: unknown): void {
      faults.refused++;
      line(Number(client_id.slice(0, 8))).under_way.delete(Number(client_id.slice(9)));
      first_refusal ??= error;
    },
    deliver(to: number, { client_id, seq }: Message, at: number): void {
      const seat = Number(client_id?.slice(0, 8));
      const number = Number(client_id?.slice(9));
      const from = lines[seat];
      // The neighbour is the same number with the last bit turned.
      if (!from || seat !== (to ^ 1)) {
        faults.out_of_order++;
        return;
      }
      const sent = from.under_way.get(number);
      if (number <= from.last_delivered && (!sent || sent.delivered_at !== undefined)) {
        faults.doubled++;
        return;
      }
      if (number <= from.last_delivered || (has_seq && seq <= from.last_seq)) {
        faults.out_of_order++;
      }
      from.last_delivered = Math.max(from.last_delivered, number);
      from.last_seq = Math.max(from.last_seq, seq);
      // It may come although it was refused: the server had it when it gave up on it.
      if (!sent) return;
      sent.delivered_at = at;
      settle(seat, number, sent);
    },
    underWay: () => lines.reduce((sum, { under_way }) => sum + under_way.size, 0),
    /** Once all should be there: what is still under way is lost. */
    close() {
      const is_gapless = (seqs: number[]) =>
        seqs.sort((a, b) => a - b).every((seq, index) => seq === index + 1);
      faults.lost = this.underWay();
      faults.with_gaps = places.filter((seqs) => !is_gapless(seqs)).length;
      return { acknowledged, faults, first_refusal };
    },
  };
}

export type Ledger = ReturnType<typeof openLedger>;
