package io.aifactory.inference.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.AvailableMemory;
import io.aifactory.inference.model.HuggingFaceFormats;
import io.aifactory.inference.model.ModelPreparer;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.EngineException;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The program behind {@code aifactory bench quality}: prints what it finds as lines of JSON, one
 * object with one field each: {@code text} (name, digest, tokens, bytes), {@code progress}
 * (precision, part), {@code figure} (a {@link QualityFigure}; float32's comes first), {@code
 * skipped} (why a precision cannot be measured) or {@code failed}.
 */
public final class QualityMain {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATASET = "dataset";

    private QualityMain() {}

    /**
     * @param arguments root of the storage, digest of a model's manifest, threads, precisions
     *     separated by commas, most tokens; then {@code dataset} and the digest of a dataset
     *     version's manifest, or {@code file} and a path
     */
    public static void main(String... arguments) {
        int status = 0;
        try {
            BlobStore store = new FileBlobStore(Path.of(arguments[0]), 0);
            PreparedModel model =
                    new ModelPreparer(store, new HuggingFaceFormats())
                            .prepare("bench", arguments[1], List.of());
            JudgedText text =
                    text(store, model, Integer.parseInt(arguments[4]), arguments[5], arguments[6]);
            print(
                    "text",
                    Map.of(
                            "name", text.name(),
                            "digest", text.digest().value(),
                            "tokens", text.tokens().targets(),
                            "bytes", text.tokens().bytes()));
            new QualityBench(
                            new TorchLanguageModels(),
                            model,
                            new Device.Cpu(Integer.parseInt(arguments[2])),
                            text,
                            AvailableMemory::bytes)
                    .measure(
                            Arrays.stream(arguments[3].split(",", -1))
                                    .map(Precision::valueOf)
                                    .toList(),
                            QualityMain::print);
        } catch (FactoryException | EngineException | UnsatisfiedLinkError | IOException e) {
            print("failed", String.valueOf(e.getMessage()));
            status = 1;
        }
        System.out.flush();
        // libtorch may abort in its static destructors at an ordinary exit.
        Runtime.getRuntime().halt(status);
    }

    private static JudgedText text(
            BlobStore store, PreparedModel model, int limit, String kind, String where)
            throws IOException {
        if (kind.equals(DATASET)) {
            return JudgedText.heldOut(store, new Digest(where), model, limit);
        }
        try {
            return JudgedText.file(Path.of(where), model, limit);
        } catch (IOException e) {
            throw new FactoryException(
                    ErrorCode.INVALID_REQUEST, where + " cannot be read: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("SystemOut") // its result
    private static void print(String field, Object value) {
        try {
            System.out.println(JSON.writeValueAsString(Map.of(field, value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
