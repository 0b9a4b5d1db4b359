/** What arrives when: public traces as files, and synthetic ones. */
@NullMarked
package io.aifactory.simulator.trace;

import org.jspecify.annotations.NullMarked;
