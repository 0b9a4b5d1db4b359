package io.aifactory.factory.importing;

import io.aifactory.factory.work.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Makes a model in Hugging Face layout of a model in another form. */
public interface ModelImporter {
    /**
     * Converts a model, in little memory.
     *
     * @param sources its files by name
     * @param weights how converted weights are stored; without effect where nothing is converted
     * @param folder does not exist yet; may be made for files that are new
     * @param watch told of the bytes written
     * @return the model's files by path in the model's folder; they may lie anywhere
     * @throws ImportFailure if the sources are not a model of this form; the message names the file
     * @throws CancellationException if the watch stops it
     */
    Map<String, Path> run(Map<String, Path> sources, WeightType weights, Path folder, Watch watch)
            throws IOException;
}
