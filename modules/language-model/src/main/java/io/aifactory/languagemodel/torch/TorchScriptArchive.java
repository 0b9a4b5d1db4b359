package io.aifactory.languagemodel.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive that holds code and no data: a stored (uncompressed) zip with one
 * top-level folder, as {@code torch::jit::load} of PyTorch 2.x reads it. The pickled module object
 * has one attribute, {@code training}; everything else reaches the methods as arguments.
 */
final class TorchScriptArchive {
    private static final String FOLDER = "graph";
    private static final int EMPTY_TUPLE = ')';

    private TorchScriptArchive() {}

    /**
     * @param className of the module, an identifier
     * @param source its serialised-form TorchScript: two-space indentation, {@code self} annotated
     *     with {@code __torch__.CLASS}
     */
    static byte[] bytes(String className, String source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            store(zip, "data.pkl", pickledModule(className));
            store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            store(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, EMPTY_TUPLE, '.'});
            // of the operators' signatures, not of the file: 10 is that of PyTorch 1.13 and later
            store(zip, "version", "10\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Pickle protocol 2 of an instance of {@code __torch__.className} with training = False. */
    static byte[] pickledModule(String className) {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(0x80); // PROTO
        pickle.write(2);
        pickle.write('c'); // GLOBAL
        pickle.writeBytes(("__torch__\n" + className + "\n").getBytes(StandardCharsets.US_ASCII));
        pickle.write('q'); // BINPUT 0
        pickle.write(0);
        pickle.write(EMPTY_TUPLE);
        pickle.write(0x81); // NEWOBJ
        pickle.write('}'); // EMPTY_DICT
        pickle.write('('); // MARK
        byte[] attribute = "training".getBytes(StandardCharsets.US_ASCII);
        pickle.write('X'); // BINUNICODE, little-endian length
        pickle.writeBytes(new byte[] {(byte) attribute.length, 0, 0, 0});
        pickle.writeBytes(attribute);
        pickle.write(0x89); // NEWFALSE
        pickle.write('u'); // SETITEMS
        pickle.write('b'); // BUILD
        pickle.write('.'); // STOP
        return pickle.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(FOLDER + "/" + name);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
