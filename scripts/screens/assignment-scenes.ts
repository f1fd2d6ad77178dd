import { dataOf } from "@/e2e/rest";
import type { AssignmentMode } from "@/lib/assignment/contract";
import type { Settings } from "@/lib/settings/contract";
import { LONG_NAME } from "./casts";
import type { Scene } from "./scenes";
import type { Stage } from "./stage";

/** Chats that are given to agents automatically, which holds for one scene alone. */
export const ASSIGNMENT_SCENES: Scene[] = [
  {
    page: "admin",
    state: "chat, who had it and why",
    async go(stage) {
      const [anna, tom, long, full] = [
        await stage.agent("Anna Berg", { skills: ["billing", "German"] }),
        await stage.agent("Tom Becker"),
        await stage.agent(LONG_NAME),
        await stage.agent("Lena Hoffmann"),
      ];
      const customer = await stage.customer("Maria Santos");
      const input = { subject: "Lamp arrived broken", required_skills: ["billing"] };
      const session = await stage.start(customer, input);
      await stage.accept(tom, session);
      for (const agent of [anna, tom, long, full]) await stage.connect(agent);
      await choose(stage, "skill_based");
      await stage.release(tom, session);
      const page = await stage.browse(stage.admin);
      await page.goto(`/admin/chats/${session.id}`);
      await page.getByRole("listitem").filter({ hasText: "Agent Anna Berg" }).waitFor();
      await choose(stage, "manual");
      await page.getByRole("button", { name: "Who had it" }).click();
      await page.getByText("Given automatically, by skill").waitFor();
      return page;
    },
  },
  {
    page: "admin",
    state: "chat, who had it not loaded",
    async go(stage) {
      const agent = await stage.agent("Anna Berg");
      const session = await stage.start(await stage.customer("Maria Santos"), {
        subject: "A lamp",
      });
      await stage.accept(agent, session);
      const page = await stage.browse(stage.admin);
      await page.route("**/assignments", (route) => route.abort());
      await page.goto(`/admin/chats/${session.id}`);
      await page.getByRole("button", { name: "Who had it" }).click();
      await page.getByText("Who had this chat did not load").waitFor();
      return page;
    },
  },
];

async function choose(stage: Stage, assignment: AssignmentMode): Promise<void> {
  const { settings } = dataOf(await stage.admin.ask<{ settings: Settings }>("GET /api/settings"));
  dataOf(await stage.admin.ask("PATCH /api/settings", { version: settings.version, assignment }));
}
