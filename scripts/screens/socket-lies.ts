import type { Page } from "@playwright/test";
import type { ErrorBody } from "@/lib/errors";

/** A packet that asks for an answer: 42, a number, the event and its payload. */
const ASKS = /^42(\d+)\["([^"]+)"/;

/** From its next load on, the server seems to refuse each such event of this page, or to ignore it. */
export async function refuseEvent(page: Page, event: string, error: ErrorBody | null) {
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((packet) => {
      const [, id, asked_for] = ASKS.exec(String(packet)) ?? [];
      if (asked_for !== event) server.send(packet);
      else if (error) socket.send(`43${id}${JSON.stringify([{ ok: false, error }])}`);
    });
  });
}

/** From its next load on, the first messages of a chat, up to this `seq`, and who took it seem so many days old. */
export async function ageMessages(page: Page, up_to_seq: number, days: number) {
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((packet) => {
      const [head = ""] = /^43\d+/.exec(String(packet)) ?? [];
      if (!head) return socket.send(packet);
      const answer = JSON.parse(String(packet).slice(head.length));
      const { session, messages = [] } = answer[0]?.data ?? {};
      for (const message of messages) {
        if (message.seq <= up_to_seq) message.created_at = daysBefore(message.created_at, days);
      }
      if (session?.assigned_at) session.assigned_at = daysBefore(session.assigned_at, days);
      socket.send(head + JSON.stringify(answer));
    });
  });
}

function daysBefore(iso: string, days: number): string {
  const then = new Date(iso);
  then.setUTCDate(then.getUTCDate() - days);
  return then.toISOString();
}
