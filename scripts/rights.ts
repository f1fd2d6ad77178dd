/** Writes docs/rights.md out of the rights table: npm run rights */
import { writeFileSync } from "node:fs";
import { FILE, rightsPage } from "./rights-page";

writeFileSync(FILE, rightsPage());
