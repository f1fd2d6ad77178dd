import { expect, test } from "./home";
import { CustomerPage } from "./pages/customer-page";
import { LoginPage } from "./pages/login-page";
import { restClient } from "./rest";
import { ADMIN, ADMIN_SETTINGS } from "./server";

/** Far more than any limit is. */
const MANY = 400;

test("who guesses passwords is told when to go on, whether a program or a person does it", async ({
  home,
  browser,
  hand,
}) => {
  const server = await home.start(ADMIN_SETTINGS);
  const nobody = restClient(server.url);
  const guess = { ...ADMIN, password: "a wrong password" };
  for (let n = 0; n < 9; n++) await nobody("POST /api/auth/token", guess);

  const context = await browser.newContext();
  const login = new LoginPage(await context.newPage(), hand);
  await login.page.goto(`${server.url}/login`);
  await login.signIn(guess);
  await expect(login.page.getByText("The e-mail or the password is wrong.")).toBeVisible();
  await login.signIn(ADMIN);
  const told = login.page.getByText("That was tried too often. Try again in 15 minutes.");
  await expect(told).toBeVisible();
  await expect(login.email).toHaveValue(ADMIN.email);
  await expect(login.password).toHaveValue(ADMIN.password);
  expect(await nobody("POST /api/auth/token", ADMIN)).toMatchObject({
    ok: false,
    error: { code: "RATE_LIMITED" },
  });
  await context.close();
});

test("a customer from where too many came keeps what they wrote and is told when to try again", async ({
  home,
  browser,
  hand,
}) => {
  const server = await home.start(ADMIN_SETTINGS);
  const nobody = restClient(server.url);
  for (let n = 0; n < MANY; n++) {
    const answer = await nobody("POST /api/auth/guest", {});
    if (!answer.ok) break;
    expect(n).toBeLessThan(MANY - 1);
  }
  const context = await browser.newContext();
  const customer = new CustomerPage(await context.newPage(), hand);
  await customer.page.goto(`${server.url}/chat`);
  await hand.fill(customer.question, "Where is my parcel?");
  await hand.press(customer.startButton);
  await expect(customer.page.getByText(/That was tried too often\. Try again in/)).toBeVisible();
  await expect(customer.question).toHaveValue("Where is my parcel?");
  await context.close();
});
