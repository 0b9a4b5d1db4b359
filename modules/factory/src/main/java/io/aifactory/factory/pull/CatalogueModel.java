package io.aifactory.factory.pull;

import io.aifactory.factory.importing.ModelFormat;
import io.aifactory.factory.npm.NpmPackage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A model that can be pulled by name.
 *
 * @param name under which it is registered
 * @param about one line for people
 * @param origin who made the weights
 * @param licence of the weights, SPDX where there is an identifier
 * @param format in which its files come
 * @param storedBytes it takes in storage, about
 * @param chats whether one can talk to it
 * @param packages the files come from
 * @param files what is put together of them
 */
public record CatalogueModel(
        String name,
        String about,
        String origin,
        String licence,
        ModelFormat format,
        long storedBytes,
        boolean chats,
        List<NpmPackage> packages,
        List<CatalogueFile> files) {
    public CatalogueModel {
        packages = List.copyOf(packages);
        files = List.copyOf(files);
        List<String> names = packages.stream().map(NpmPackage::name).toList();
        for (CatalogueFile file : files) {
            for (CatalogueFile.Part part : file.parts()) {
                if (!names.contains(part.source())) {
                    throw new IllegalArgumentException(
                            name + " needs the unknown package " + part.source());
                }
            }
        }
    }

    /** Bytes of all archives. */
    public long downloadBytes() {
        return packages.stream().mapToLong(NpmPackage::bytes).sum();
    }

    /** Bytes of all files that are put together. */
    public long fileBytes() {
        return files.stream().mapToLong(CatalogueFile::bytes).sum();
    }

    /** Where it comes from: {@code npm:name@version}, one after the other. */
    public String source() {
        return packages.stream()
                .map(source -> "npm:" + source.coordinate())
                .collect(Collectors.joining(" "));
    }
}
