package dev.onethread.e2e.stories;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/// With `-Donethread.e2e.pictures=DIR`, what the README shows is taken from the stories.
final class Pictures {
    private Pictures() {}

    static void take(Page page, String name) {
        String folder = System.getProperty("onethread.e2e.pictures");
        if (folder != null && !folder.isBlank()) {
            page.waitForTimeout(500);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }
}
