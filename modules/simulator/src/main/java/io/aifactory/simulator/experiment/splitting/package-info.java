/** What rules for where a prompt is computed are worth, on fleets of workers apart. */
@NullMarked
package io.aifactory.simulator.experiment.splitting;

import org.jspecify.annotations.NullMarked;
