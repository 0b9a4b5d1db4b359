package io.aifactory.ingestion.source;

/**
 * How files become documents; part of the recipe.
 *
 * @param textProperty name of the property of JSON lines that holds the text
 * @param sectionBytes running text longer than this is cut, at empty lines, into documents of about
 *     this size, so that a book can be split into training and evaluation
 */
public record ReadingRules(String textProperty, int sectionBytes) {}
