package io.aifactory.factory.cli;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.factory.chat.ChatFailure;
import io.aifactory.factory.client.ClientFailure;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.daemon.DaemonFailure;
import io.aifactory.factory.demo.DemoFailure;
import io.aifactory.factory.importing.ImportFailure;
import io.aifactory.factory.npm.NpmFailure;
import io.aifactory.factory.pull.PullFailure;
import io.aifactory.factory.serve.StartFailure;
import io.aifactory.postgres.PostgresException;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** From arguments to an exit status. */
public final class CommandLineFace {
    private CommandLineFace() {}

    /**
     * Runs one command.
     *
     * @return 0 = done, 1 = failed with a message on standard error, 2 = not understood
     */
    public static int run(String... arguments) {
        CommandLine line = new CommandLine(new RootCommand());
        line.setResourceBundle(ResourceBundle.getBundle(Messages.BUNDLE));
        line.setExecutionExceptionHandler(explain());
        line.setUsageHelpAutoWidth(true);
        return line.execute(arguments);
    }

    private static IExecutionExceptionHandler explain() {
        return (failure, command, parsed) -> {
            if (System.getenv("AIFACTORY_DEBUG") != null || !isExplained(failure)) {
                failure.printStackTrace(command.getErr());
            }
            command.getErr().println(Messages.text("failed", String.valueOf(failure.getMessage())));
            command.getErr().flush();
            return 1;
        };
    }

    /** Failures whose message alone says what is wrong. */
    private static boolean isExplained(Exception failure) {
        return failure instanceof ClientFailure
                || failure instanceof DaemonFailure
                || failure instanceof DemoFailure
                || failure instanceof ChatFailure
                || failure instanceof FactoryException
                || failure instanceof ImportFailure
                || failure instanceof NpmFailure
                || failure instanceof PullFailure
                || failure instanceof StartFailure
                || failure instanceof PostgresException;
    }
}
