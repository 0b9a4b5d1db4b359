/**
 * The measured frontier as files that people keep and pass on: a page that needs no network and a
 * table for spreadsheets; and what a billion tokens a week would take.
 */
@NullMarked
package io.aifactory.factory.report;

import org.jspecify.annotations.NullMarked;
