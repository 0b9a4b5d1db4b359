/** Tests of image building; those that need podman are run by the profile {@code image-run}. */
@NullMarked
package io.aifactory.images;

import org.jspecify.annotations.NullMarked;
