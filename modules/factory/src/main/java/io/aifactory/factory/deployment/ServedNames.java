package io.aifactory.factory.deployment;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names under which models and adapters are served: each stands for one of them. Pure. */
final class ServedNames {
    private ServedNames() {}

    /**
     * @param wanted is to be served, in place of a deployment of its name if there is one
     * @param deployments what is deployed
     * @throws FactoryException {@code INVALID_REQUEST} if it uses a name twice, {@code CONFLICT} if
     *     another deployment uses one of its names
     */
    static void requireFree(DeploymentSpec wanted, Collection<Deployment> deployments) {
        Set<String> own = new HashSet<>(Set.of(wanted.name()));
        for (AdapterSpec adapter : wanted.adapters()) {
            if (!own.add(adapter.name())) {
                throw new FactoryException(
                                ErrorCode.INVALID_REQUEST,
                                "the name '%s' is used twice; give each adapter a name of its own"
                                        .formatted(adapter.name()))
                        .withParameter("adapters");
            }
        }
        Map<String, String> taken = new HashMap<>();
        for (Deployment deployment : deployments) {
            if (deployment instanceof Deployment.Present
                    && !deployment.name().equals(wanted.name())) {
                taken.put(deployment.name(), "is deployed");
                for (AdapterSpec adapter : deployment.spec().adapters()) {
                    taken.put(
                            adapter.name(),
                            "is an adapter beside '%s'".formatted(deployment.name()));
                }
            }
        }
        for (String name : own) {
            String use = taken.get(name);
            if (use != null) {
                throw new FactoryException(
                        ErrorCode.CONFLICT,
                        "'%s' %s; give it another name or remove that first".formatted(name, use));
            }
        }
    }
}
