/**
 * What precisions cost in quality: measured by {@code aifactory bench quality}, kept for each model
 * version and precision, and shown beside the deployments that are served so.
 */
@NullMarked
package io.aifactory.factory.quality;

import org.jspecify.annotations.NullMarked;
