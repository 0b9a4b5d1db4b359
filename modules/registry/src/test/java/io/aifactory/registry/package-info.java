/** Tests of the registry; the database is a real PostgreSQL, the storage a real folder. */
@NullMarked
package io.aifactory.registry;

import org.jspecify.annotations.NullMarked;
