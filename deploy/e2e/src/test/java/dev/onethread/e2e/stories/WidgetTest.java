package dev.onethread.e2e.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.ColorScheme;
import dev.onethread.e2e.actors.Agent;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Installation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a visitor experiences in the widget, in a real browser: receipts and typing, a network that goes and comes,
/// closed doors, the page's own script; and that it can be used without a mouse and without eyes.
@ExtendWith(Running.class)
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WidgetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']";

    private final Browser browser = new Browser();
    private static final String PASSWORD = "wanda-demo-2026";

    private Page wanda;
    private Agent wandasApi;

    /// All that is asked here comes to Wanda.
    @BeforeAll
    void wandaIsAtHerDesk(Installation installation) {
        Desk.of(installation).knowsAgent("wanda", PASSWORD, 50);
        for (String other : List.of("anna", "boris")) {
            Agent.signsIn(installation, other, installation.password(other)).is("BUSY");
        }
        wanda = browser.window("en-GB", ColorScheme.LIGHT);
        wanda.navigate(installation.url() + "/");
        wanda.locator("#user").fill("wanda");
        wanda.locator("#password").fill(PASSWORD);
        wanda.locator("button[type=submit]").click();
        wanda.waitForURL("**/inbox/**");
        wandasApi = Agent.signsIn(installation, "wanda", PASSWORD);
        wandasApi.is("AVAILABLE");
    }

    @AfterAll
    void goHome() {
        wandasApi.is("OFFLINE");
        browser.close();
    }

    @Test
    @Order(1)
    void bothSidesSeeWhoTypesAndWhatWasRead(Installation installation) {
        String question = question("receipts");
        Page shop = chat(installation, "en-GB", ColorScheme.LIGHT);
        says(shop, question);
        assertThat(shop.locator("[data-state=accepted], [data-state=read]").first())
                .isVisible();
        opened(question);
        assertThat(shop.locator("[data-state=read]")).isVisible();

        wanda.locator("textarea").first().pressSequentially("It is");
        assertThat(shop.locator(".dots")).isVisible();
        wanda.locator("textarea").first().fill("It is on its way " + question);
        wanda.keyboard().press("Control+Enter");
        assertThat(shop.locator(".m.a").getByText("It is on its way")).isVisible();
        assertThat(shop.locator("header .av")).isVisible();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deliveries(question)).containsExactly("read"));

        shop.locator("textarea").first().pressSequentially("Thank");
        assertThat(wanda.getByText("is typing").first()).isVisible();
    }

    @Test
    @Order(2)
    void whatIsWrittenWithoutANetworkLeavesLaterAndNothingIsMissedOrDoubled(Installation installation) {
        String question = question("network");
        AtomicBoolean cut = new AtomicBoolean();
        Page shop = browser.window("en-GB", ColorScheme.LIGHT);
        List<WebSocketRoute> lines = new CopyOnWriteArrayList<>();
        shop.routeWebSocket("**/chat/socket*", line -> {
            if (cut.get()) {
                line.close();
            } else {
                lines.add(line);
                line.connectToServer();
            }
        });
        shop.navigate(installation.url() + "/chat/demo/?lang=en");
        open(shop);
        says(shop, question);
        assertThat(shop.locator("[data-state=accepted], [data-state=read]").first())
                .isVisible();

        cut.set(true);
        lines.forEach(line -> line.close());
        assertThat(shop.locator(".strip")).isVisible();
        says(shop, "and while away");
        assertThat(shop.locator("[data-state=waiting]")).isVisible();
        String conversation = conversation(question);
        wandasApi.replies(conversation, "an answer into the silence");
        shop.reload();
        open(shop);
        assertThat(shop.locator(".m.c").getByText("and while away")).isVisible();

        cut.set(false);
        shop.evaluate("window.dispatchEvent(new Event('online'))");
        assertThat(shop.locator(".m.a").getByText("an answer into the silence")).isVisible();
        assertThat(shop.locator("[data-state=waiting]")).hasCount(0);
        assertThat(shop.locator(".m")).hasCount(3);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(wandasApi.transcript(conversation).stream()
                                .filter(entry -> entry.path("kind").asText().equals("message"))
                                .map(entry -> entry.path("text").asText()))
                        .containsExactly(question, "and while away"));
    }

    @Test
    @Order(3)
    void anAnswerToAClosedWidgetIsCountedAndThePagesScriptHearsOfIt(Installation installation) {
        String question = question("script");
        Page shop = browser.window("en-GB", ColorScheme.LIGHT);
        shop.navigate(installation.url() + "/chat/demo/?lang=en");
        shop.waitForFunction("() => window.Onethread && window.Onethread.open");
        shop.evaluate("""
                () => {
                  window.heard = [];
                  for (const name of ['open', 'close', 'message', 'unread', 'identity'])
                    Onethread.on(name, told => heard.push([name, told]));
                  Onethread.set({ plan: 'gold' });
                  Onethread.consent(true);
                  Onethread.open();
                }""");
        start(shop);
        says(shop, question);
        assertThat(shop.locator("[data-state=accepted], [data-state=read]").first())
                .isVisible();
        shop.evaluate("Onethread.close()");
        wandasApi.replies(conversation(question), "counted");
        assertThat(shop.locator(".launch .n")).hasText("1");
        shop.waitForFunction("() => heard.some(([name, told]) => name === 'unread' && told.count === 1)");
        assertThat(shop.evaluate("() => heard.filter(([name]) => name === 'open' || name === 'close').length"))
                .isEqualTo(2);

        // Nobody can be anybody by saying so.
        shop.evaluate("Onethread.identify({ externalId: 'anna', hmac: '00' }); Onethread.open()");
        shop.waitForFunction("() => heard.some(([name, told]) => told.state === 'identity-invalid')");
        assertThat(shop.locator(".strip")).containsText("could not confirm");
        assertThat(shop.locator(".m")).hasCount(0);
        shop.evaluate("Onethread.signOut()");
        assertThat(shop.locator(".m")).hasCount(2);
        assertThat(shop.context().cookies()).isEmpty();
    }

    /// The shop's server signs who is signed in there; in another browser they are the same visitor.
    @Test
    @Order(4)
    void whoeverTheShopSignsInIsThatPersonInEveryBrowser(Installation installation) throws Exception {
        String question = question("my account");
        String nora = "nora-" + UUID.randomUUID();
        String token = signed(
                installation,
                "{\"sub\":\"" + nora + "\",\"name\":\"Nora Berg\",\"email\":\"" + nora
                        + "@customers.test\",\"email_verified\":true,\"exp\":"
                        + (System.currentTimeMillis() / 1000 + 600) + "}");
        Page shop = signedIn(installation, token);
        says(shop, question);
        assertThat(shop.locator("[data-state=accepted], [data-state=read]").first())
                .isVisible();
        String conversation = conversation(question);
        JsonNode customer = wandasApi.list("all").stream()
                .filter(each -> each.path("id").asText().equals(conversation))
                .findFirst()
                .orElseThrow();
        assertThat(customer.at("/customer/name").asText()).isEqualTo("Nora Berg");

        Page phone = signedIn(installation, token);
        assertThat(phone.locator(".m.c").getByText(question)).isVisible();
        says(phone, "and from my phone");
        assertThat(shop.locator(".m.c").getByText("and from my phone")).isVisible();
        assertThat(conversation("and from my phone")).isEqualTo(conversation);

        // A token that anything was changed in signs nobody in.
        Page forger = browser.window("en-GB", ColorScheme.LIGHT);
        forger.navigate(installation.url() + "/chat/demo/?lang=en");
        forger.waitForFunction("() => window.Onethread && window.Onethread.open");
        String[] parts = token.split("\\.");
        String forged = parts[0] + "."
                + base64(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("Nora", "Eva"))
                + "." + parts[2];
        forger.evaluate("token => { Onethread.identify({ token }); Onethread.open(); }", forged);
        assertThat(forger.locator(".strip")).containsText("could not confirm");
        assertThat(forger.locator(".m")).hasCount(0);
    }

    private Page signedIn(Installation installation, String token) {
        Page page = browser.window("en-GB", ColorScheme.LIGHT);
        page.navigate(installation.url() + "/chat/demo/?lang=en");
        page.waitForFunction("() => window.Onethread && window.Onethread.open");
        page.evaluate(
                "token => { window.heard = []; Onethread.on('identity', told => heard.push(told.state));"
                        + " Onethread.identify({ token }); Onethread.open(); }",
                token);
        page.waitForFunction("() => heard.includes('signed-in')");
        start(page);
        return page;
    }

    /// As the shop's server signs with the key that the installation has for its widget (RFC 7515).
    private static String signed(Installation installation, String claims) throws Exception {
        String key = Files.readString(installation.data().resolve("keys/widget.secret"))
                .strip();
        String words = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"demo\"}") + "." + base64(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return words + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(words.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Order(5)
    void aClosedDeskAsksWhereToAnswerAndOpensBeforeTheVisitorsEyes(Installation installation) {
        Desk desk = Desk.of(installation);
        Page shop = browser.window("en-GB", ColorScheme.LIGHT);
        shop.navigate(installation.url() + "/chat/demo/?lang=en");
        String question = question("closed");
        desk.ask("PUT", "/api/routing/desks/support/hours", Map.of("zone", "UTC", "week", Map.of()))
                .ok();
        try {
            open(shop, false);
            assertThat(shop.locator("onethread-widget header")).containsText("Closed now");
            picture(shop, "widget-closed");
            shop.locator("onethread-widget button.big").first().click();
            shop.locator("#f-q").fill(question);
            shop.locator("#f-mail").fill("olga@customers");
            shop.locator("form .btn").click();
            assertThat(shop.locator("#f-mail-fault")).containsText("ending seems to be missing");
            assertThat(shop.locator("#f-mail")).isFocused();
            accessible(shop);
            picture(shop, "widget-offline");
            shop.locator("#f-mail").fill("olga@customers.test");
            shop.locator("form .btn").click();
            assertThat(shop.locator(".m.c").getByText(question)).isVisible();
            assertThat(shop.locator(".strip")).containsText("Closed now");
        } finally {
            desk.ask("DELETE", "/api/routing/desks/support/hours", null);
        }
        assertThat(shop.locator(".strip")).isHidden();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(wandasApi.transcript(conversation(question)).stream()
                                .flatMap(entry -> entry.findValuesAsText("text").stream()))
                        .anyMatch(text -> text.contains("olga@customers.test")));
    }

    @Test
    @Order(6)
    void theWidgetCanBeUsedWithoutAMouseAndWithoutEyes(Installation installation) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page shop = browser.window("ru-RU", scheme);
            shop.navigate(installation.url() + "/chat/demo/");
            Locator launcher = shop.locator("onethread-widget button.launch");
            launcher.focus();
            shop.keyboard().press("Enter");
            Locator window = shop.locator("onethread-widget [role=dialog]");
            assertThat(window).isVisible();
            accessible(shop);
            picture(shop, "widget-home-" + scheme.name().toLowerCase(Locale.ROOT));
            // Round through everything that can be reached, and never out.
            for (int n = 0; n < 12; n++) {
                shop.keyboard().press("Tab");
                assertThat(shop.evaluate("document.activeElement.localName")).isEqualTo("onethread-widget");
            }
            shop.locator("onethread-widget button.big").first().focus();
            shop.keyboard().press("Enter");
            shop.keyboard().type("Можно ли мыть в посудомойке?");
            shop.keyboard().press("Enter");
            assertThat(shop.locator(".m.c")).isVisible();
            assertThat(shop.locator("[role=log][aria-live=polite]")).isVisible();
            accessible(shop);
            picture(shop, "widget-talk-" + scheme.name().toLowerCase(Locale.ROOT));
            shop.setViewportSize(390, 844);
            assertThat(window.boundingBox().width).isEqualTo(390);
            assertThat(window.boundingBox().height).isEqualTo(844);
            accessible(shop);
            picture(shop, "widget-phone-" + scheme.name().toLowerCase(Locale.ROOT));
            shop.keyboard().press("Escape");
            assertThat(launcher).isFocused();
        }
    }

    private Page chat(Installation installation, String locale, ColorScheme scheme) {
        Page shop = browser.window(locale, scheme);
        shop.navigate(installation.url() + "/chat/demo/?lang=en");
        open(shop);
        return shop;
    }

    private static void open(Page shop) {
        open(shop, true);
    }

    private static void open(Page shop, boolean toTalk) {
        shop.locator("onethread-widget button.launch").click();
        if (toTalk) {
            start(shop);
        }
    }

    /// Past the choice of ways, unless the conversation is shown at once.
    private static void start(Page shop) {
        Locator draft = shop.locator("onethread-widget .say textarea");
        Locator way = shop.locator("onethread-widget button.big");
        draft.or(way).first().waitFor();
        if (!draft.isVisible()) {
            way.first().click();
        }
        draft.waitFor();
    }

    private static void says(Page shop, String text) {
        shop.locator("onethread-widget .say textarea").fill(text);
        shop.keyboard().press("Enter");
    }

    private static String question(String about) {
        return "Question about " + about + " " + UUID.randomUUID().toString().substring(0, 8);
    }

    private void opened(String text) {
        wanda.locator("a[data-conversation]")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first()
                .click();
        wanda.locator("textarea").first().focus();
    }

    /// Whoever got it: its conversation, once it is there.
    private String conversation(String text) {
        return await().atMost(PATIENCE)
                .until(
                        () -> wandasApi.list("all").stream()
                                .filter(each -> wandasApi
                                        .transcript(each.path("id").asText())
                                        .stream()
                                        .anyMatch(entry ->
                                                entry.path("text").asText().equals(text)))
                                .map(each -> each.path("id").asText())
                                .findFirst()
                                .orElse(""),
                        id -> !id.isEmpty());
    }

    private List<String> deliveries(String text) {
        return wandasApi.transcript(conversation(text)).stream()
                .map(entry -> entry.at("/delivery/state"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }

    /// No fault that axe-core finds in the open widget, by WCAG 2.2 A and AA.
    private static void accessible(Page shop) {
        if (Boolean.FALSE.equals(shop.evaluate("() => 'axe' in window"))) {
            shop.addScriptTag(new Page.AddScriptTagOptions()
                    .setPath(Running.project().resolve("ingest-service/widget/node_modules/axe-core/axe.min.js")));
        }
        Object found = shop.evaluate("() => axe.run('onethread-widget', { runOnly: " + RULES
                + " }).then(run => ({ passed: run.passes.length, faults: run.violations.map(each => each.id + ': '"
                + " + each.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')) }))");
        Map<?, ?> run = (Map<?, ?>) found;
        assertThat((List<?>) run.get("faults")).isEmpty();
        assertThat(((Number) run.get("passed")).intValue()).isGreaterThan(5);
    }

    /// With `-Donethread.e2e.pictures=DIR`.
    private static void picture(Page page, String name) {
        String folder = System.getProperty("onethread.e2e.pictures");
        if (folder != null && !folder.isBlank()) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }
}
