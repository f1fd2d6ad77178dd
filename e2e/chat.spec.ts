import type { Sql } from "postgres";
import { type Dialogue, humanDialogues, ownDialogues } from "./dialogues";
import { expect, test } from "./fixtures";
import type { Conversation, Shown } from "./pages/conversation";
import { CustomerPage } from "./pages/customer-page";
import { InboxPage } from "./pages/inbox-page";
import { LoginPage } from "./pages/login-page";

const CUSTOMER = "Crystal";

type Log = { sender_type: string; content: string }[];

async function logOf(sql: Sql, customer: CustomerPage): Promise<Log> {
  const session_id = new URL(customer.page.url()).searchParams.get("session");
  const rows = await sql<Log>`
    select sender_type, content from messages where session_id = ${session_id} order by seq`;
  return [...rows];
}

const asSeenBy = (side: string, turns: Dialogue["turns"]): Shown[] =>
  turns.map(([speaker, text]) => ({ by: speaker === side ? "me" : "other", text }));

/** Says each turn on its side and waits for it on both screens before the next. */
async function talk(
  turns: Dialogue["turns"],
  sides: { customer: Conversation; agent: Conversation },
  how: "say" | "paste",
): Promise<void> {
  for (const [speaker, text] of turns) {
    await sides[speaker][how](text);
    await sides.customer.expectLast(text);
    await sides.agent.expectLast(text);
  }
}

for (const [place, dialogue] of humanDialogues().entries()) {
  // One does in each what one does in the first: its twin is enough.
  const tag = place === 0 ? [] : "@pointer";
  test(`a chat from its start to its end: ${dialogue.subject} (3)`, { tag }, async ({
    customer,
    browse,
    people,
    sql,
    hand,
  }) => {
    test.setTimeout(90_000);
    // The page starts with what the customer writes; where the agent spoke first, the subject.
    const turns: Dialogue["turns"] =
      dialogue.turns[0]?.[0] === "customer"
        ? dialogue.turns
        : [["customer", dialogue.subject], ...dialogue.turns];
    const [first, ...rest] = turns;
    const asking = new CustomerPage(customer.page, hand);
    await asking.open();
    await asking.start(first?.[1] as string, CUSTOMER);
    await expect(asking.place(1)).toBeVisible();

    const account = await people.agent({ name: "Jonas" });
    const inbox = new InboxPage(await browse(), hand);
    const login = new LoginPage(inbox.page, hand);
    await inbox.open();
    await login.signIn(account);
    await inbox.accept(CUSTOMER);
    await expect(asking.queue).toBeHidden();
    await expect(asking.page.getByRole("heading", { name: "Jonas" })).toBeVisible();

    await talk(rest, { customer: asking.chat, agent: inbox.chat }, "say");
    await inbox.end();
    await expect(asking.ended).toBeVisible();
    await expect(asking.chat.composer).toBeHidden();

    await asking.chat.expectShown(asSeenBy("customer", turns));
    await inbox.chat.expectShown(asSeenBy("agent", turns));
    expect(await logOf(sql, asking)).toEqual(
      turns.map(([sender_type, content]) => ({ sender_type, content })),
    );
  });
}

// Without a twin: it is about what is shown.
test("emoji, right-to-left text, lines, markup and a very long text look on both screens as they were sent", {
  tag: "@pointer",
}, async ({ customer, agent, sql, hand }) => {
  const asking = new CustomerPage(customer.page, hand);
  const inbox = new InboxPage(agent.page, hand);
  // Whatever a message may hold, it runs nothing and loads nothing.
  for (const page of [asking.page, inbox.page]) {
    page.on("dialog", (dialog) => {
      throw new Error(`A message opened a dialog: ${dialog.message()}`);
    });
  }
  const turns = ownDialogues().flatMap((dialogue) => dialogue.turns);
  await asking.open();
  await asking.start("Several things", CUSTOMER);
  await inbox.open();
  await inbox.accept(CUSTOMER);
  await talk(turns, { customer: asking.chat, agent: inbox.chat }, "paste");

  const all: Dialogue["turns"] = [["customer", "Several things"], ...turns];
  await asking.chat.expectShown(asSeenBy("customer", all));
  await inbox.chat.expectShown(asSeenBy("agent", all));
  expect((await logOf(sql, asking)).map(({ content }) => content)).toEqual(
    all.map(([, text]) => text),
  );
  // A fresh load has the newest page of it, in the same words.
  await asking.page.reload();
  await asking.chat.expectShown(asSeenBy("customer", all).slice(-50));
});
