import { expect, onTestFinished, test } from "vitest";
import { connect } from "./connect";

function optionsOf(url: string) {
  const client = connect(url, { max: 1 });
  onTestFinished(() => client.end());
  return client.options;
}

test.each([
  ["postgres://parley@localhost/chat?host=/run/postgresql", "/run/postgresql/.s.PGSQL.5432"],
  ["postgres:///chat?host=%2Frun%2Fpostgresql&port=5433", "/run/postgresql/.s.PGSQL.5433"],
  ["postgres://localhost:5433/chat?host=/run/postgresql", "/run/postgresql/.s.PGSQL.5433"],
])("%s is a socket", (url, path) => {
  const { database, connection, ...options } = optionsOf(url);
  expect(options.path).toBe(path);
  expect(database).toBe("chat");
  expect(connection).toEqual({ application_name: "postgres.js" });
});

test("an address without a socket stays what it is", () => {
  const options = optionsOf("postgres://parley:p%40ss@db:5433/chat?sslmode=require&search_path=x");
  expect(options).toMatchObject({
    host: ["db"],
    port: [5433],
    path: false,
    user: "parley",
    pass: "p@ss",
    database: "chat",
    ssl: "require",
    connection: { search_path: "x" },
  });
});
