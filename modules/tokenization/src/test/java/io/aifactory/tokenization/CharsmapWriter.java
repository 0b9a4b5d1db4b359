package io.aifactory.tokenization;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compiles a character map as SentencePiece does: a double-array trie and replacements. */
final class CharsmapWriter {
    private static final class Node {
        private final Map<Integer, Node> children = new TreeMap<>();
        private @Nullable Integer value;
    }

    private final Node root = new Node();
    private final ByteArrayOutputStream replacements = new ByteArrayOutputStream();
    private final Set<Integer> bases = new HashSet<>();
    private final Map<Integer, Integer> units = new HashMap<>();

    /** Some of what {@code nmt_nfkc} maps, and entries that are prefixes of each other. */
    static byte[] sample() {
        Map<String, String> map = new TreeMap<>();
        map.put("ﬁ", "fi");
        map.put("ﬀ", "ff");
        map.put("e\u0301", "é");
        map.put("E\u0301", "É");
        map.put("ｅ", "e");
        map.put("ｅ\u0301", "é");
        map.put("a\u030A", "å");
        map.put("A\u030A", "Å");
        map.put("\u00A0", " ");
        map.put("\u3000", " ");
        map.put("\t", " ");
        map.put("\n", " ");
        map.put("\r", " ");
        map.put("\u200B", "");
        map.put("\u007F", "");
        map.put("½", "1⁄2");
        map.put("²", "2");
        map.put("①", "1");
        map.put("㈱", "(株)");
        map.put("\u1100\u1161", "가");
        map.put("\u1100\u1161\u11A8", "각");
        map.put("𝔘", "U");
        map.put("ab", "AB");
        map.put("abc", "X");
        map.put("…", "...");
        return compile(map);
    }

    static byte[] compile(Map<String, String> map) {
        CharsmapWriter writer = new CharsmapWriter();
        map.forEach(writer::add);
        writer.place(writer.root, 0, 0);
        int size = writer.units.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        byte[] list = writer.replacements.toByteArray();
        ByteBuffer out =
                ByteBuffer.allocate(4 + 4 * size + list.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(4 * size);
        for (int i = 0; i < size; i++) {
            out.putInt(writer.units.getOrDefault(i, 0));
        }
        return out.put(list).array();
    }

    private void add(String from, String to) {
        Node node = root;
        for (byte b : from.getBytes(StandardCharsets.UTF_8)) {
            node = node.children.computeIfAbsent(b & 0xFF, key -> new Node());
        }
        node.value = replacements.size();
        replacements.writeBytes((to + "\0").getBytes(StandardCharsets.UTF_8));
    }

    private void place(Node node, int position, int label) {
        int[] labels = node.children.keySet().stream().mapToInt(Integer::intValue).toArray();
        int base = 1;
        while (!isFree(base, labels, node.value != null)) {
            base++;
        }
        bases.add(base);
        int hasValue = node.value == null ? 0 : 1 << 8;
        units.put(position, (position ^ base) << 10 | hasValue | label);
        if (node.value != null) {
            units.put(base, node.value | 1 << 31);
        }
        int chosen = base;
        Arrays.stream(labels).forEach(b -> units.put(chosen ^ b, 0));
        node.children.forEach((b, child) -> place(child, chosen ^ b, b));
    }

    private boolean isFree(int base, int[] labels, boolean hasValue) {
        return !bases.contains(base)
                && !(hasValue && units.containsKey(base))
                && Arrays.stream(labels)
                        .noneMatch(b -> (base ^ b) == 0 || units.containsKey(base ^ b));
    }
}
