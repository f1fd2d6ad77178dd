import { expect, test } from "vitest";
import type { Message } from "@/lib/messages/contract";
import { NO_FAULTS, openLedger } from "./ledger";

/** Two ends of a chat and what happens between them. */
function chat() {
  const done: { seat: number; took: number }[] = [];
  const ledger = openLedger({
    seats: 2,
    has_seq: true,
    onDone: (seat, { sent_at, delivered_at }) => done.push({ seat, took: delivered_at - sent_at }),
  });
  const message = (client_id: string, seq: number) => ({ client_id, seq }) as Message;
  return {
    done,
    send: (seat = 0) => ledger.send(seat, 10),
    acknowledge: (id: string, seq: number) => ledger.acknowledge(id, message(id, seq), 12),
    deliver: (id: string, seq: number, to = 1) => ledger.deliver(to, message(id, seq), 15),
    refuse: (id: string) => ledger.refuse(id, "no"),
    faults: () => ledger.close().faults,
    ledger,
  };
}

test("a message is done once it is acknowledged and delivered, in whichever order", () => {
  const { send, acknowledge, deliver, done, ledger } = chat();
  const [first, second, answer] = [send(), send(), send(1)];
  acknowledge(first, 1);
  expect(done).toEqual([]);
  deliver(first, 1);
  deliver(second, 2);
  acknowledge(second, 2);
  deliver(answer, 3, 0);
  acknowledge(answer, 3);
  expect(done).toEqual([
    { seat: 0, took: 5 },
    { seat: 0, took: 5 },
    { seat: 1, took: 5 },
  ]);
  expect(ledger.close()).toMatchObject({ acknowledged: 3, faults: NO_FAULTS });
});

test("what is acknowledged and never delivered is lost", () => {
  const { send, acknowledge, faults } = chat();
  acknowledge(send(), 1);
  expect(faults()).toEqual({ ...NO_FAULTS, lost: 1 });
});

test("a second delivery and a second acknowledgement are doubled", () => {
  const { send, acknowledge, deliver, faults } = chat();
  const id = send();
  deliver(id, 1);
  deliver(id, 1);
  acknowledge(id, 1);
  deliver(id, 1);
  acknowledge(id, 1);
  expect(faults()).toEqual({ ...NO_FAULTS, doubled: 3 });
});

test("a delivery before an earlier one is out of order, by the sender's count and by seq", () => {
  const { send, acknowledge, deliver, faults } = chat();
  const [first, second] = [send(), send()];
  acknowledge(first, 1);
  acknowledge(second, 2);
  deliver(second, 2);
  deliver(first, 1);
  expect(faults()).toEqual({ ...NO_FAULTS, out_of_order: 1 });

  const other = chat();
  const [one, two] = [other.send(), other.send()];
  other.acknowledge(one, 2);
  other.acknowledge(two, 1);
  other.deliver(one, 2);
  other.deliver(two, 1);
  expect(other.faults()).toEqual({ ...NO_FAULTS, out_of_order: 1 });
});

test("a delivery to whom it is not for is out of order", () => {
  const { send, acknowledge, deliver, faults } = chat();
  const id = send();
  acknowledge(id, 1);
  deliver(id, 1, 0);
  expect(faults()).toEqual({ ...NO_FAULTS, out_of_order: 1, lost: 1 });
});

test("a place that is missing or given twice is a gap", () => {
  for (const places of [
    [1, 3],
    [1, 1],
    [2, 3],
  ] as const) {
    const { send, acknowledge, ledger } = chat();
    for (const place of places) acknowledge(send(), place);
    expect(ledger.close().faults.with_gaps, places.join()).toBe(1);
  }
});

test("a refusal is counted, whether or not the message comes after all", () => {
  const { send, refuse, deliver, faults } = chat();
  const [first, second] = [send(), send()];
  refuse(first);
  refuse(second);
  deliver(second, 1);
  expect(faults()).toEqual({ ...NO_FAULTS, refused: 2 });
});
