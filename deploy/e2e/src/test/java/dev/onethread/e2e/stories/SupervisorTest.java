package dev.onethread.e2e.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.onethread.e2e.actors.Agent;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.Visitor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// Paula leads the desk of returns, which asks its agents. Vera and Gleb work there. Three customers wait, and what
/// Paula changes is seen at once: by her, by the agents and by a customer in the widget.
@ExtendWith(Running.class)
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SupervisorTest {
    private static final String PASSWORD = "a long enough password";
    private static final String DESK = "returns";
    private static final int RING_SECONDS = 12;
    private static final double PATIENCE_MILLIS = 30_000;
    private static final Pattern WAITING =
            Pattern.compile("My samovar leaks|The samovar is too small|A samovar for the fair");

    private final Browser browser = new Browser();
    private final Windows windows = new Windows(browser);
    private Desk desk;
    private Visitor first;
    private Visitor second;
    private Page shop;
    private Page paula;
    private Page vera;
    private Page gleb;

    @BeforeAll
    void aDeskThatRings(Installation installation) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        desk = Desk.of(installation);
        desk.ask("PUT", "/api/routing/skills/pottery", Map.of("name", "Pottery"))
                .ok();
        desk.ask(
                        "PUT",
                        "/api/routing/desks/" + DESK,
                        Map.of(
                                "name",
                                "Returns",
                                "policy",
                                Map.of("ring", Map.of("seconds", RING_SECONDS, "silences", 3))))
                .ok();
        works("paula", "Paula Reed", "supervisor");
        works("vera", "Vera Nowak", "agent");
        works("gleb", "Gleb Stone", "agent");
        takes("vera", 2);
        takes("gleb", 8);
        first = Visitor.arrives(installation, "shop");
        second = Visitor.arrives(installation, "shop");
        paula = windows.signedIn(installation, "paula", PASSWORD, "en-GB", ColorScheme.LIGHT);
    }

    @AfterAll
    void goHome() {
        first.close();
        second.close();
        browser.close();
    }

    @Test
    @Order(1)
    void aRuleIsTriedOnAMessageAndOnLastWeekBeforeItIsPutLive(Installation installation) {
        Visitor earlier = Visitor.arrives(installation, "shop");
        earlier.says("My samovar arrived broken").join();
        paula.keyboard().press("g");
        paula.keyboard().press("r");
        paula.waitForURL("**/rules**");
        button(paula, "New rule").click();
        assertThat(paula.getByLabel("Name of the rule")).hasValue("New rule");
        paula.getByLabel("Name of the rule").fill("Samovars");
        Locator words = paula.getByLabel("Words", new Page.GetByLabelOptions().setExact(true));
        words.fill("samovar*");
        words.press("Enter");
        paula.getByLabel("desk", new Page.GetByLabelOptions().setExact(true)).selectOption(DESK);
        button(paula, "Step").click();
        paula.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Step 1:")))
                .click();
        Locator step = paula.getByRole(AriaRole.DIALOG);
        step.getByLabel("Skill", new Locator.GetByLabelOptions().setExact(true)).selectOption("pottery");
        step.getByLabel("Level").selectOption("2");
        paula.keyboard().press("Escape");

        paula.getByLabel("Message to try").fill("Two samovars came without taps");
        Locator verdict = paula.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Trial"));
        assertThat(verdict.getByText("Samovars, rule")).isVisible();
        assertThat(verdict.getByText("Desk “Returns”").first()).isVisible();
        Locator matched = paula.getByRole(
                AriaRole.ROW, new Page.GetByRoleOptions().setName(Pattern.compile("^Matched the rule")));
        assertThat(matched).hasText(Pattern.compile("Matched the rule\\s*0\\s*[1-9]\\d*\\s*\\+[1-9]\\d*"));
        paula.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Put version")))
                .click();
        assertThat(paula.getByText(Pattern.compile("^draft of version"))).not().isVisible();
        earlier.close();
    }

    @Test
    @Order(2)
    void theWaitingQueueRanksItselfAnewAndTheCustomerSeesTheirPlace(Installation installation) {
        first.says("My samovar leaks").join();
        second.says("The samovar is too small").join();
        shop = browser.window("en-GB", ColorScheme.LIGHT);
        shop.navigate(installation.url() + "/chat/demo/?lang=en");
        shop.locator("onethread-widget button").first().click();
        shop.locator("onethread-widget button.big").first().click();
        shop.locator("textarea").first().fill("A samovar for the fair, it is urgent");
        shop.locator("textarea").first().press("Enter");
        Locator place = shop.locator("onethread-widget .wait");
        assertThat(place).containsText("place in the queue");
        assertThat(place.locator("b").first()).hasText("3");

        paula.keyboard().press("Escape");
        paula.keyboard().press("g");
        paula.keyboard().press("b");
        paula.waitForURL("**/board");
        assertThat(rows(WAITING).nth(2)).containsText("A samovar for the fair");
        rows("A samovar for the fair").focus();
        paula.keyboard().press("p");
        paula.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Urgent priority")))
                .click();

        assertThat(rows(WAITING).first()).containsText("A samovar for the fair");
        assertThat(rows(WAITING).first()).containsText("Urgent");
        assertThat(place.locator("b").first()).hasText("1");
        Pictures.take(paula, "board");
    }

    @Test
    @Order(3)
    void itIsToldWhyOneStillWaitsAndASkillIsGivenWithoutAProgrammer() {
        rows("My samovar leaks").focus();
        paula.keyboard().press("w");
        Locator why = paula.getByRole(AriaRole.DIALOG);
        assertThat(why).containsText("Why this conversation waits");
        assertThat(why).containsText("Pottery");
        assertThat(why.getByText("Samovars", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        paula.keyboard().press("Escape");
        assertThat(why).not().isVisible();

        paula.keyboard().press("g");
        paula.keyboard().press("s");
        paula.waitForURL("**/setup**");
        for (String agent : List.of("Vera Nowak", "Gleb Stone")) {
            paula.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^" + agent)))
                    .click();
            paula.getByLabel("Add a skill").selectOption("pottery");
            paula.getByLabel(Pattern.compile("^Level: pottery", Pattern.CASE_INSENSITIVE))
                    .selectOption("3");
            paula.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Save")))
                    .click();
            assertThat(paula.getByText("Not saved yet")).not().isVisible();
            assertThat(paula.getByRole(
                            AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^" + agent))))
                    .containsText(Pattern.compile("pottery.3", Pattern.CASE_INSENSITIVE));
        }
        Pictures.take(paula, "setup");
    }

    @Test
    @Order(4)
    void anOfferRingsIsAcceptedAndTheCustomerIsAnswered(Installation installation) {
        vera = windows.signedIn(installation, "vera", PASSWORD, "en-GB", ColorScheme.DARK);
        available(installation, "vera");

        Locator offer = offer(vera);
        assertThat(offer).containsText("A samovar for the fair");
        vera.keyboard().press("a");
        assertThat(vera.getByRole(AriaRole.LOG)
                        .getByText("A samovar for the fair, it is urgent")
                        .first())
                .isVisible();
        vera.locator("textarea").first().fill("It leaves today");
        vera.keyboard().press("Control+Enter");

        assertThat(shop.getByText("It leaves today")).isVisible();
        assertThat(shop.locator("onethread-widget .wait")).not().isVisible();
    }

    @Test
    @Order(5)
    void anOfferThatIsLeftUnansweredGoesToSomebodyElse(Installation installation) {
        takes("vera", 4, "pottery");
        assertThat(offer(vera)).containsText("My samovar leaks");
        gleb = windows.signedIn(installation, "gleb", PASSWORD, "en-GB", ColorScheme.LIGHT);
        available(installation, "gleb");

        // Gleb is offered what is left, and once Vera's time is up, what she left.
        for (String text : List.of("The samovar is too small", "My samovar leaks")) {
            takesWhatIsOffered(gleb, text);
            assertThat(gleb.locator("a[data-conversation]").filter(new Locator.FilterOptions().setHasText(text)))
                    .isVisible();
        }
        assertThat(vera.locator("a[data-conversation]")).hasCount(1);
    }

    @Test
    @Order(6)
    void itIsToldWhyOneIsTheirsAndATransferIsTakenByTheOther() {
        vera.locator("textarea").first().blur();
        vera.keyboard().press("w");
        Locator why = vera.getByRole(AriaRole.DIALOG);
        assertThat(why).containsText("Why this conversation is yours");
        assertThat(why).containsText("Pottery");
        assertThat(why).containsText("Gleb Stone");
        vera.keyboard().press("Escape");
        assertThat(why).not().isVisible();

        vera.keyboard().press("x");
        Locator transfer = vera.getByRole(AriaRole.DIALOG);
        transfer.getByText("Gleb Stone").click();
        transfer.getByLabel("Note for the colleague").fill("He knows the fair");
        vera.keyboard().press("Control+Enter");
        takesWhatIsOffered(gleb, "Take it from a colleague?");

        assertThat(gleb.locator("a[data-conversation]")).hasCount(3);
        assertThat(vera.locator("a[data-conversation]")).hasCount(0);
        gleb.locator("a[data-conversation]")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("It leaves today|He knows the fair")))
                .click();
        assertThat(gleb.getByRole(AriaRole.LOG).getByText("He knows the fair").first())
                .isVisible();
    }

    @Test
    @Order(7)
    void aWhatIfOfTheDayIsComputedAndItsChartsRead() {
        paula.keyboard().press("Escape");
        paula.keyboard().press("g");
        paula.keyboard().press("b");
        paula.waitForURL("**/board");
        paula.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("What if"))
                .click();
        paula.getByLabel("Desk", new Page.GetByLabelOptions().setExact(true)).selectOption(DESK);
        paula.getByLabel("When").selectOption("today");
        button(paula, "Compute").click();

        Locator result = paula.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Result"));
        assertThat(result.getByText(Pattern.compile("^The mean wait would"))).isVisible();
        assertThat(result.getByRole(
                        AriaRole.ROW,
                        new Locator.GetByRoleOptions().setName(Pattern.compile("^Conversations that came"))))
                .containsText("3");
        Locator chart = result.getByRole(
                AriaRole.IMG, new Locator.GetByRoleOptions().setName(Pattern.compile("^Shares by waiting time: .*%")));
        assertThat(chart).isVisible();
        assertThat(chart.locator(".recharts-bar-rectangle").first()).isAttached();
        Pictures.take(paula, "what-if");
    }

    private void works(String id, String name, String role) {
        Map<String, Object> user =
                Map.of("name", name, "password", PASSWORD, "roles", List.of(role), "language", "en", "active", true);
        desk.ask("PUT", "/api/inbox/users/" + id, user).ok();
    }

    private void takes(String id, int capacity, String... skills) {
        List<Map<String, Object>> able = Arrays.stream(skills)
                .map(skill -> Map.<String, Object>of("skill", skill, "level", 3))
                .toList();
        desk.ask(
                        "PUT",
                        "/api/routing/agents/" + id,
                        Map.of("desks", List.of(DESK), "skills", able, "capacity", capacity))
                .ok();
    }

    private static void available(Installation installation, String id) {
        Agent.signsIn(installation, id, PASSWORD).is("AVAILABLE");
    }

    private Locator rows(String text) {
        return rows(Pattern.compile(text));
    }

    private Locator rows(Pattern text) {
        return paula.locator("tr[data-row]").filter(new Locator.FilterOptions().setHasText(text));
    }

    private static void takesWhatIsOffered(Page agent, String text) {
        assertThat(offer(agent)).containsText(text);
        offer(agent)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Take"))
                .click();
    }

    private static Locator offer(Page agent) {
        return agent.locator("aside[aria-live=polite]");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
