import type { ReaderSession, StartInput } from "@/lib/sessions/contract";
import type { Person, Stage } from "./stage";

/** Sixty characters. */
export const LONG_NAME = "Wilhelmina Alexandrina von Hohenberg-Schwarzenfeld zu Lichte";
export const ARABIC_NAME = "ليلى بنت عبد الرحمن";

const VISIT = {
  page_url: "https://shop.example.com/orders/5512",
  referrer: "https://shop.example.com/help",
  browser: "Firefox 141",
  device: "desktop, Linux",
  language: "en-GB",
  time_zone: "Europe/Lisbon",
};

export async function startedOnPage(
  stage: Stage,
  name: string,
  input: StartInput,
): Promise<ReaderSession> {
  return stage.start(await stage.customer(name), { metadata: VISIT, ...input });
}

/** Three who wait, the urgent one first. */
export async function fillQueue(stage: Stage): Promise<[ReaderSession, ...ReaderSession[]]> {
  const urgent = await startedOnPage(stage, "Priya Nair", {
    subject: "Charged twice",
    message: "I was charged twice for the same order.",
    priority: "urgent",
    required_skills: ["billing"],
  });
  const high = await startedOnPage(stage, "Lukas Weber", {
    subject: "Rechnung fehlt",
    message: "Ich habe noch keine Rechnung bekommen.",
    priority: "high",
    required_skills: ["German"],
  });
  const medium = await startedOnPage(stage, "Elif Demir", {
    subject: "Is the blue armchair back soon?",
    message: "Hi, will the blue armchair be back before the end of the year?",
  });
  return [urgent, high, medium];
}

/** A chat under way between Maria Santos and Anna Berg; the customer spoke last. */
export async function lampChat(
  stage: Stage,
): Promise<{ agent: Person; customer: Person; session: ReaderSession }> {
  const agent = await stage.agent("Anna Berg", { skills: ["billing", "German"] });
  const customer = await stage.customer("Maria Santos");
  const session = await stage.start(customer, {
    subject: "Lamp arrived broken",
    message: "Hello, the desk lamp from my order 5512 arrived with a broken shade.",
    metadata: VISIT,
  });
  await stage.accept(agent, session);
  await stage.say(agent, session, "Hello Maria, I am sorry about that. Let me look at your order.");
  await stage.say(
    agent,
    session,
    "I see it: the oak desk lamp, delivered this morning. Would you like a new shade, or the whole lamp again?",
  );
  await stage.say(customer, session, "Just the shade is fine, the rest looks good.");
  await stage.say(customer, session, "How long will it take?");
  return { agent, customer, session };
}

/** A chat of Maria Santos that waits again, because this agent gave it back. */
export async function givenBack(
  stage: Stage,
  agent_name: string,
): Promise<{ customer: Person; session: ReaderSession }> {
  const agent = await stage.agent(agent_name);
  const customer = await stage.customer("Maria Santos");
  const session = await stage.start(customer, {
    subject: "Is the blue armchair back soon?",
    message: "Hi, will the blue armchair be back before the end of the year?",
  });
  await stage.accept(agent, session);
  await stage.say(agent, session, "Hello Maria, I give this to a colleague who knows the stock.");
  await stage.release(agent, session);
  return { customer, session };
}
