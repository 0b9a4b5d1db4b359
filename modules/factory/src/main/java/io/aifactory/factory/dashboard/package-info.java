/**
 * What the dashboard asks for beyond the modules' own APIs: the live figures of the whole factory
 * in one answer, and the measured frontiers, which are kept so that later runs can be compared.
 */
@NullMarked
package io.aifactory.factory.dashboard;

import org.jspecify.annotations.NullMarked;
