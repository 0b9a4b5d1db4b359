/**
 * What NVIDIA's libraries tell of the devices themselves. Like the meters it is read through the
 * foreign-function API, so that it needs no library of ours and works where only the driver is
 * installed.
 */
@NullMarked
package io.aifactory.economics.device;

import org.jspecify.annotations.NullMarked;
