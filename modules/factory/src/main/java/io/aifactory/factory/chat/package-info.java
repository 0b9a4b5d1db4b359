/**
 * Talking to a model by name from a terminal or a script: a registered model is put into service
 * first, with as many slots as one user needs and the machine holds; then questions are answered
 * through the same front door as everyone's.
 */
@NullMarked
package io.aifactory.factory.chat;

import org.jspecify.annotations.NullMarked;
