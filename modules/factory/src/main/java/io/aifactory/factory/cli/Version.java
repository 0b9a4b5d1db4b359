package io.aifactory.factory.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of the factory and of the Java it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "aifactory " + (version == null ? "(development)" : version),
            "Java "
                    + System.getProperty("java.version")
                    + " ("
                    + System.getProperty("java.vendor")
                    + ")"
        };
    }
}
