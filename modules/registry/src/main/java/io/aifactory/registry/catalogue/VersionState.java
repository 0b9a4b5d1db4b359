package io.aifactory.registry.catalogue;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether a model version may be used. Live, unaliased ⇄ aliased; unaliased ⇄ archived. The methods
 * of a state are the transitions that are legal from it: a version that an alias points to cannot
 * be archived, and an archived one takes no alias.
 */
public sealed interface VersionState {
    /** Persisted names; whether a live version has aliases is seen from the aliases. */
    enum Name {
        LIVE,
        ARCHIVED
    }

    Name name();

    /** The first state of a version. */
    static Unaliased registered() {
        return new Unaliased();
    }

    /** It can be deployed, and aliases can point to it. */
    sealed interface Live extends VersionState permits Unaliased, Aliased {
        /** The aliases that point to it. */
        SortedSet<String> aliases();

        /** This alias points to it from now on. */
        default Aliased aliased(String alias) {
            SortedSet<String> all = new TreeSet<>(aliases());
            all.add(alias);
            return new Aliased(all);
        }

        @Override
        default Name name() {
            return Name.LIVE;
        }
    }

    /** Live, and no alias points to it. */
    record Unaliased() implements Live {
        /** Taken out of use; its files and its lineage stay. */
        public Archived archived() {
            return new Archived();
        }

        @Override
        public SortedSet<String> aliases() {
            return Collections.emptySortedSet();
        }
    }

    /**
     * Live, and pointed to.
     *
     * @param aliases at least one
     */
    record Aliased(SortedSet<String> aliases) implements Live {
        public Aliased {
            if (aliases.isEmpty()) {
                throw new IllegalArgumentException("an aliased version has an alias");
            }
            aliases = Collections.unmodifiableSortedSet(new TreeSet<>(aliases));
        }

        /** This alias does not point to it any more. */
        public Live without(String alias) {
            SortedSet<String> left = new TreeSet<>(aliases);
            left.remove(alias);
            return left.isEmpty() ? new Unaliased() : new Aliased(left);
        }
    }

    /** Kept, but not to be deployed or aliased. */
    record Archived() implements VersionState {
        /** In use again; the aliases it once had are not restored. */
        public Unaliased restored() {
            return new Unaliased();
        }

        @Override
        public Name name() {
            return Name.ARCHIVED;
        }
    }

    /**
     * The state that was stored under this name beside these aliases.
     *
     * @throws IllegalArgumentException if an alias points to an archived version
     */
    static VersionState of(Name name, Set<String> aliases) {
        return switch (name) {
            case LIVE -> aliases.isEmpty() ? new Unaliased() : new Aliased(new TreeSet<>(aliases));
            case ARCHIVED -> {
                if (!aliases.isEmpty()) {
                    throw new IllegalArgumentException("an archived version has aliases");
                }
                yield new Archived();
            }
        };
    }
}
