package io.aifactory.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Image layers that depend on the content of files only: not on their times, owners, the umask they
 * were written under, or the order in which a folder lists them.
 */
final class Layers {
    private static final Instant TIME = Instant.EPOCH.plusSeconds(1);
    private static final String ROOT = "0:0";
    private static final String AOT_CACHE = ".aot";

    private Layers() {}

    /** A layer of single files: path inside the image → file of this machine. */
    static FileEntriesLayer ofFiles(String name, SortedMap<String, Path> files) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        files.forEach((path, file) -> layer.addEntry(entry(file, path, ROOT, permissions(file))));
        return layer.build();
    }

    /**
     * A layer of a whole folder, without caches of compiled code: they hold for the Java runtime
     * that wrote them only, and are different each time.
     */
    static FileEntriesLayer ofFolder(String name, Path folder, String target) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            Stream<Path> kept = all.filter(file -> !file.toString().endsWith(AOT_CACHE));
            for (Path file : (Iterable<Path>) kept::iterator) {
                String relative = folder.relativize(file).toString().replace('\\', '/');
                files.put(relative.isEmpty() ? target : target + "/" + relative, file);
            }
        }
        return ofFiles(name, files);
    }

    /**
     * A layer of empty folders that the image's user may write to.
     *
     * @param folders path inside the image → octal permissions
     * @param empty an empty folder of this machine
     */
    static FileEntriesLayer ofWritableFolders(
            String name, SortedMap<String, String> folders, Path empty) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        String owner = ImageRecipe.USER + ":" + ImageRecipe.USER;
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            FilePermissions permissions = FilePermissions.fromOctalString(folder.getValue());
            layer.addEntry(entry(empty, folder.getKey(), owner, permissions));
        }
        return layer.build();
    }

    private static FileEntry entry(
            Path file, String path, String owner, FilePermissions permissions) {
        return new FileEntry(file, AbsoluteUnixPath.get(path), permissions, TIME, owner);
    }

    private static FilePermissions permissions(Path file) {
        boolean runs = Files.isDirectory(file) || Files.isExecutable(file);
        return FilePermissions.fromOctalString(runs ? "755" : "644");
    }
}
