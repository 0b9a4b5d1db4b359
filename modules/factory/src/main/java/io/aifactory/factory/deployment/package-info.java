/**
 * Deployments: which model version is served under which name by how many workers. What people
 * asked for is kept in the database together with an append-only history, so that a control plane
 * that was killed serves the same models again after its next start.
 */
@NullMarked
package io.aifactory.factory.deployment;

import org.jspecify.annotations.NullMarked;
