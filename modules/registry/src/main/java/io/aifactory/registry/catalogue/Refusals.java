package io.aifactory.registry.catalogue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.registry.naming.Names;
import java.util.SortedSet;

/** What a caller is told when a version does not exist or its state forbids what was asked. */
public final class Refusals {
    private static final String MODELS = "/api/v1/models/";

    private Refusals() {}

    static FactoryException noModel(String name) {
        return new FactoryException(
                ErrorCode.MODEL_NOT_FOUND,
                Names.isModel(name)
                        ? "There is no model '" + name + "'."
                        : "There is no model of this name.");
    }

    static FactoryException noVersion(String model, int version) {
        return new FactoryException(
                ErrorCode.MODEL_NOT_FOUND,
                Names.isModel(model)
                        ? "There is no version " + version + " of model '" + model + "'."
                        : "There is no model of this name.");
    }

    static FactoryException noLiveVersion(RegisteredModel model) {
        return new FactoryException(
                ErrorCode.MODEL_NOT_FOUND,
                "Model '"
                        + model.name()
                        + "' has no live version: all are archived. Restore one, for example with "
                        + restore(model.name(), model.latestVersion())
                        + ", or register a new one.");
    }

    /** An alias that is to be removed does not exist. */
    static FactoryException noAlias(String model, String alias) {
        return new FactoryException(
                ErrorCode.NOT_FOUND, "Model '" + model + "' has no alias '" + alias + "'.");
    }

    /** An archived version was asked for by its number. */
    static FactoryException archived(String model, int version) {
        return new FactoryException(
                ErrorCode.CONFLICT,
                subject(model, version)
                        + " is archived. Restore it with "
                        + restore(model, version)
                        + ", or name a live version.");
    }

    /** Aliases were to point to an archived version. */
    public static FactoryException archivedTakesNoAlias(
            String model, int version, SortedSet<String> aliases) {
        return new FactoryException(
                ErrorCode.CONFLICT,
                subject(model, version)
                        + " is archived, so that it cannot take "
                        + quoted(aliases)
                        + ". Restore it with "
                        + restore(model, version)
                        + ", or choose a live version.");
    }

    /** A version was to be archived that aliases point to. */
    public static FactoryException aliasedIsNotArchived(
            String model, int version, SortedSet<String> aliases) {
        String alias = MODELS + model + "/aliases/" + aliases.first();
        return new FactoryException(
                ErrorCode.CONFLICT,
                subject(model, version)
                        + " cannot be archived while it has "
                        + quoted(aliases)
                        + ". First point each alias to another version with PUT "
                        + alias
                        + " or remove it with DELETE "
                        + alias
                        + ".");
    }

    private static String subject(String model, int version) {
        return "Version " + version + " of model '" + model + "'";
    }

    private static String restore(String model, int version) {
        return "POST " + MODELS + model + "/versions/" + version + "/restore";
    }

    private static String quoted(SortedSet<String> aliases) {
        return (aliases.size() == 1 ? "the alias '" : "the aliases '")
                + String.join("', '", aliases)
                + "'";
    }
}
