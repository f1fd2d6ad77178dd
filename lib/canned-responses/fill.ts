/** What stands in a response for something of the chat, and what is said where nothing is known. */
export const VARIABLES = {
  customer_name: { about: "The customer’s name", otherwise: "there" },
  agent_name: { about: "Your name", otherwise: "our team" },
  subject: { about: "What the chat is about", otherwise: "your question" },
  session_id: { about: "The number of the chat", otherwise: "" },
} as const;

export type Variable = keyof typeof VARIABLES;
export type Values = Record<Variable, string>;

/** Who gave no name is called so, and by none of these is addressed like that. */
const NAMELESS = "Guest";

const VARIABLE = /\{\{([^{}]*)\}\}/g;

const isVariable = (name: string): name is Variable => Object.hasOwn(VARIABLES, name);

/** The name before the first `|`, and the default after it. */
function partsOf(inside: string): { name: string; otherwise: string | undefined } {
  const at = inside.indexOf("|");
  if (at < 0) return { name: inside.trim(), otherwise: undefined };
  return { name: inside.slice(0, at).trim(), otherwise: inside.slice(at + 1).trim() };
}

/** What is wrong with the variables of a response, as the end of “content …”; null when nothing is. */
export function variableProblem(content: string): string | null {
  let after = 0;
  const between: string[] = [];
  for (const match of content.matchAll(VARIABLE)) {
    const { name } = partsOf(match[1] as string);
    if (!isVariable(name)) return `has an unknown variable: {{${name}}}`;
    between.push(content.slice(after, match.index));
    after = match.index + match[0].length;
  }
  between.push(content.slice(after));
  const is_open = between.some((text) => text.includes("{{") || text.includes("}}"));
  return is_open ? "has a variable that is not closed, or braces inside of one" : null;
}

/**
 * The response with its variables filled: by the value, else by the default that stands in it, else
 * by the variable's own. Each once: a value that looks like a variable stays as it is.
 */
export function fillVariables(content: string, values: Values): string {
  return content.replace(VARIABLE, (whole, inside: string) => {
    const { name, otherwise } = partsOf(inside);
    if (!isVariable(name)) return whole;
    return values[name].trim() || (otherwise ?? VARIABLES[name].otherwise);
  });
}

type Chat = { id: string; subject: string; customer: { name: string } };

/** What a chat has to fill a response of this agent with. */
export const valuesOf = (chat: Chat, agent: { name: string }): Values => ({
  customer_name: chat.customer.name === NAMELESS ? "" : chat.customer.name,
  agent_name: agent.name,
  subject: chat.subject,
  session_id: chat.id,
});
