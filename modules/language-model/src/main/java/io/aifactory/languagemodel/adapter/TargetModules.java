package io.aifactory.languagemodel.adapter;

import io.aifactory.languagemodel.adapter.LinearModule.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which modules a configuration means, as PEFT reads {@code target_modules}. */
sealed interface TargetModules {
    boolean covers(LinearModule module);

    /** {@code "all-linear"}: every matrix but the embedding and the output head. */
    record AllLinear() implements TargetModules {
        @Override
        public boolean covers(LinearModule module) {
            return module.kind() != Kind.EMBEDDING && module.kind() != Kind.HEAD;
        }
    }

    /** A regular expression that the whole name matches. */
    record Matching(ModulePattern pattern) implements TargetModules {
        @Override
        public boolean covers(LinearModule module) {
            return pattern.matches(module.name());
        }
    }

    /**
     * Names, or last parts of names.
     *
     * @param names for example {@code q_proj}
     * @param layers blocks that are meant where only the last part of a name is given; absent = all
     * @param layerLists what the list of blocks may be called; empty = anything
     */
    record Named(List<String> names, Optional<Set<Integer>> layers, List<String> layerLists)
            implements TargetModules {
        private static final Pattern ANY_LIST = Pattern.compile(".*\\.[^.]*\\.(\\d+)\\..*");

        public Named {
            names = List.copyOf(names);
            layers = layers.map(Set::copyOf);
            layerLists = List.copyOf(layerLists);
        }

        @Override
        public boolean covers(LinearModule module) {
            String name = module.name();
            return names.contains(name)
                    || (names.stream().anyMatch(part -> name.endsWith("." + part))
                            && layers.map(some -> inLayers(name, some)).orElse(true));
        }

        private boolean inLayers(String name, Set<Integer> some) {
            if (layerLists.isEmpty()) {
                return number(ANY_LIST.matcher(name)).map(some::contains).orElse(false);
            }
            return layerLists.stream()
                    .map(list -> Pattern.compile(".*\\." + Pattern.quote(list) + "\\.(\\d+)\\..*"))
                    .flatMap(pattern -> number(pattern.matcher(name)).stream())
                    .findFirst()
                    .map(some::contains)
                    .orElse(false);
        }

        private static Optional<Integer> number(Matcher matcher) {
            return matcher.matches()
                    ? Optional.of(Integer.parseInt(matcher.group(1)))
                    : Optional.empty();
        }
    }

    /** Some, without others. */
    record Without(TargetModules all, TargetModules excluded) implements TargetModules {
        @Override
        public boolean covers(LinearModule module) {
            return all.covers(module) && !excluded.covers(module);
        }
    }
}
