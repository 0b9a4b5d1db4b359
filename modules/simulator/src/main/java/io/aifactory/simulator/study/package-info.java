/**
 * Questions that runs answer: how policies compare over seeds and loads, what load each of them can
 * take, how many devices a number of tokens needs. Answers go out as a table, as CSV and as one
 * page of HTML that needs nothing else.
 */
@NullMarked
package io.aifactory.simulator.study;

import org.jspecify.annotations.NullMarked;
