package io.aifactory.factory.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.factory.console.Messages;
import org.junit.jupiter.api.Test;

class ComplaintTest {
    @Test
    void everyCodeOfNpmBecomesAnAdvice() {
        assertEquals(expected("npm.absent", "E404"), said("E404"));
        assertEquals(expected("npm.absent", "ETARGET"), said("ETARGET"));
        assertEquals(expected("npm.refused", "E401"), said("E401"));
        assertEquals(expected("npm.damaged", "EINTEGRITY"), said("EINTEGRITY"));
        assertEquals(expected("npm.unreachable", "ENOTFOUND"), said("ENOTFOUND"));
        assertEquals(expected("npm.unreachable", "ECONNREFUSED"), said("ECONNREFUSED"));
        assertEquals(expected("npm.full", "ENOSPC"), said("ENOSPC"));
        assertEquals(expected("npm.failed", "EWHATEVER"), said("EWHATEVER"));
    }

    @Test
    void olderVersionsWriteTheirErrorsDifferently() {
        assertEquals(
                Messages.text("npm.absent", "p@1.0.0", "code E404; 404 Not Found"),
                Complaint.of("p@1.0.0", "npm ERR! code E404\nnpm ERR! 404 Not Found\n"));
    }

    @Test
    void silenceIsSaidToBeSilence() {
        assertEquals(
                Messages.text("npm.failed", "p@1.0.0", Messages.text("npm.silent")),
                Complaint.of("p@1.0.0", "npm warn config something\n"));
    }

    private static String said(String code) {
        return Complaint.of(
                "p@1.0.0",
                "npm warn Unknown user config\n"
                        + "npm error code %s\nnpm error why\n".formatted(code)
                        + "npm error A complete log of this run can be found in: somewhere\n");
    }

    private static String expected(String key, String code) {
        return Messages.text(key, "p@1.0.0", "code " + code + "; why");
    }
}
