/**
 * Packages of npm registries, as a way to get published files: fetched by the user's installed npm,
 * so that its registry or mirror, credentials and proxies hold, and read without being installed.
 * Nothing of a package is ever run.
 */
@NullMarked
package io.aifactory.factory.npm;

import org.jspecify.annotations.NullMarked;
