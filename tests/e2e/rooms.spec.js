// The start states of devices are seen and changed in their rooms.
import { expect, test } from "./fixtures.js";

const start = (home, name) => home.region("Home").getByRole("button", { name: new RegExp(`^${name} starts `) });

test("a start state is changed where it is seen, by mouse and keyboard, and undone", async ({ home, page }) => {
  await home.open();
  await expect(start(home, "light")).toHaveText("starts on");
  await start(home, "light").click();
  await expect(start(home, "light")).toHaveText("starts disconnected");
  await expect(home.device("light")).toHaveAccessibleName(/disconnected/);
  await start(home, "light").press("Enter");
  await expect(start(home, "light")).toHaveText("starts off");
  await expect(start(home, "light")).toBeFocused();
  await expect(home.device("light")).toHaveAccessibleName("light: off");
  await page.keyboard.press("Space");
  await expect(start(home, "light")).toHaveText("starts on");
  await home.button("Undo").click();
  await expect(start(home, "light")).toHaveText("starts off");
  await expect(home.region("Story").getByRole("heading")).toContainText("Good night, changed");
});

test("while a run is shown the rooms show where it is, and no start", async ({ home }) => {
  await home.open("?speed=10");
  await home.run();
  await expect(start(home, "light")).toBeHidden();
  await home.button("Reset").click();
  await expect(start(home, "light")).toBeVisible();
});

test("a program that cannot be edited has no such buttons", async ({ home }) => {
  await home.open("?readonly=1");
  await expect(start(home, "light")).toHaveCount(0);
});

test("New starts from the home of a program that declares none", async ({ home }) => {
  await home.open();
  await home.button("New").click();
  await expect(start(home, "light")).toHaveText("starts off");
  await expect(start(home, "speaker")).toHaveText("starts off");
  await home.expectDevices({ light: "off", speaker: "off", toilet: "closed, clean" });
  await home.button("Undo").click();
  await expect(start(home, "speaker")).toHaveText("starts playing");
});
