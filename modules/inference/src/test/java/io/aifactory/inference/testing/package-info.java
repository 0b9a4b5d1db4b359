/** Hand-written stand-ins for the engine, the tokenizer, the meter and the client. */
@NullMarked
package io.aifactory.inference.testing;

import org.jspecify.annotations.NullMarked;
