/** What models and aliases may be called, and how a version is referred to. Pure functions. */
@NullMarked
package io.aifactory.registry.naming;

import org.jspecify.annotations.NullMarked;
