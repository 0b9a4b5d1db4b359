package io.aifactory.factory.importing;

import io.aifactory.factory.work.Watch;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.importing.ModelFolderWriter;
import io.aifactory.languagemodel.importing.StoredType;
import io.aifactory.languagemodel.llama2c.Llama2cFile;
import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.SentencePiece;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code model.bin} and {@code tokenizer.bin} of llama2.c; its weights are float32. */
final class Llama2cImporter implements ModelImporter {
    @Override
    public Map<String, Path> run(
            Map<String, Path> sources, WeightType weights, Path folder, Watch watch)
            throws IOException {
        StoredType stored = weights == WeightType.BF16 ? StoredType.BF16 : StoredType.F32;
        try (Llama2cFile file = Llama2cFile.open(Sources.require(sources, "model.bin"))) {
            byte[] tokenizer =
                    TokenizerJson.write(
                            SentencePiece.readLlama2c(
                                    Sources.readSmall(
                                            Sources.require(sources, "tokenizer.bin"),
                                            SentencePiece.MAX_BYTES)));
            ModelFolderWriter.write(file.model(stored), folder, ImportProgress.of(watch));
            Files.write(folder.resolve(Sources.TOKENIZER), tokenizer);
        } catch (ModelFormatException | InvalidTokenizerException e) {
            throw new ImportFailure(String.valueOf(e.getMessage()), e);
        }
        return Sources.in(folder);
    }
}
