package io.aifactory.factory.console;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of the command line in the user's language. */
public final class Messages {
    public static final String BUNDLE = "io.aifactory.factory.console.messages";

    private Messages() {}

    /**
     * @param key name in the bundle
     * @param arguments fill {@code {0}}, {@code {1}} …; numbers are formatted for the locale
     */
    public static String text(String key, Object... arguments) {
        ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE);
        return new MessageFormat(bundle.getString(key), Locale.getDefault()).format(arguments);
    }
}
