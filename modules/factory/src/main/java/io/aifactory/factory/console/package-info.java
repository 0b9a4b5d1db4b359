/**
 * How the command line speaks: progress and lines for a terminal or a log file, and its sentences
 * in the user's language ({@code messages.properties} beside this package).
 */
@NullMarked
package io.aifactory.factory.console;

import org.jspecify.annotations.NullMarked;
