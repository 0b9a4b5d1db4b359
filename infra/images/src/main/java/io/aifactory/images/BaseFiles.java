package io.aifactory.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The few files of a system that programs ask for. */
final class BaseFiles {
    private static final int USER = ImageRecipe.USER;

    private BaseFiles() {}

    /**
     * Writes them to a folder of this machine.
     *
     * @return path inside the image → file
     */
    static SortedMap<String, Path> writeTo(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        // PostgreSQL refuses to run as a user without a name.
        put(
                files,
                folder,
                "/etc/passwd",
                "root:x:0:0:root:/root:/sbin/nologin\n"
                        + "aifactory:x:%d:%d:aifactory:%s:/sbin/nologin\n"
                                .formatted(USER, USER, ImageRecipe.DATA));
        put(files, folder, "/etc/group", "root:x:0:\naifactory:x:%d:\n".formatted(USER));
        put(files, folder, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
        return files;
    }

    private static void put(SortedMap<String, Path> files, Path folder, String path, String content)
            throws IOException {
        Path file = folder.resolve(path.substring(1));
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(file, content);
        files.put(path, file);
    }
}
